import { filters, type FilterDefinition, type FilterId } from './filters.ts';
import { optionIds, type OptionId } from './options.ts';
import { reports, type ReportId } from './reports/index.ts';

/** Version of the saved query's shape that this release writes. */
export const queryVersion = 2;

/** Filters by the names they had in version 1. */
const renamedFilters: ReadonlyMap<string, FilterId> = new Map([
  ['activity', 'activities'],
  ['fromUser', 'fromUsers'],
  ['toUser', 'toUsers'],
  ['user', 'users'],
  ['userAgent', 'userAgents'],
  ['conferenceUri', 'conferenceUris'],
  ['signals', 'recordTypes'],
]);

/** Filters by labels they had in version 1: Grafana 10 keeps the labels of ad hoc filters. */
const renamedLabels: ReadonlyMap<string, FilterId> = new Map([['Signal', 'recordTypes']]);

/** Options that version 1 let every report carry, whether it takes them or not. */
const leftovers: readonly OptionId[] = ['interval', 'section', 'dimensions', 'limit'];

type Fields = Readonly<Record<string, unknown>>;

/**
 * Lifts a query saved by an older release to the shape of this one; returns a new object. Names of older versions are
 * replaced whatever version the query has, for nothing else bears them. A query of a newer release passes as it is:
 * validation then says what it does not know.
 *
 * Version 2 made the ids of lists plural, put the options of `spikes` beside the others, and refuses options that a report
 * does not take: queries of before lose those that they carried in vain.
 */
export function migrateQuery(saved: Fields): Record<string, unknown> {
  const { filters: savedFilters, dimensions, ...rest } = saved;
  const query = withSpikesLifted({
    ...rest,
    ...(savedFilters !== undefined && { filters: isObject(savedFilters) ? renamed(savedFilters) : savedFilters }),
    ...(dimensions !== undefined && {
      dimensions: Array.isArray(dimensions) ? dimensions.map(table) : table(dimensions),
    }),
  });
  return versionOf(saved) < queryVersion ? { ...withoutLeftovers(query), version: queryVersion } : query;
}

/** The filter of this id or label, or of one that an older release had for it; however it is cased. */
export function filterNamed(name: string): (FilterDefinition & { readonly id: FilterId }) | undefined {
  const wanted = name.toLowerCase();
  const old = [...renamedFilters, ...renamedLabels].find(([oldName]) => oldName.toLowerCase() === wanted)?.[1];
  return filters.find(({ id, label }) => id === old || [id, label].some((one) => one.toLowerCase() === wanted));
}

function versionOf({ version }: Fields): number {
  return typeof version === 'number' && Number.isInteger(version) ? version : 0;
}

/** A new name that is there already wins. */
function renamed(fields: Fields): Fields {
  const entries = Object.entries(fields);
  return Object.fromEntries([
    ...entries.map(([id, value]) => [renamedFilters.get(id) ?? id, value] as const),
    ...entries.filter(([id]) => !renamedFilters.has(id)),
  ]);
}

/** A ranked table of the Failure Distribution by its present name. */
const table = (name: unknown): unknown => (name === 'components' ? 'applications' : name);

/** Takes the options out of `spikes`. What is none stays there, and validation names it. */
function withSpikesLifted({ spikes, ...query }: Fields): Fields {
  if (!isObject(spikes)) {
    return spikes === undefined || spikes === null ? query : { ...query, spikes };
  }
  const entries = Object.entries(spikes);
  const isOption = ([name]: readonly [string, unknown]) => (optionIds as readonly string[]).includes(name);
  const strange = entries.filter((entry) => !isOption(entry));
  return {
    ...Object.fromEntries(entries.filter(isOption)),
    ...query,
    ...(strange.length > 0 && { spikes: Object.fromEntries(strange) }),
  };
}

function withoutLeftovers(query: Fields): Fields {
  const { report } = query;
  if (typeof report !== 'string' || !Object.hasOwn(reports, report)) {
    return query;
  }
  const taken = reports[report as ReportId].options;
  const isLeft = (name: string) => (leftovers as readonly string[]).includes(name) && !Object.hasOwn(taken, name);
  return Object.fromEntries(Object.entries(query).filter(([name]) => !isLeft(name)));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
