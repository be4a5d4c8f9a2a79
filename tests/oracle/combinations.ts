import { optionOf } from '../../contract/options.ts';
import type { QueryDraft } from '../../contract/query.ts';
import { reportDefinition, reportIds, type ReportId } from '../../contract/reports/index.ts';
import { dimensions, sections, trendGroups, type Format } from '../../contract/vocabulary.ts';
import { anchors } from './anchors.ts';
import { answers, drawFilters, filtersOf } from './case-filters.ts';
import { drawRange } from './case-ranges.ts';
import { caseName, type OracleCase } from './oracle-case.ts';
import { random, type Random } from './random.ts';
import type { CdrRows } from './rows.ts';
import { spikeReports } from './spike-combinations.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/Sao_Paulo',
] as const;

/** Every report with every format it offers; those about the last window have cases of their own. */
const kinds: readonly { report: ReportId; format: Format }[] = reportIds
  .filter((report) => !spikeReports.includes(report))
  .flatMap((report) => reportDefinition(report).formats.map((format) => ({ report, format })));

/**
 * Deterministic cases: reports with formats, zones, intervals and featured filters take turns, everything else is
 * drawn. All of them are valid queries.
 * @param rows where values and instants come from; sessions, error reports and progress reports of which there are some
 */
export function combinations(count: number, seed: number, rows: CdrRows): OracleCase[] {
  const from = random(seed);
  const draw = anchors(rows);
  const times = [...rows.sessions, ...rows.conferenceSessions].map(({ SessionIdTime }) => SessionIdTime);
  const data = times.reduce((seen, t) => ({ from: Math.min(seen.from, t), to: Math.max(seen.to, t + 1) }), {
    from: Infinity,
    to: -Infinity,
  });
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length] ?? from.pick(kinds);
    const round = Math.floor(i / kinds.length);
    const { report, format } = kind;
    const definition = reportDefinition(report);
    const filters = filtersOf(report, rows);
    const intervals = optionOf(definition, 'interval')?.choices;
    // Formats of one report start at different filters and intervals, so that few rounds reach all of them.
    const turn = round + ['table', 'timeSeries', 'numeric'].indexOf(format) * 5;
    const featured = [undefined, ...filters][turn % (filters.length + 1)];
    const interval = intervals?.[turn % intervals.length]?.id;
    const zone = zones[(i + round) % zones.length] ?? 'UTC';
    const candidates = Array.from({ length: 12 }, () => draw(report, from));
    const anchor = candidates.find((row) => featured && answers(row, featured)) ?? draw(report, from);
    const range = drawRange(anchor.time, zone, data, from);
    const inputs = drawFilters(report, filters, featured, anchor, draw(report, from), from);
    const saved: QueryDraft = {
      refId: 'A',
      report,
      format,
      ...(Object.keys(inputs).length > 0 && { filters: inputs }),
      ...(interval && { interval }),
      ...((zone !== 'UTC' || from.chance(0.5)) && { timezone: zone }),
      ...options(kind, from),
    };
    return { name: `${caseName(i, saved, zone, range)} ${JSON.stringify(saved)}`, saved, range, zone };
  });
}

/** Metric, limit, dimensions and section. */
function options({ report, format }: { report: ReportId; format: Format }, from: Random): Partial<QueryDraft> {
  const definition = reportDefinition(report);
  const metrics = definition.columns.filter(({ metric }) => metric).map(({ id }) => id);
  // The series of Top Failures carry one metric only, whatever is asked for.
  const takesMetric =
    metrics.length > 0 && format !== 'table' && !(report === 'topFailures' && format === 'timeSeries');
  const most = Math.min(optionOf(definition, 'limit')?.most ?? 0, 1000);
  const some = dimensions.map(({ id }) => id).filter(() => from.chance(0.3));
  const one = from.pick(dimensions).id;
  return {
    ...(takesMetric && from.chance(0.6) && { metric: from.pick(metrics) }),
    ...(most > 0 && from.chance(0.4) && { limit: from.pick<number | string>([1, 2, '5', 10, 37, most]) }),
    ...(definition.options.dimensions &&
      (format === 'numeric' || from.chance(0.5)) && {
        dimensions: format === 'numeric' || some.length === 0 ? one : some,
      }),
    ...(definition.options.trendOf && { trendOf: from.pick(trendGroups).id }),
    ...(definition.options.section && { section: from.pick(sections).id }),
  };
}
