import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { Location } from '../../../contract/vocabulary.ts';
import type { CdrSql } from '../cdr.ts';
import { anyOf, column, hasOtherRow, inRange, type Condition, type Ranges } from './conditions.ts';
import { isOneOf } from './names.ts';

/** One of the addresses is of one of the domains; no condition where none are given. */
export function isOfDomain(
  cdr: CdrSql,
  addresses: readonly string[],
  domains: readonly string[] | undefined,
): Condition[] {
  const wanted = domains?.map((domain) => domain.toLowerCase());
  return wanted ? [anyOf(addresses.map((name) => cdr.dialect.isName(cdr.dialect.domain(column(name)), wanted)))] : [];
}

/**
 * The parties are where the filter wants them: outside where any of them is known to be, inside where none is and some is known to be.
 * @param flags whether each party is inside
 */
export function isLocated(flags: readonly string[], locations: readonly Location[] | undefined): Condition[] {
  if (!locations) {
    return [];
  }
  // 0 for a party outside, 1 for one inside, 2 for one of whom nothing is known.
  const known = flags.map((name) => sql`coalesce(cast(${column(name)} as int), 2)`);
  const [first = sql`2`, second = sql`2`] = known;
  const outside = sql<never>`(${first} = 0 or ${second} = 0)`;
  const inside = sql<never>`(${first} <> 0 and ${second} <> 0 and (${first} = 1 or ${second} = 1))`;
  return [anyOf(locations.map((location) => (location === 'outside' ? outside : inside)))];
}

/** The peer-to-peer session `s` went through one of the gateways or Mediation Servers, and one of the ways, that the filters name. */
export function wentThrough(
  cdr: CdrSql,
  { filters, range }: { readonly filters: Filters; readonly range?: Ranges | undefined },
): Condition[] {
  const { gateways, directions } = filters;
  const names = ['FromGateway', 'ToGateway', 'FromMediationServer', 'ToMediationServer'].map((name) => `g.${name}`);
  const where = [
    ...isOneOf(cdr, names, gateways),
    ...(directions
      ? [
          anyOf(
            directions.map(
              (way) => sql<never>`${column(way === 'toPstn' ? 'g.ToGateway' : 'g.FromGateway')} is not null`,
            ),
          ),
        ]
      : []),
  ];
  return where.length > 0
    ? [
        hasOtherRow(cdr, 's', {
          view: 'VoipDetailsView',
          alias: 'g',
          key: 'session',
          where: [...inRange('g.SessionIdTime', range), ...where],
        }),
      ]
    : [];
}
