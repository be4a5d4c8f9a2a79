import { optionOf, options as vocabulary, type OptionId } from '../../contract/options.ts';
import type { QueryDraft } from '../../contract/query.ts';
import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import type { Format } from '../../contract/vocabulary.ts';
import { anchors } from './anchors.ts';
import type { Range } from './buckets.ts';
import { answers, drawFilters, filtersOf } from './case-filters.ts';
import { caseName, type OracleCase } from './oracle-case.ts';
import { random, type Random } from './random.ts';
import { isArchive, type CdrRows } from './rows.ts';

/** Reports that hold a window against earlier weeks: they have cases of their own, here and in `driver-combinations.ts`. */
export const spikeReports: readonly ReportId[] = ['failureSpikes', 'failureDrivers', 'joinTimeSpikes', 'cdrFreshness'];

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Every format, the report with most groups and filters more often than the others. */
const kinds: readonly { report: ReportId; format: Format }[] = [
  { report: 'failureSpikes', format: 'table' },
  { report: 'failureSpikes', format: 'timeSeries' },
  { report: 'joinTimeSpikes', format: 'table' },
  { report: 'failureSpikes', format: 'numeric' },
  { report: 'failureSpikes', format: 'events' },
  { report: 'cdrFreshness', format: 'table' },
  { report: 'failureSpikes', format: 'table' },
  { report: 'joinTimeSpikes', format: 'timeSeries' },
  { report: 'failureSpikes', format: 'numeric' },
  { report: 'joinTimeSpikes', format: 'numeric' },
  { report: 'failureSpikes', format: 'events' },
  { report: 'cdrFreshness', format: 'numeric' },
];

/**
 * Deterministic cases of the spike reports: formats, groups and featured filters take turns, the rest is drawn. Windows
 * lie about a row, mostly late enough for weeks of baseline.
 */
export function spikeCombinations(count: number, seed: number, rows: CdrRows): OracleCase[] {
  const from = random(seed);
  const draw = anchors(rows);
  return Array.from({ length: count }, (_, i) => {
    const { report, format } = kinds[i % kinds.length] as (typeof kinds)[number];
    const round = Math.floor(i / kinds.length);
    const filters = filtersOf(report, rows);
    // Every other case has no filter, for few sessions of a window pass one.
    const turn = (i + round) % 2 === 0 ? 0 : round * 5 + (i % kinds.length);
    const featured = [undefined, ...filters][turn % (filters.length + 1)];
    const candidates = Array.from({ length: 12 }, () => draw(report, from)).sort((a, b) => b.time - a.time);
    const late = candidates.slice(0, from.pick([3, 3, 12]));
    const anchor = late.find((row) => featured && answers(row, featured)) ?? from.pick(late);
    const inputs =
      featured || from.chance(0.15) ? drawFilters(report, filters, featured, anchor, draw(report, from), from) : {};
    const spikes = drawSpikes(report, rows, round + i, from);
    const range = drawRange(anchor.time, format, Number(spikes.windowMinutes ?? 60) * minute, from);
    const saved: QueryDraft = {
      refId: 'A',
      report,
      format,
      ...(Object.keys(inputs).length > 0 && { filters: inputs }),
      ...spikes,
      ...drawOptions(report, format, from),
    };
    return { name: `${caseName(i, saved, 'UTC', range)} ${JSON.stringify(saved)}`, saved, range, zone: 'UTC' };
  });
}

/** The first failures of the diagnostic IDs that come last: in these windows the ID is new, and a day later no more. */
export function firstSightings(count: number, { sessions, conferenceSessions }: CdrRows): OracleCase[] {
  const first = new Map<number, number>();
  for (const { SessionIdTime: time, DiagnosticId: id, ResponseCode: code } of [...sessions, ...conferenceSessions]) {
    if (id !== null && (code ?? 0) >= 400) {
      first.set(id, Math.min(time, first.get(id) ?? Infinity));
    }
  }
  const latest = [...first.values()].sort((a, b) => b - a).slice(0, count);
  return latest.flatMap((time) =>
    [1, day].map((later, i) => {
      const range = { from: time, to: time + later };
      const spikes = {
        groupBy: ['diagnosticId'],
        minSessions: 0,
        minUsers: i,
        minFailures: 0,
        lookbackDays: 60,
      } as const;
      const saved: QueryDraft = { refId: 'A', report: 'failureSpikes', format: 'table', ...spikes };
      return { name: `first of an ID, ${caseName(i, saved, 'UTC', range)}`, saved, range, zone: 'UTC' };
    }),
  );
}

/** Groups by turns, so that few rounds reach each of them alone and with others; guards low enough to let much pass. */
function drawSpikes(report: ReportId, rows: CdrRows, turn: number, from: Random): Partial<QueryDraft> {
  const { options } = reportDefinition(report);
  const groups = optionOf(reportDefinition(report), 'groupBy')
    ?.choices.map(({ id }) => id)
    .filter((id) => id !== 'store' || isArchive(rows));
  if (!groups || from.chance(0.05)) {
    return {};
  }
  const group = [undefined, ...groups][turn % (groups.length + 1)];
  const others = from.chance(0.5) ? groups.filter(() => from.chance(0.25)) : [];
  const groupBy = [...(group ? [group] : []), ...others];
  const takes = (id: OptionId) => options[id] !== undefined;
  const open = from.chance(0.6);
  const guard = () => (open ? 0 : from.pick<number | string | undefined>([0, 1, '2', 5, undefined]));
  const drawn = {
    groupBy: groupBy.length === 1 && from.chance(0.5) ? groupBy[0] : groupBy,
    windowMinutes: from.pick([...vocabulary.windowMinutes.choices, 240, 360, 720, '1440']),
    baselineWeeks: from.pick([1, 2, 3, 4, 4, 5, 8, undefined]),
    minSessions: guard(),
    ...(takes('minUsers') && { minUsers: guard(), minFailures: guard() }),
    ...(takes('minScore') && { minScore: from.pick([0, 0, 0.1, 0.3, '1.5', 4, undefined]) }),
    ...(takes('lookbackDays') && { lookbackDays: from.pick([1, 3, 7, 28, 60, undefined]) }),
  };
  return Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
}

/** A range whose last window holds the instant or comes right after it; several windows where these are shown. */
function drawRange(time: number, format: Format, length: number, from: Random): Range {
  const late = from.pick([1, Math.floor(length * from.next()), Math.floor(length * from.next()), length, length + 1]);
  const to = from.chance(0.2) ? Math.ceil(time / length) * length : time + late;
  const windows = from.pick([0.4, 1, 3, 9, 30]);
  const most = from.pick([2 * day, 9 * day, 16 * day]);
  const span = Math.min(Math.ceil(windows * length), most);
  return { from: format === 'table' || format === 'numeric' ? to - from.pick([0, hour, 7 * day]) : to - span, to };
}

/** Metric and limit. */
function drawOptions(report: ReportId, format: Format, from: Random): Partial<QueryDraft> {
  const { columns, options } = reportDefinition(report);
  const metrics = columns.filter(({ id, metric }) => metric && id !== 'behind').map(({ id }) => id);
  const offered = format === 'timeSeries' ? metrics.filter((id) => id !== 'isNew') : metrics;
  const takesMetric = format === 'timeSeries' || format === 'numeric';
  return {
    ...(takesMetric && from.chance(0.7) && { metric: from.pick(offered) }),
    ...(format === 'events' && from.chance(0.6) && { overlaps: from.pick(['apart', 'together'] as const) }),
    ...(options.limit && from.chance(0.3) && { limit: from.pick<number | string>([1, 3, '10', 100, 1000]) }),
  };
}
