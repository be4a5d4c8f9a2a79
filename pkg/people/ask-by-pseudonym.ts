import { filters as vocabulary } from '../../contract/filters.ts';
import type { Filters } from '../../contract/query.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { domainOf } from '../cdr/names.ts';
import { dictionaryNames } from '../cdr/questions/listed-values.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';
import { DiagnosticsError } from '../errors.ts';
import { looksPersonal } from './mask-text.ts';
import type { People } from './people.ts';
import { codeIn } from './pseudonym.ts';
import type { Pseudonyms, PseudonymOf } from './pseudonyms.ts';

type PersonalFilter = Exclude<(typeof vocabulary)[number], { readonly personal: false }>;

const personalFilters = vocabulary.filter((filter): filter is PersonalFilter => filter.personal !== false);

/** Filters of a query that name people, with their values. */
export function namesIn(filters: Filters): { readonly id: PersonalFilter['id']; readonly values: readonly string[] }[] {
  return personalFilters.flatMap(({ id }) => {
    const values = filters[id];
    return values ? [{ id, values }] : [];
  });
}

/**
 * Refuses a name, or its beginning, of those who may not see names: an answer would tell whose pseudonym is whose. A saved query is
 * refused like a typed one, since Grafana sends both in the same way.
 * @throws DiagnosticsError `query`
 */
export function refuseNames(filters: Filters): void {
  for (const { id, values } of namesIn(filters)) {
    const isAgent = id === 'userAgents';
    if (values.some((value) => codeIn(value) === undefined && (!isAgent || looksPersonal(value)))) {
      throw new DiagnosticsError(
        'query',
        `filters.${id}: names are hidden from your role, and cannot be asked for either. Click on a pseudonym, or enter one such as user 7F3K-9Q2M.`,
      );
    }
  }
}

/** Filters with names for the pseudonyms, and the pseudonyms that nobody was found for. */
export interface Named {
  readonly filters: Filters;
  readonly unknown: readonly string[];
}

/**
 * Puts the names in place of pseudonyms. A pseudonym is too short to carry a name: it is looked up among those that were given before,
 * and where it was not, as after a restart, among the names of all sessions of the range. One that nobody has stays, and finds nothing.
 */
export async function askByPseudonym(
  { pseudonyms }: People,
  filters: Filters,
  range: TimeRange,
  cdr: Cdr,
): Promise<Named> {
  const asked = namesIn(filters).filter(({ values }) => values.some((value) => codeIn(value) !== undefined));
  if (!pseudonyms || asked.length === 0) {
    return { filters, unknown: [] };
  }
  const unknown: string[] = [];
  const entries = await Promise.all(
    asked.map(async ({ id, values }) => {
      const named = await Promise.all(
        values.map(async (value) => {
          const code = codeIn(value);
          const names = code === undefined ? [value] : await namesOf(pseudonyms, id, code, range, cdr);
          unknown.push(...(names.length === 0 ? [value] : []));
          return names.length === 0 ? [value] : names;
        }),
      );
      return [id, named.flat()] as const;
    }),
  );
  return { filters: { ...filters, ...Object.fromEntries(entries) }, unknown };
}

async function namesOf(
  pseudonyms: Pseudonyms,
  filter: PersonalFilter['id'],
  code: string,
  range: TimeRange,
  cdr: Cdr,
): Promise<readonly string[]> {
  const kind: PseudonymOf = filter === 'userAgents' ? 'client' : 'address';
  const known = pseudonyms.named(kind, code);
  if (known.length > 0) {
    return known;
  }
  const candidates =
    kind === 'client' ? await cdr.ask(dictionaryNames, { of: 'userAgents' }) : await addressesIn(range, cdr);
  return pseudonyms.among(kind, code, filter === 'domains' ? domainsOf(candidates) : candidates);
}

const domainsOf = (addresses: readonly string[]): string[] => [
  ...new Set(addresses.flatMap((address) => domainOf(address) ?? [])),
];

/** Addresses of users and conferences of all sessions of the range. */
async function addressesIn(range: TimeRange, cdr: Cdr): Promise<string[]> {
  const selection = { range, filters: {}, all: true };
  const found = await Promise.all(
    (['FromUser', 'ToUser'] as const).map((side) => cdr.ask(sessionsByUser(side), selection)),
  );
  return found.flat().flatMap(({ user }) => (user === null ? [] : [user]));
}
