import { sql, type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import { DiagnosticsError } from '../../errors.ts';
import { storeColumn } from '../schema/archive.ts';
import type { CdrSql } from '../cdr.ts';
import { addressKey, prefixKey, prefixSpellings, spellingsOf } from '../names.ts';
import type { LcsCdr } from '../schema/views.ts';
import {
  allOf,
  anyOf,
  column,
  hasKey,
  hasOtherRow,
  inRange,
  joinedBy,
  keyOf,
  sameKey,
  type Condition,
  type Ranges,
} from './conditions.ts';

type Text = Expression<string | null>;

/** A column of names or addresses, in a form that compares without regard to case. */
export function named({ dialect, features }: CdrSql, name: string): RawBuilder<string | null> {
  const text = column<string | null>(name);
  return features.caseless ? text : dialect.caseless(text);
}

/** A column is one of the names; no condition where none are given. */
export function isOneOf(
  cdr: CdrSql,
  names: string | readonly string[],
  values: readonly string[] | undefined,
): Condition[] {
  if (!values) {
    return [];
  }
  const conditions = [names].flat().map((name) => cdr.dialect.isName(named(cdr, name), values));
  return conditions.length === 1 ? conditions : [anyOf(conditions)];
}

/**
 * The row of that alias is of one of the stores; no condition where none are given.
 * @throws DiagnosticsError `query` where stores are given and the database is a single LcsCDR
 */
export function ofStores(cdr: CdrSql, alias: string, { stores }: Filters): Condition[] {
  if (stores && !cdr.features.stores) {
    throw new DiagnosticsError(
      'query',
      'Store: this data source reads one LcsCDR, and only an archive has stores. Leave this filter empty.',
    );
  }
  return isOneOf(cdr, `${alias}.${storeColumn}`, stores);
}

/** Most addresses that are looked up in all their spellings: each takes up to sixteen values. */
const mostSpelled = 10;

/** Any of the columns is one of the addresses, or begins as one that ends in `*`; no condition where none are given. */
export function isAnyAddress(
  cdr: CdrSql,
  names: readonly string[],
  values: readonly string[] | undefined,
): Condition[] {
  return values ? [anyOf(names.flatMap((name) => isAddress(cdr, named(cdr, name), values)))] : [];
}

/** Conditions of which one holds where the text is one of the addresses. */
function isAddress({ dialect }: CdrSql, text: Text, values: readonly string[]): Condition[] {
  const isPrefix = (value: string) => value.endsWith('*');
  const keys = [...new Set(values.filter((value) => !isPrefix(value)).map(addressKey))];
  const prefixes = [...new Set(values.filter(isPrefix).map((value) => prefixKey(value.slice(0, -1))))];
  // Compared with all spellings the column stays bare, so that an index on it serves.
  const few = values.length <= mostSpelled;
  const spelled = prefixes.map((prefix) => (few ? prefixSpellings(prefix) : undefined));
  const beginnings = spelled.flatMap((spellings) => spellings ?? []);
  const others = prefixes.filter((_, index) => !spelled[index]);
  const key = dialect.addressKey(text);
  return [
    ...(keys.length > 0 ? [few ? dialect.isName(text, keys.flatMap(spellingsOf)) : dialect.isName(key, keys)] : []),
    ...(beginnings.length > 0 ? [dialect.startsWith(text, beginnings)] : []),
    ...(others.length > 0 ? [dialect.startsWith(key, others)] : []),
  ];
}

/** The parties of a peer-to-peer session: where its row has the address, and `VoipDetailsView` the telephone number. */
const parties = {
  from: { uri: 's.FromUri', phone: 'n.FromPhone' },
  to: { uri: 's.ToUri', phone: 'n.ToPhone' },
} as const;
export type Party = keyof typeof parties;

/**
 * The telephone number of a party of the peer-to-peer session `s`. A subquery, which is made for the few sessions that lack an address
 * alone; the minimum, since one that finds two rows fails. Or out of the rows that `withPhones` has joined.
 */
function phoneOf(cdr: CdrSql, party: Party, range: Ranges | undefined): RawBuilder<string | null> {
  if (!cdr.dialect.correlates) {
    return column(parties[party].phone);
  }
  // The range is said on both sides, or the plan reads rows of all times.
  const where = allOf([...sameKey(cdr, 'n', 's', 'session'), ...inRange('n.SessionIdTime', range)]);
  return sql`(select min(${column(parties[party].phone)}) from ${sql.table('VoipDetailsView')} as ${sql.id('n')} where ${where})`;
}

/** Peer-to-peer sessions `s` with the telephone numbers of their parties, for a dialect that cannot look up each by a subquery. */
export function withPhones<Query>(cdr: CdrSql, query: Query, { range, filters }: Over): Query {
  const { db, dialect, features } = cdr;
  if (dialect.correlates || !features.objects.has('VoipDetailsView')) {
    return query;
  }
  const key = keyOf(cdr, 'session').map((name) => column(`n.${name}`).as(name));
  const phones = db
    .selectFrom('VoipDetailsView as n')
    .select([...key, ...(['FromPhone', 'ToPhone'] as const).map((name) => sql`min(${column(`n.${name}`)})`.as(name))])
    .where(allOf([...inRange('n.SessionIdTime', range), ...hasKey('n', 'session', filters)]))
    .groupBy(keyOf(cdr, 'session').map((name) => column(`n.${name}`)))
    .as('n');
  const sessions = query as SelectQueryBuilder<LcsCdr, keyof LcsCdr, object>;
  return sessions.leftJoin(phones, (join) => join.on(joinedBy(cdr, 'session', 'n', 's'))) as Query;
}

/** Of which sessions. */
interface Over {
  readonly range?: Ranges | undefined;
  readonly filters: Filters;
}

/** The address of a party of the peer-to-peer session `s`, or its telephone number where it has none. */
export function addressOf(cdr: CdrSql, party: Party, range: Ranges | undefined): RawBuilder<string | null> {
  const uri = column<string | null>(parties[party].uri);
  return cdr.features.objects.has('VoipDetailsView') ? sql`coalesce(${uri}, ${phoneOf(cdr, party, range)})` : uri;
}

/** The telephone number of a party, where it stands for an address. */
export function phoneInstead(cdr: CdrSql, party: Party, range: Ranges | undefined): RawBuilder<string | null> {
  return cdr.features.objects.has('VoipDetailsView')
    ? sql`case when ${column(parties[party].uri)} is null then ${phoneOf(cdr, party, range)} end`
    : cdr.dialect.typedNull('nvarchar(450)');
}

/** One of the parties of the peer-to-peer session `s` is one of the addresses; no condition where none are given. */
export function isAnyParty(
  cdr: CdrSql,
  of: readonly Party[],
  values: readonly string[] | undefined,
  range: Ranges | undefined,
): Condition[] {
  if (!values) {
    return [];
  }
  const byUri = of.flatMap((party) => isAnyAddress(cdr, [parties[party].uri], values));
  return [anyOf([...byUri, ...(cdr.features.objects.has('VoipDetailsView') ? of.map(byPhone) : [])])];

  function byPhone(party: Party): Condition {
    const { uri, phone } = parties[party];
    const where = [...inRange('n.SessionIdTime', range), ...isAnyAddress(cdr, [phone], values)];
    const found = hasOtherRow(cdr, 's', { view: 'VoipDetailsView', alias: 'n', key: 'session', where });
    return sql<SqlBool>`(${column(uri)} is null and ${found})`;
  }
}
