import * as v from 'valibot';
import { filterDefinition, filters as vocabulary, type FilterId } from './filters.ts';
import { keyIsEmpty, keyPairs } from './key-filters.ts';
import { migrateQuery } from './migrate.ts';
import { optionsOf } from './options.ts';
import type { Filters, ReportQuery } from './query.ts';
import { alternatives, ContractError, shown } from './query-error.ts';
import { readFilter } from './read-filter.ts';
import { readOptions } from './read-options.ts';
import { reportDefinition, reportIds, type ReportId } from './reports/index.ts';
import type { ReportDefinition } from './reports/definition.ts';
import { isUnknownZone } from './time-zone.ts';
import { formats, type Format } from './vocabulary.ts';

/** What every saved query shares. Grafana adds fields of its own (datasource, hide, intervalMs, ...): they pass. */
const shape = v.looseObject(
  {
    refId: v.optional(v.string('expected text'), 'A'),
    report: v.picklist(reportIds, ({ input }) => `unknown value ${shown(input)}, expected ${alternatives(reportIds)}`),
    format: v.optional(
      v.picklist(
        formats.map(({ id }) => id),
        ({ input }) => `unknown value ${shown(input)}, expected ${alternatives(formats.map(({ id }) => id))}`,
      ),
    ),
    filters: v.optional(v.nullable(v.record(v.string(), v.unknown(), 'expected an object with one entry per filter'))),
    timezone: v.optional(v.nullable(v.pipe(v.string('expected text'), v.maxLength(200, 'too long')))),
    fresh: v.optional(v.nullable(v.boolean('expected true or false'))),
    nothing: v.optional(v.nullable(v.pipe(v.string('expected text'), v.maxLength(200, 'too long')))),
    errorAsRow: v.optional(v.nullable(v.boolean('expected true or false'))),
  },
  // The only key that may be missing is `report`.
  ({ path }) =>
    path
      ? `missing, expected ${alternatives(reportIds)}`
      : 'a query is a JSON object such as {"report": "topFailures"}',
);

/**
 * Turns a saved query of any release into one that can run: migrates, fills in defaults, reads filters and options.
 * @throws ContractError naming the field and what it takes
 */
export function validateQuery(saved: unknown): ReportQuery {
  const isObject = typeof saved === 'object' && saved !== null && !Array.isArray(saved);
  const parsed = v.safeParse(shape, isObject ? migrateQuery(saved as Record<string, unknown>) : saved);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ContractError(v.getDotPath(issue) ?? 'query', issue.message);
  }
  const { refId, report: id, format, filters: given, timezone, fresh, nothing, errorAsRow, ...rest } = parsed.output;
  const report = reportDefinition(id);
  const offered = chooseFormat(report, format);
  refuseSpikes(report, rest.spikes);
  const options = readOptions(report, rest, offered);
  const filters = readFilters(report, given ?? {});
  const withoutKey = keyIsEmpty(report, given ?? {}, filters);
  if (!withoutKey) {
    requireKeys(report, filters);
  }
  // What the report's definition says was read by that definition: the compiler cannot follow it from one report to the next.
  return {
    refId,
    report: id,
    format: offered,
    filters,
    ...options,
    ...(timezone && !isUnknownZone(timezone) && { timezone: zone(timezone) }),
    ...(fresh && { fresh }),
    ...(nothing && { nothing }),
    ...(errorAsRow && { errorAsRow }),
    ...(withoutKey && { withoutKey: `The key of ${report.title} is empty${whereFrom(report)}.` }),
  } as ReportQuery;
}

function chooseFormat({ title, formats: accepted }: ReportDefinition, format: Format = 'table'): Format {
  if (!accepted.includes(format)) {
    throw new ContractError('format', `${title} has no ${shown(format)}, expected ${alternatives(accepted)}`);
  }
  return format;
}

/** What is left of the object that held the options of spike reports once, see `migrateQuery`. */
function refuseSpikes(report: ReportDefinition, spikes: unknown): void {
  if (spikes === undefined) {
    return;
  }
  const [name] = typeof spikes === 'object' && spikes !== null ? Object.keys(spikes) : [];
  const accepted = alternatives(optionsOf(report).map(({ id }) => id));
  throw new ContractError(
    name === undefined ? 'spikes' : `spikes.${name.slice(0, 60)}`,
    `${report.title} does not take this option, expected ${accepted} beside the report`,
  );
}

function readFilters(report: ReportDefinition, given: Record<string, unknown>): Filters {
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

/** As the editor calls it. */
const labelOf = (id: FilterId) => filterDefinition(id).label;

function requireKeys(report: ReportDefinition, given: Filters): void {
  for (const pair of keyPairs) {
    const missing = pair.filter((id) => given[id] === undefined);
    if (missing.length === 1 && missing[0]) {
      throw new ContractError(`filters.${missing[0]}`, `missing; ${pair.map(labelOf).join(' and ')} go together`);
    }
  }
  if (report.keys && !report.keys.some((key) => key.every((id) => given[id] !== undefined))) {
    const wanted = report.keys.map((key) => key.map(labelOf).join(' with '));
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
