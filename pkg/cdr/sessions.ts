import { sql, type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { neighbourTicks } from '../../contract/instant.ts';
import type { Code, Filters } from '../../contract/query.ts';
import { conferenceTypes, modalities, type Activity } from '../../contract/vocabulary.ts';
import type { TimeRange } from './calendar.ts';
import type { CdrSql } from './cdr.ts';
import type { LcsCdr } from './schema/views.ts';
import { datetime } from './sql/dialect.ts';

/** Which sessions a query is about. Without a range only the key decides. */
export interface SessionSelection {
  readonly range?: TimeRange | undefined;
  readonly filters: Filters;
  /** Also retried sessions and synthetic conferences, whatever the settings say. */
  readonly all?: boolean;
}

type Condition = Expression<SqlBool>;
const column = (name: string) => sql.ref<string | null>(name);
const code = (name: string) => sql.ref<number | null>(name);

/** `column` is one of the values, compared as the database compares names. */
export function isOneOf(name: string, values: readonly string[] | undefined): Condition[] {
  return values ? [sql<SqlBool>`${sql.ref(name)} in (${sql.join(values)})`] : [];
}

/** Any of the columns is one of the values, without regard to case: how URIs compare. */
export function isAnyUri(
  { dialect }: CdrSql,
  names: readonly string[],
  values: readonly string[] | undefined,
): Condition[] {
  if (!values) {
    return [];
  }
  const wanted = sql.join(values.map((value) => dialect.lower(sql`${value}`)));
  return [anyOf(names.map((name) => sql<SqlBool>`${dialect.lower(column(name))} in (${wanted})`))];
}

/** The code is one of the values; null stands for rows without one. */
export function isCode(name: string, values: readonly Code[] | undefined): Condition[] {
  if (!values) {
    return [];
  }
  const numbers = values.filter((value) => value !== null);
  return [
    anyOf([
      ...(numbers.length > 0 ? [sql<SqlBool>`${code(name)} in (${sql.join(numbers)})`] : []),
      ...(numbers.length < values.length ? [sql<SqlBool>`${code(name)} is null`] : []),
    ]),
  ];
}

/**
 * The column holds this tick. Said as lying between its neighbours: that finds the same rows by the same index, and also where a
 * server that imitates SQL Server keeps `datetime` in another resolution.
 */
export function isInstant(name: string, instant: number): Condition {
  const [before, after] = neighbourTicks(instant);
  return sql<SqlBool>`${sql.ref(name)} > ${datetime(before)} and ${sql.ref(name)} < ${datetime(after)}`;
}

export function inRange(name: string, range: TimeRange | undefined): Condition[] {
  return range
    ? [
        sql<SqlBool>`${sql.ref(name)} >= ${datetime(range.from)}`,
        sql<SqlBool>`${sql.ref(name)} < ${datetime(range.to)}`,
      ]
    : [];
}

export function anyOf(conditions: readonly Condition[]): RawBuilder<SqlBool> {
  return conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` or `)})` : sql<SqlBool>`1 = 0`;
}

export function allOf(conditions: readonly Condition[]): RawBuilder<SqlBool> {
  return conditions.length > 0 ? sql<SqlBool>`${sql.join(conditions, sql` and `)}` : sql<SqlBool>`1 = 1`;
}

/** The media bits of a peer-to-peer session `s`, wherever the server keeps them. */
export function mediaTypes({ features }: CdrSql): RawBuilder<number | null> {
  const key = (alias: string) =>
    sql`${sql.ref(`${alias}.SessionIdTime`)} = s.SessionIdTime and ${sql.ref(`${alias}.SessionIdSeq`)} = s.SessionIdSeq`;
  switch (features.mediaTypes) {
    case 'view':
      return sql`s.MediaTypes`;
    case 'table':
      return sql`(select t.MediaTypes from ${sql.table('SessionDetails')} as t where ${key('t')})`;
    case 'mediaView': {
      const bits = modalities.map(({ media, bit }) => sql`when ${media} then ${bit}`);
      return sql`(select sum(distinct case m.Media ${sql.join(bits, sql` `)} else 0 end) from ${sql.table('MediaView')} as m where ${key('m')})`;
    }
    case 'none':
      // Typed, for SQL Server takes no bare NULL as an operand of `&`.
      return sql`cast(null as int)`;
  }
}

/** The kind of a conference session `s`: `focus`, else the URI type of its MCU; an empty text where that is unknown. */
export const conferenceKind = sql<string>`case when s.McuConferenceUri is null then 'focus' else coalesce(s.McuConferenceUriType, '') end`;

/** True when some error report of the session `s` passes the filters on error reports. */
function hasMatchingReport({ range, filters }: SessionSelection): Condition[] {
  const { requestTypes, sources, applications } = filters;
  if (!requestTypes && !sources && !applications) {
    return [];
  }
  const conditions = allOf([
    sql<SqlBool>`e.SessionIdTime = s.SessionIdTime and e.SessionIdSeq = s.SessionIdSeq`,
    // Said on both sides of the join, or the plan reads reports of all times.
    ...inRange('e.SessionIdTime', range),
    ...reportConditions(filters),
  ]);
  return [sql<SqlBool>`exists (select 1 from ${sql.table('ErrorReportView')} as e where ${conditions})`];
}

/** Filters that compare with the error report `e`. */
export function reportConditions({ requestTypes, sources, applications }: Filters): Condition[] {
  return [
    ...isOneOf('e.RequestType', requestTypes),
    ...isOneOf('e.Source', sources),
    ...isOneOf('e.Application', applications),
  ];
}

function common(cdr: CdrSql, { range, filters, all = false }: SessionSelection): Condition[] {
  const { sessionIdTime, sessionIdSeq } = filters;
  return [
    ...inRange('s.SessionIdTime', range),
    ...(sessionIdTime !== undefined ? [isInstant('s.SessionIdTime', sessionIdTime)] : []),
    ...(sessionIdSeq !== undefined ? [sql<SqlBool>`s.SessionIdSeq = ${sessionIdSeq}`] : []),
    ...(all || cdr.counting.includeRetried ? [] : [sql<SqlBool>`(s.CallFlag is null or s.CallFlag & 1 = 0)`]),
    ...(filters.categories
      ? [cdr.classification.isIn(filters.categories, code('s.DiagnosticId'), code('s.ResponseCode'))]
      : []),
    ...isCode('s.DiagnosticId', filters.diagnosticIds),
    ...isCode('s.ResponseCode', filters.responseCodes),
    ...hasMatchingReport({ range, filters }),
  ];
}

/** Whether the filters let sessions of this activity pass at all. */
export function asks(activity: Activity, filters: Filters): boolean {
  if (filters.activities && !filters.activities.includes(activity)) {
    return false;
  }
  if (activity === 'p2p') {
    return !filters.conferenceUris && (Boolean(filters.modalities) || !filters.conferenceTypes);
  }
  return Boolean(filters.conferenceTypes) || !filters.modalities;
}

/** Peer-to-peer sessions, as `SessionDetailsView` under the alias `s`. */
export function p2pSessions(cdr: CdrSql, selection: SessionSelection) {
  const { filters } = selection;
  const bits = modalities.filter(({ id }) => filters.modalities?.includes(id)).reduce((mask, { bit }) => mask | bit, 0);
  const conditions = [
    ...common(cdr, selection),
    ...(filters.pools
      ? [anyOf(['s.Pool', 's.FromEdgeServer', 's.ToEdgeServer'].flatMap((name) => isOneOf(name, filters.pools)))]
      : []),
    ...(filters.modalities ? [sql<SqlBool>`${mediaTypes(cdr)} & ${bits} <> 0`] : []),
    ...isAnyUri(cdr, ['s.FromUri'], filters.fromUsers),
    ...isAnyUri(cdr, ['s.ToUri'], filters.toUsers),
    ...isAnyUri(cdr, ['s.FromUri', 's.ToUri'], filters.users),
    ...isOneOf('s.FromClientVersion', filters.userAgents),
  ];
  return cdr.db.selectFrom('SessionDetailsView as s').where(allOf(conditions));
}

/** Conference sessions, as `ConferenceSessionDetailsView` under the alias `s`. */
export function conferenceSessions(cdr: CdrSql, selection: SessionSelection) {
  const sessions = conferenceDialogs(cdr, selection);
  return selection.all || cdr.counting.includeSynthetic ? sessions : withoutSynthetic(cdr, sessions, 's');
}

/** The same with sessions of synthetic conferences, for queries that leave these out themselves. */
export function conferenceDialogs(cdr: CdrSql, selection: SessionSelection) {
  const { filters } = selection;
  const conditions = [
    ...common(cdr, selection),
    ...(filters.pools ? [anyOf(['s.Pool', 's.EdgeServer'].flatMap((name) => isOneOf(name, filters.pools)))] : []),
    ...(filters.conferenceTypes ? [anyOf(filters.conferenceTypes.map(isOfType))] : []),
    ...isAnyUri(cdr, ['s.UserUri'], filters.fromUsers),
    ...isAnyUri(cdr, ['s.ConferenceUri'], filters.toUsers),
    ...isAnyUri(cdr, ['s.UserUri'], filters.users),
    ...isAnyUri(cdr, ['s.ConferenceUri'], filters.conferenceUris),
    ...isOneOf('s.UserClientVersion', filters.userAgents),
  ];
  return cdr.db.selectFrom('ConferenceSessionDetailsView as s').where(allOf(conditions));
}

function isOfType(id: (typeof conferenceTypes)[number]['id']): Condition {
  const uriType = conferenceTypes.find((type) => type.id === id)?.uriType;
  if (uriType) {
    return sql<SqlBool>`(s.McuConferenceUri is not null and s.McuConferenceUriType = ${uriType})`;
  }
  return id === 'focus' ? sql<SqlBool>`s.McuConferenceUri is null` : sql<SqlBool>`s.McuConferenceUri is not null`;
}

/** The instances of conferences of which some row is a synthetic transaction, each once. */
export function syntheticConferences({ db }: CdrSql) {
  return db
    .selectFrom('ConferencesView as x')
    .select(['x.ConferenceUri', 'x.ConfInstance'])
    .distinct()
    .where(sql<SqlBool>`x.Flag & 1 = 1 and x.ConfInstance is not null`);
}

/**
 * Leaves out rows for which some conference row of the same URI and instance is a synthetic transaction. The instances are made
 * distinct first, because one recorded twice would count its sessions twice; a NULL instance matches nothing. An anti-join
 * rather than NOT EXISTS: the few synthetic instances are found once and not for each session.
 */
function withoutSynthetic<Tables extends keyof (LcsCdr & Aliases), Row>(
  cdr: CdrSql,
  query: SelectQueryBuilder<LcsCdr & Aliases, Tables, Row>,
  alias: keyof Aliases,
): typeof query {
  const synthetic = syntheticConferences(cdr).as('synthetic');
  const joined = query
    .leftJoin(synthetic, (join) =>
      join
        .on(sql`synthetic.ConfInstance`, '=', sql.ref(`${alias}.ConfInstance`))
        .on(sql`synthetic.ConferenceUri`, '=', sql.ref(`${alias}.ConferenceUri`)),
    )
    .where(sql<SqlBool>`synthetic.ConfInstance is null`);
  return joined as unknown as typeof query;
}

interface Aliases {
  s: LcsCdr['ConferenceSessionDetailsView'];
  c: LcsCdr['ConferencesView'];
}

/** Conferences, as `ConferencesView` under the alias `c`: by pool and URI, the only filters they answer. */
export function conferences(cdr: CdrSql, { range, filters, all = false }: SessionSelection) {
  const conditions = [
    ...inRange('c.SessionIdTime', range),
    ...isOneOf('c.Pool', filters.pools),
    ...isAnyUri(cdr, ['c.ConferenceUri'], filters.conferenceUris),
  ];
  const held = cdr.db.selectFrom('ConferencesView as c').where(allOf(conditions));
  return all || cdr.counting.includeSynthetic ? held : withoutSynthetic(cdr, held, 'c');
}
