import type { QueryDraft } from '../../contract/query.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import type { Format } from '../../contract/vocabulary.ts';
import { anchors } from './anchors.ts';
import { answers, drawFilters, filtersOf } from './case-filters.ts';
import { caseName, type OracleCase } from './oracle-case.ts';
import { random, type Random } from './random.ts';
import type { CdrRows } from './rows.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The list of drivers more often than the others. */
const kinds: readonly { readonly format: Format; readonly show?: 'values' }[] = [
  { format: 'table' },
  { format: 'table', show: 'values' },
  { format: 'table' },
  { format: 'numeric' },
  { format: 'events' },
];
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York'] as const;

/**
 * Deterministic cases of Failure Drivers: formats and featured filters take turns, the rest is drawn. Ranges end about a row, mostly
 * late enough for weeks before them.
 */
export function driverCombinations(count: number, seed: number, rows: CdrRows): OracleCase[] {
  const from = random(seed);
  const draw = anchors(rows);
  const filters = filtersOf('failureDrivers', rows);
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length] ?? from.pick(kinds);
    const round = Math.floor(i / kinds.length);
    // Every other case has no filter, for few sessions pass one.
    const featured = i % 2 === 0 ? undefined : filters[(round * 2 + (i % kinds.length)) % filters.length];
    const candidates = Array.from({ length: 12 }, () => draw('failureDrivers', from)).sort((a, b) => b.time - a.time);
    const late = candidates.slice(0, from.pick([3, 3, 12]));
    const anchor = late.find((row) => featured && answers(row, featured)) ?? from.pick(late);
    const inputs = featured
      ? drawFilters('failureDrivers', filters, featured, anchor, draw('failureDrivers', from), from)
      : {};
    const zone = zones[i % zones.length] ?? 'UTC';
    const length = from.pick([hour, 6 * hour, 12 * hour, day, day + 1, 2 * day, 6 * day, 7 * day, 9 * day]);
    const to = anchor.time + from.pick([1, Math.floor(length * from.next()), length]);
    const range = from.chance(0.03) ? { from: to, to } : { from: to - length, to };
    const saved: QueryDraft = {
      refId: 'A',
      report: 'failureDrivers',
      ...kind,
      ...(Object.keys(inputs).length > 0 && { filters: inputs }),
      ...(zone !== 'UTC' && { timezone: zone }),
      ...drawOptions(kind.format, from),
    };
    return { name: `${caseName(i, saved, zone, range)} ${JSON.stringify(saved)}`, saved, range, zone };
  });
}

/**
 * A question to which thousands of sessions count as failed, so that only a sample of the others is counted: over all there is, with
 * those that succeeded as the failed.
 */
export function sampledDrivers(rows: CdrRows): OracleCase {
  const times = rows.sessions.map(({ SessionIdTime }) => SessionIdTime);
  const range = { from: Math.min(...times), to: Math.max(...times) + 1 };
  const saved: QueryDraft = {
    ...{ refId: 'A', report: 'failureDrivers', format: 'table', show: 'values', compareWith: 'otherSessions' },
    ...{ limit: 1000, filters: { categories: ['success'] } },
  };
  return { name: `a sample of the others: ${caseName(0, saved, 'UTC', range)}`, saved, range, zone: 'UTC' };
}

/** Guards low enough to let much pass. */
function drawOptions(format: Format, from: Random): Partial<QueryDraft> {
  const { columns } = reportDefinition('failureDrivers');
  const metrics = columns.filter(({ metric }) => metric).map(({ id }) => id);
  const drawn = {
    compareWith: from.pick(['auto', 'earlierWeeks', 'otherSessions', undefined]),
    baselineWeeks: from.pick([1, 2, 3, 4, undefined]),
    minFailures: from.pick([0, 1, 2, '3', 5, undefined]),
    minScore: from.pick([0, 0.5, '1', 2.5, undefined]),
    limit: from.chance(0.3) ? from.pick<number | string>([1, 3, '10', 1000]) : undefined,
    driverOf: format === 'numeric' ? from.pick(['driver', 'pool', 'diagnosticId', undefined]) : undefined,
    metric: format === 'numeric' && from.chance(0.6) ? from.pick(metrics) : undefined,
  };
  return Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
}
