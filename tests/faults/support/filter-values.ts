import { expect } from '@jest/globals';
import { instantKey } from '../../../contract/instant.ts';
import { optionOf } from '../../../contract/options.ts';
import { reportDefinition, type ReportId } from '../../../contract/reports/index.ts';
import { strangeTexts } from '../../../demo/generator/edge-cases/strange-texts.ts';
import type { CdrRows } from '../../../demo/generator/rows.ts';
import type { PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import { dataQuery, type DataSource } from '../../../preview/plugin-host/requests.ts';
import { rowsOf, send, type Range } from './ask.ts';

type Fold = (text: string) => string;
/** How two spellings of one text compare: URIs, and names (pools, servers, components, agents). */
export interface Folding {
  readonly uri: Fold;
  readonly name: Fold;
}

interface Candidate {
  /** Identifies the row in the answer. */
  readonly key: string;
  readonly texts: readonly (string | null)[];
}

/** One filter of one report, and which texts of which rows it compares with. */
export interface FilterCase {
  readonly report: ReportId;
  readonly filter: string;
  readonly folding: keyof Folding;
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly key: readonly [string, string];
  readonly candidates: (rows: CdrRows) => Candidate[];
}

const sessionKey = ['sessionIdTime', 'sessionIdSeq'] as const;
const errorKey = ['errorTime', 'errorReportSeq'] as const;
const keyOf = (time: number | null, seq: number | null) => `${instantKey(time ?? 0)} ${seq ?? ''}`;
const allCategories = { categories: ['success', 'expected', 'unexpected', 'uncategorized'] };

type Texts<Row> = (row: Row) => (string | null)[];
type Listed = readonly [filter: string, folding: keyof Folding];

type Phones = Partial<Pick<CdrRows['voip'][number], 'FromPhone' | 'ToPhone'>>;
type SessionTexts = (row: CdrRows['sessions'][number], phones: Phones) => (string | null)[];

function ofSessions(texts: SessionTexts, ...[filter, folding]: Listed): FilterCase {
  const candidates = ({ sessions, voip }: CdrRows) => {
    const phones = new Map(voip.map((row) => [keyOf(row.SessionIdTime, row.SessionIdSeq), row]));
    return sessions.map((row) => {
      const key = keyOf(row.SessionIdTime, row.SessionIdSeq);
      return { key, texts: texts(row, phones.get(key) ?? {}) };
    });
  };
  return { report: 'sessionDetail', filter, folding, key: sessionKey, candidates };
}

function ofReports(texts: Texts<CdrRows['errorReports'][number]>, ...[filter, folding]: Listed): FilterCase {
  const candidates = ({ errorReports }: CdrRows) =>
    errorReports.map((row) => ({ key: keyOf(row.ErrorTime, row.ErrorReportSeq), texts: texts(row) }));
  return { report: 'diagnosticReport', filter, folding, key: errorKey, candidates };
}

function ofConferences(texts: Texts<CdrRows['conferenceSessions'][number]>, ...[filter, folding]: Listed): FilterCase {
  const candidates = ({ conferenceSessions }: CdrRows) =>
    conferenceSessions.map((row) => ({ key: keyOf(row.SessionIdTime, row.SessionIdSeq), texts: texts(row) }));
  // The list shows failed sessions alone unless it is asked for all.
  const rest = { ...allCategories, activities: 'conference' };
  return { report: 'failureList', filter, folding, key: sessionKey, candidates, rest };
}

/** A party without URI goes by the telephone number. */
const from = ({ FromUri }: CdrRows['sessions'][number], { FromPhone = null }: Phones) => FromUri ?? FromPhone;
const to = ({ ToUri }: CdrRows['sessions'][number], { ToPhone = null }: Phones) => ToUri ?? ToPhone;

/** Every text filter, where a person would meet it. */
export const filterCases: readonly FilterCase[] = [
  ofSessions((row, phones) => [from(row, phones)], 'fromUsers', 'uri'),
  ofSessions((row, phones) => [to(row, phones)], 'toUsers', 'uri'),
  ofSessions((row, phones) => [from(row, phones), to(row, phones)], 'users', 'uri'),
  ofSessions((row) => [row.FromClientVersion], 'userAgents', 'name'),
  ofReports((row) => [row.Pool], 'pools', 'name'),
  ofReports((row) => [row.Source], 'sources', 'name'),
  ofReports((row) => [row.Application], 'applications', 'name'),
  ofReports((row) => [row.RequestType], 'requestTypes', 'name'),
  ofReports((row) => [row.FromUri], 'fromUsers', 'uri'),
  ofReports((row) => [row.ToUri, row.ConferenceUri], 'toUsers', 'uri'),
  ofReports((row) => [row.ClientVersion], 'userAgents', 'name'),
  ofReports((row) => [row.ConferenceUri], 'conferenceUris', 'uri'),
  ofConferences((row) => [row.Pool, row.EdgeServer], 'pools', 'name'),
  ofConferences((row) => [row.UserUri], 'users', 'uri'),
  ofConferences((row) => [row.ConferenceUri], 'toUsers', 'uri'),
  ofConferences((row) => [row.ConferenceUri], 'conferenceUris', 'uri'),
  ofConferences((row) => [row.UserClientVersion], 'userAgents', 'name'),
];

/** Replaces names of some error reports, and users and agents of some conference sessions, by texts hard to quote. */
export function withStrangeNames(rows: CdrRows): CdrRows {
  const text = (index: number) => strangeTexts[index % strangeTexts.length] ?? '';
  const every = 7;
  return {
    ...rows,
    errorReports: rows.errorReports.map((row, index) =>
      index % every === 0
        ? { ...row, Source: text(index / every), Application: text(index / every + 3), Pool: text(index / every + 5) }
        : row,
    ),
    conferenceSessions: rows.conferenceSessions.map((row, index) =>
      index % every === 0
        ? { ...row, UserUri: `sip:${text(index / every)}@kranich.example`, UserClientVersion: text(index / every + 2) }
        : row,
    ),
  };
}

/** Distinct texts: the unusual ones first, then some of the others. */
function sample(candidates: readonly Candidate[], most: number): string[] {
  const distinct = [...new Set(candidates.flatMap(({ texts }) => texts.filter((text) => text !== null)))];
  const unusual = distinct.filter((text) => /[^\w.:@;=,/() -]/.test(text));
  const others = distinct.filter((text) => !unusual.includes(text));
  const step = Math.max(1, Math.floor(others.length / most));
  return [...unusual, ...others.filter((_, index) => index % step === 0)].slice(0, most);
}

/** Each text alone, and all of them together, must find exactly the rows that plain counting finds. */
export async function expectExactRows(
  plugin: PluginProcess,
  source: DataSource,
  rows: CdrRows,
  range: Range,
  folding: Folding,
  { report, filter, folding: kind, rest, key, candidates }: FilterCase,
): Promise<void> {
  const fold = folding[kind];
  const all = candidates(rows);
  const texts = sample(all, 24);
  expect(texts.length).toBeGreaterThan(2);
  const asked = [...texts.map((text) => [text]), texts];
  const limit = Math.min(optionOf(reportDefinition(report), 'limit')?.most ?? 1, 50_000);
  const answers = await send(
    plugin,
    source,
    asked.map((values, index) =>
      dataQuery(`${index}`, { report, limit, filters: { ...rest, [filter]: values } }, range),
    ),
  );
  for (const [index, answer] of answers.entries()) {
    const values = asked[index] ?? [];
    const wanted = new Set(values.map(fold));
    const expected = all.filter((row) => row.texts.some((text) => text !== null && wanted.has(fold(text))));
    const found = new Set(rowsOf(answer).map((row) => key.map((id) => String(row[id])).join(' ')));
    expect({ values, error: answer.error, found: [...found].sort() }).toEqual({
      values,
      error: '',
      found: expected.map((row) => row.key).sort(),
    });
    expect(expected.length).toBeGreaterThan(0);
  }
}
