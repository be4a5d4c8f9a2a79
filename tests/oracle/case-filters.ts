import { filterDefinition, type FilterId } from '../../contract/filters.ts';
import type { FilterInput, QueryDraft } from '../../contract/query.ts';
import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import type { Anchor } from './anchors.ts';
import type { Random } from './random.ts';
import { isArchive, type CdrRows } from './rows.ts';

type Value = string | number | null;
type Inputs = NonNullable<QueryDraft['filters']>;

const pairs: readonly (readonly [FilterId, FilterId])[] = [
  ['errorTime', 'errorReportSeq'],
  ['sessionIdTime', 'sessionIdSeq'],
];
const pairOf = (id: FilterId) => pairs.find((pair) => pair.includes(id));

/** The filters of a report that these rows can answer: stores are those of an archive. */
export const filtersOf = (report: ReportId, rows: CdrRows): readonly FilterId[] =>
  reportDefinition(report).filters.filter((id) => id !== 'stores' || isArchive(rows));

/** Values of no row. */
const unknown: Partial<Record<FilterId, readonly Value[]>> = {
  diagnosticIds: [999_999, -1, 0],
  responseCodes: [499, 0, 699],
  errorTime: ['2001-01-01T00:00:00.003Z'],
  sessionIdTime: ['2001-01-01T00:00:00.007Z'],
  errorReportSeq: [7],
  sessionIdSeq: [7],
  telemetryId: ['00000000-0000-4000-8000-000000000000'],
};

/** What a filter can carry: only codes can be none; the reader trims texts, drops empty ones and refuses what looks like a variable. */
const usable = (id: FilterId, value: Value): boolean =>
  typeof value !== 'string'
    ? value !== null || filterDefinition(id).kind === 'code'
    : value !== '' && value === value.trim() && value.length <= 1024 && !/^(\$|\[\[)/.test(value);

/** Whether a row has a value of its own for a filter. */
export function answers(anchor: Anchor, id: FilterId): boolean {
  return (anchor.values[id] ?? []).some((value) => usable(id, value));
}

function disguised(text: string, from: Random): string {
  return from.pick([text, text, text.toUpperCase(), text.toLowerCase(), ` ${text} `]);
}

const addresses: readonly FilterId[] = ['fromUsers', 'toUsers', 'users', 'conferenceUris'];

/** An address as someone may write it who finds the same, or the beginning of one. */
function respelled(address: string, from: Random): string {
  const [, bare = ''] = /^(?:sip:|sips:|tel:)?(.*)$/is.exec(address) ?? [];
  const prefix = [...bare].slice(0, from.pick([0, 1, 3, 8, 14])).join('');
  return from.pick([bare, `SIP:${bare}`, `tel:${bare}`, `<sip:${bare}>`, `${prefix}*`, `sip:${prefix}*`]);
}

/** One to three values: mostly those of the anchor, some of other rows, some of no row. */
function drawValues(id: FilterId, anchor: Anchor, other: Anchor, from: Random): Value[] {
  const { choices } = filterDefinition(id);
  return Array.from({ length: from.pick([1, 1, 1, 2, 3]) }, (): Value => {
    const where = from.pick([anchor, anchor, anchor, anchor, anchor, other, null]);
    const found = (where?.values[id] ?? []).filter((value) => usable(id, value));
    if (found.length > 0) {
      return from.pick(found);
    }
    return choices ? from.pick(choices).id : from.pick(unknown[id] ?? ['nobody@example.invalid']);
  });
}

function drawInput(id: FilterId, anchor: Anchor, other: Anchor, from: Random): FilterInput | undefined {
  const { kind, choices } = filterDefinition(id);
  const values = drawValues(id, anchor, other, from);
  if (from.chance(0.05)) {
    return from.pick<FilterInput>(['', []]);
  }
  switch (kind) {
    case 'text': {
      const texts = values
        .map((value) => (addresses.includes(id) && from.chance(0.4) ? respelled(String(value), from) : String(value)))
        .map((text) => disguised(text, from));
      return texts.length === 1 && from.chance(0.5) ? texts[0] : texts;
    }
    case 'code':
      return from.pick([values, values.map((value) => String(value ?? 'none')).join(', ')]);
    case 'choice':
      return values.map((value) => {
        const choice = choices?.find((word) => word.id === value);
        return choice && from.chance(0.2) ? choice.label : value;
      });
    case 'guid':
      return from.pick([String(values[0]), `{${String(values[0]).toLowerCase()}}`]);
    case 'instant':
    case 'integer':
      return values[0] ?? undefined;
  }
}

/** A key of two halves of one row, sometimes of none. */
function drawPair(pair: readonly [FilterId, FilterId], anchor: Anchor, from: Random): Inputs {
  const [first, second] = pair;
  const time = anchor.values[first]?.[0];
  const seq = anchor.values[second]?.[0];
  if (typeof time !== 'string' || typeof seq !== 'number' || from.chance(0.1)) {
    return { [first]: unknown[first]?.[0] ?? null, [second]: unknown[second]?.[0] ?? null };
  }
  return { [first]: from.pick([time, time, Date.parse(time)]), [second]: from.pick([seq, seq, String(seq)]) };
}

/**
 * Filters for one query: the featured one for sure, the others now and then; and one of the keys where the report
 * insists on one.
 */
export function drawFilters(
  report: ReportId,
  filters: readonly FilterId[],
  featured: FilterId | undefined,
  anchor: Anchor,
  other: Anchor,
  from: Random,
): Inputs {
  const { keys } = reportDefinition(report);
  const inputs: Inputs = {};
  const give = (id: FilterId): void => {
    const pair = pairOf(id);
    const input = pair ? undefined : drawInput(id, anchor, other, from);
    Object.assign(inputs, pair ? drawPair(pair, anchor, from) : input !== undefined && { [id]: input });
  };
  const density = from.pick([0, 0, 0.08, 0.2]);
  for (const id of filters) {
    const likely = density * (pairOf(id) ? 0.3 : 1) * (answers(anchor, id) ? 1 : 0.1);
    if (id === featured || from.chance(likely)) {
      give(id);
    }
  }
  if (keys) {
    const isGiven = (id: FilterId) => inputs[id] !== undefined && String(inputs[id]) !== '';
    if (!keys.some((key) => key.every(isGiven))) {
      // A key pair is always usable; other filters may have no value on this row.
      const pair = keys.find((key) => key.length === 2);
      (pair?.slice(0, 1) ?? []).forEach(give);
    }
  }
  return inputs;
}
