import * as v from 'valibot';
import { filterDefinition, filters as vocabulary, type FilterId } from './filters.ts';
import { keyIsEmpty, keyPairs } from './keys.ts';
import { migrateQuery } from './migrate.ts';
import type { Filters, ReportQuery } from './query.ts';
import { alternatives, ContractError, shown } from './query-error.ts';
import { readFilter } from './read-filter.ts';
import { readSpikes } from './read-spikes.ts';
import { reportDefinition, reportIds, type ReportId } from './reports/index.ts';
import type { ReportDefinition } from './reports/definition.ts';
import { dimensions, formats, intervals, sections } from './vocabulary.ts';

const oneOf = <const T extends readonly { id: string }[]>(words: T) =>
  v.picklist(
    words.map(({ id }) => id) as T[number]['id'][],
    ({ input }) => `unknown value ${shown(input)}, expected ${alternatives(words.map(({ id }) => id))}`,
  );

const wholeNumber = 'expected a whole number';
const optionalText = v.optional(v.nullable(v.pipe(v.string('expected text'), v.maxLength(200, 'too long'))));

/** What every saved query shares. Grafana adds fields of its own (datasource, hide, intervalMs, ...): they pass. */
const shape = v.looseObject(
  {
    refId: v.optional(v.string('expected text'), 'A'),
    report: v.picklist(reportIds, ({ input }) => `unknown value ${shown(input)}, expected ${alternatives(reportIds)}`),
    format: v.optional(oneOf(formats)),
    filters: v.optional(v.nullable(v.record(v.string(), v.unknown(), 'expected an object with one entry per filter'))),
    interval: v.optional(oneOf(intervals)),
    timezone: optionalText,
    metric: optionalText,
    dimensions: v.optional(
      // The single word first: its issue is the one shown, and names the words.
      v.union([
        v.pipe(
          oneOf(dimensions),
          v.transform((one) => [one]),
        ),
        v.array(oneOf(dimensions)),
      ]),
    ),
    section: v.optional(oneOf(sections)),
    limit: v.optional(
      v.pipe(
        v.union([
          v.number(wholeNumber),
          v.pipe(v.string(wholeNumber), v.regex(/^\s*\d+\s*$/, wholeNumber), v.transform(Number)),
        ]),
        v.integer(wholeNumber),
        v.minValue(1, 'expected at least 1'),
      ),
    ),
    spikes: v.optional(v.nullable(v.record(v.string(), v.unknown(), 'expected an object with one entry per option'))),
  },
  // The only key that may be missing is `report`.
  ({ path }) =>
    path
      ? `missing, expected ${alternatives(reportIds)}`
      : 'a query is a JSON object such as {"report": "topFailures"}',
);

/**
 * Turns a saved query of any release into one that can run: migrates, fills in defaults, reads the filters.
 * @throws ContractError naming the field and what it takes
 */
export function validateQuery(saved: unknown): ReportQuery {
  const isObject = typeof saved === 'object' && saved !== null && !Array.isArray(saved);
  const parsed = v.safeParse(shape, isObject ? migrateQuery(saved as Record<string, unknown>) : saved);
  if (!parsed.success) {
    throw firstIssue(parsed.issues);
  }
  const { output } = parsed;
  const report = reportDefinition(output.report);
  const format = choose('format', output.format, report.formats, 'table', report);
  const interval = choose(
    'interval',
    output.interval,
    report.intervals ?? intervals.map(({ id }) => id),
    'auto',
    report,
  );
  const metric = chooseMetric(report, output.metric || undefined);
  const filters = readFilters(output.report, output.filters ?? {});
  const withoutKey = keyIsEmpty(report, output.filters ?? {}, filters);
  if (!withoutKey) {
    requireKeys(report, filters);
  }
  const spikes = readSpikes(report, output.spikes ?? undefined, format);
  return {
    refId: output.refId,
    report: output.report,
    format,
    filters,
    interval,
    dimensions: output.dimensions?.length ? [...new Set(output.dimensions)] : dimensions.map(({ id }) => id),
    section: output.section ?? 'information',
    limit: chooseLimit(report, output.limit),
    ...(output.timezone && { timezone: zone(output.timezone) }),
    ...(metric && { metric }),
    ...(spikes && { spikes }),
    ...(withoutKey && { withoutKey: `The key of ${report.title} is empty${whereFrom(report)}.` }),
  };
}

function firstIssue(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): ContractError {
  // A union reports the issues of its branches inside: the innermost names what is really wrong.
  let issue: v.BaseIssue<unknown> = issues[0];
  while (issue.issues?.[0]) {
    issue = issue.issues[0];
  }
  const field = v.getDotPath(issues[0]) ?? 'query';
  return new ContractError(field, issue.message);
}

function choose<T extends string>(
  field: string,
  value: T | undefined,
  accepted: readonly T[],
  fallback: T,
  report: ReportDefinition,
): T {
  if (value !== undefined && !accepted.includes(value)) {
    throw new ContractError(field, `${report.title} has no ${shown(value)}, expected ${alternatives(accepted)}`);
  }
  return value ?? fallback;
}

function chooseMetric(report: ReportDefinition, metric: string | undefined): string | undefined {
  const accepted = report.columns.filter((column) => column.metric).map(({ id }) => id);
  if (metric !== undefined && !accepted.includes(metric)) {
    const expected = accepted.length > 0 ? `expected ${alternatives(accepted)}` : 'this report has none';
    throw new ContractError('metric', `unknown value ${shown(metric)}, ${expected}`);
  }
  return metric;
}

function chooseLimit(report: ReportDefinition, limit: number | undefined): number {
  const { default: fallback, max } = report.limit ?? { default: 10_000, max: 10_000 };
  if (limit !== undefined && limit > max) {
    throw new ContractError('limit', `${limit} is too many rows, ${report.title} shows at most ${max}`);
  }
  return limit ?? fallback;
}

function readFilters(id: ReportId, given: Record<string, unknown>): Filters {
  const report = reportDefinition(id);
  const entries = Object.entries(given).map(([name, input]) => {
    const filter = vocabulary.find((known) => known.id === name);
    if (!filter || !report.filters.includes(filter.id)) {
      const problem = filter ? `${report.title} does not take this filter` : 'unknown filter';
      throw new ContractError(`filters.${name.slice(0, 60)}`, `${problem}, expected ${alternatives(report.filters)}`);
    }
    return [filter.id, readFilter(filter.id, input)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Filters;
}

function requireKeys(report: ReportDefinition, given: Filters): void {
  for (const pair of keyPairs) {
    const missing = pair.filter((id) => given[id] === undefined);
    if (missing.length === 1 && missing[0]) {
      throw new ContractError(
        `filters.${missing[0]}`,
        `missing; ${alternatives(pair).replace(' or ', ' and ')} go together`,
      );
    }
  }
  if (report.keys && !report.keys.some((key) => key.every((id) => given[id] !== undefined))) {
    const wanted = report.keys.map((key) => key.map((id: FilterId) => filterDefinition(id).id).join(' with '));
    throw new ContractError('filters', `${report.title} needs ${alternatives(wanted)}${whereFrom(report)}`);
  }
}

function whereFrom({ reachedFrom }: ReportDefinition): string {
  return reachedFrom ? `; open it from a row of ${reportDefinition(reachedFrom as ReportId).title}` : '';
}

function zone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name === 'utc' ? 'UTC' : name }).resolvedOptions().timeZone;
  } catch {
    throw new ContractError(
      'timezone',
      `${shown(name)} is not a time zone, expected an IANA name such as Europe/Berlin`,
    );
  }
}
