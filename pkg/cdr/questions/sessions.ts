import {
  sql,
  type AliasableExpression,
  type AliasedExpression,
  type RawBuilder,
  type SelectQueryBuilder,
} from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import { conferenceTypes, modalities, type Activity } from '../../../contract/vocabulary.ts';
import type { CdrSql } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import {
  allOf,
  anyOf,
  column,
  hasKey,
  hasOtherRow,
  inRange,
  isCode,
  ofSessionsIn,
  sameKey,
  storeIn,
  type Condition,
  type Ranges,
} from './conditions.ts';
import { addressOf, isAnyAddress, isAnyParty, isOneOf, phoneInstead, ofStores, withPhones } from './names.ts';
import { otherRows } from './other-rows.ts';
import { leavesOutSynthetic, withoutSynthetic } from './synthetic.ts';
import { isLocated, isOfDomain, wentThrough } from './session-conditions.ts';

/** Which sessions a question is about. Without a range only the key decides. */
export interface SessionSelection {
  readonly range?: Ranges | undefined;
  readonly filters: Filters;
  /** A sample: sessions alone whose hundredth of a second in its minute this divides. All where absent. */
  readonly every?: number | undefined;
  /** Also retried sessions and synthetic conferences, whatever the settings say. */
  readonly all?: boolean;
}

/** Columns that sessions of either kind have, by the names under which questions ask for them. */
export interface SessionColumns {
  readonly SessionIdTime: number;
  readonly SessionIdSeq: number;
  /** Media bits of a peer-to-peer session, 0 where there are none; -1 for conference sessions. */
  readonly Media: number;
  /** Kind of a conference session: `focus`, else the URI type of its MCU, empty where that is unknown; empty for peer-to-peer ones. */
  readonly Kind: string;
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  /** Initiator, by telephone number where there is no address, or participant of a conference. */
  readonly FromUser: string | null;
  readonly FromUserAgent: string | null;
  /** Invited user, by telephone number where there is no address, or URI of the conference. */
  readonly ToUser: string | null;
  /** As FromUser, but null for an initiator without address, for whom FromPhone then stands. */
  readonly FromUri: string | null;
  readonly FromPhone: string | null;
  /** As ToUser, but null for an invited user without address, for whom ToPhone then stands. */
  readonly ToUri: string | null;
  readonly ToPhone: string | null;
  readonly ConferenceUri: string | null;
  readonly ConfInstance: string | null;
  readonly Pool: string | null;
  readonly FromEdge: string | null;
  readonly ToEdge: string | null;
  readonly FromGateway: string | null;
  readonly ToGateway: string | null;
  readonly FrontEnd: string | null;
  readonly FromMediation: string | null;
  /** Gateway and Mediation Server of a conference session. */
  readonly ConferenceGateway: string | null;
  readonly ConferenceMediation: string | null;
  readonly ToMediation: string | null;
  /** What the server calls the kind of client of the initiator or participant. */
  readonly ClientType: string | null;
  /** 1 inside the network, 0 outside. */
  readonly FromInternal: number | null;
  readonly ToInternal: number | null;
  /** What comes behind the @ of the addresses, see `domainOfHost`; null for the conference of a session. */
  readonly FromHost: string | null;
  readonly ToHost: string | null;
  /** Of the error reports of the session: a row for each of them, one with NULL where it has none. */
  readonly Source: string | null;
  readonly Application: string | null;
  /** The LcsCDR it comes from; asked for in an archive alone. */
  readonly Store: string;
}
export type SessionColumn = keyof SessionColumns;

/** Rows with columns that are known at run time only, one branch of a union. */
export type Rows<Row> = AliasableExpression<Row> & { unionAll(other: Rows<Row>): Rows<Row> };

type SessionView = 'SessionDetailsView' | 'ConferenceSessionDetailsView';
type Sessions<View extends SessionView> = SelectQueryBuilder<LcsCdr & { s: LcsCdr[View] }, 's', object>;

/** How each kind of session fills its columns. */
function sourceOf(
  cdr: CdrSql,
  name: SessionColumn,
  range: Ranges | undefined,
): Readonly<Record<Activity, RawBuilder<unknown>>> {
  const both = (of: string) => ({ p2p: column(of), conference: column(of) });
  const either = (p2p: string, conference: string) => ({ p2p: column(p2p), conference: column(conference) });
  const conferenceOnly = (of: string, none: RawBuilder<unknown>) => ({ p2p: none, conference: column(of) });
  const text = cdr.dialect.typedNull('nvarchar(450)');
  switch (name) {
    case 'SessionIdTime':
    case 'SessionIdSeq':
    case 'DiagnosticId':
    case 'ResponseCode':
    case 'Pool':
    case 'Store':
      return both(`s.${name}`);
    case 'Media':
      return { p2p: sql`coalesce(${mediaTypes(cdr)}, 0)`, conference: sql.lit(-1) };
    case 'Kind':
      return { p2p: sql.lit(''), conference: conferenceKind };
    case 'FromUser':
      return { p2p: addressOf(cdr, 'from', range), conference: column('s.UserUri') };
    case 'FromUserAgent':
      return either('s.FromClientVersion', 's.UserClientVersion');
    case 'ToUser':
      return { p2p: addressOf(cdr, 'to', range), conference: column('s.ConferenceUri') };
    case 'FromPhone':
      return { p2p: phoneInstead(cdr, 'from', range), conference: text };
    case 'ToPhone':
      return { p2p: phoneInstead(cdr, 'to', range), conference: text };
    case 'FromUri':
      return either('s.FromUri', 's.UserUri');
    case 'ToUri':
      return either('s.ToUri', 's.ConferenceUri');
    case 'ConferenceUri':
      return conferenceOnly('s.ConferenceUri', text);
    case 'ConfInstance':
      return conferenceOnly('s.ConfInstance', cdr.dialect.typedNull('uniqueidentifier'));
    case 'FromEdge':
      return either('s.FromEdgeServer', 's.EdgeServer');
    case 'ToEdge':
      return either('s.ToEdgeServer', 's.EdgeServer');
    case 'FromGateway':
    case 'ToGateway':
      return { p2p: column(`v.${name}`), conference: text };
    case 'FrontEnd':
      return both('s.FrontEnd');
    case 'FromMediation':
    case 'ToMediation':
      return { p2p: column(`v.${name}Server`), conference: text };
    case 'ConferenceGateway':
      return conferenceOnly('s.Gateway', text);
    case 'ConferenceMediation':
      return conferenceOnly('s.MediationServer', text);
    case 'ClientType':
      return either('s.FromClientCategory', 's.UserClientCategory');
    case 'FromInternal':
      return either('s.IsFromInternal', 's.IsUserInternal');
    case 'ToInternal':
      return { p2p: column('s.IsToInternal'), conference: cdr.dialect.typedNull('bit') };
    case 'FromHost':
      return { p2p: cdr.dialect.host(column('s.FromUri')), conference: cdr.dialect.host(column('s.UserUri')) };
    case 'ToHost':
      return { p2p: cdr.dialect.host(column('s.ToUri')), conference: text };
    case 'Source':
    case 'Application':
      return both(`e.${name}`);
  }
}

/** Columns that `VoipDetailsView` has. */
const ofVoip: readonly SessionColumn[] = ['FromGateway', 'ToGateway', 'FromMediation', 'ToMediation'];

/** The kind of a conference session `s`, see `SessionColumns.Kind`. */
const conferenceKind = sql<string>`case when ${column('s.McuConferenceUri')} is null then 'focus' else coalesce(${column('s.McuConferenceUriType')}, '') end`;

/** The media bits of a peer-to-peer session `s`, wherever the server keeps them. */
export function mediaTypes(cdr: CdrSql): RawBuilder<number | null> {
  const { features, dialect } = cdr;
  switch (features.mediaTypes) {
    case 'view':
      return column('s.MediaTypes');
    case 'table':
      return sql`(select ${column('t.MediaTypes')} from ${sql.table('SessionDetails')} as ${sql.id('t')} where ${allOf(sameKey(cdr, 't', 's', 'session'))})`;
    case 'mediaView': {
      const bits = modalities.map(({ media, bit }) => sql`when ${media} then ${bit}`);
      return sql`(select sum(distinct case ${column('m.Media')} ${sql.join(bits, sql` `)} else 0 end) from ${sql.table('MediaView')} as ${sql.id('m')} where ${allOf(sameKey(cdr, 'm', 's', 'session'))})`;
    }
    case 'none':
      return dialect.typedNull('int');
  }
}

/** Conditions on the error report `e` itself. */
export function reportConditions(cdr: CdrSql, { requestTypes, sources, applications }: Filters): Condition[] {
  return [
    ...isOneOf(cdr, 'e.RequestType', requestTypes),
    ...isOneOf(cdr, 'e.Source', sources),
    ...isOneOf(cdr, 'e.Application', applications),
  ];
}

/** Some error report of the session `s` passes the filters on error reports. */
function hasMatchingReport(cdr: CdrSql, { range, filters }: SessionSelection): Condition[] {
  const conditions = reportConditions(cdr, filters);
  const where = [...ofSessionsIn('e', range), ...conditions];
  return conditions.length > 0
    ? [hasOtherRow(cdr, 's', { view: 'ErrorReportView', alias: 'e', key: 'session', where })]
    : [];
}

function common(cdr: CdrSql, selection: SessionSelection): Condition[] {
  const { range, filters, all = false } = selection;
  const code = (name: string) => column<number | null>(`s.${name}`);
  const retried = cdr.dialect.hasBits(code('CallFlag'), 1);
  return [
    ...inRange('s.SessionIdTime', range),
    ...ofStores(cdr, 's', filters),
    ...hasKey('s', 'session', filters),
    ...inSample(cdr, 's', selection),
    ...(all || cdr.counting.includeRetried ? [] : [sql<never>`(${code('CallFlag')} is null or not (${retried}))`]),
    ...(filters.categories
      ? [cdr.classification.isIn(filters.categories, code('DiagnosticId'), code('ResponseCode'))]
      : []),
    ...isCode('s.DiagnosticId', filters.diagnosticIds),
    ...isCode('s.ResponseCode', filters.responseCodes),
    ...isOneOf(cdr, 's.FrontEnd', filters.frontEnds),
    ...hasMatchingReport(cdr, selection),
  ];
}

/** The session whose key the row of that alias has is in the sample. */
const inSample = ({ dialect }: CdrSql, alias: string, { every }: SessionSelection): Condition[] =>
  every === undefined
    ? []
    : [sql<never>`${dialect.hundredths(column(`${alias}.SessionIdTime`))} % ${sql.lit(every)} = 0`];

/** Whether the filters let sessions of this activity pass at all. */
export function passes(activity: Activity, filters: Filters): boolean {
  if (filters.activities && !filters.activities.includes(activity)) {
    return false;
  }
  if (activity === 'conference' && filters.directions) {
    return false;
  }
  if (activity === 'p2p') {
    return !filters.conferenceUris && (Boolean(filters.modalities) || !filters.conferenceTypes);
  }
  return Boolean(filters.conferenceTypes) || !filters.modalities;
}

/** Peer-to-peer sessions, as `SessionDetailsView` under the alias `s`. */
export function p2pSessions(cdr: CdrSql, selection: SessionSelection): Sessions<'SessionDetailsView'> {
  const { filters, range } = selection;
  const bits = modalities.filter(({ id }) => filters.modalities?.includes(id)).reduce((mask, { bit }) => mask | bit, 0);
  return cdr.db
    .selectFrom('SessionDetailsView as s')
    .where(
      allOf([
        ...common(cdr, selection),
        ...isOneOf(cdr, ['s.Pool', 's.FromEdgeServer', 's.ToEdgeServer'], filters.pools),
        ...(filters.modalities ? [cdr.dialect.hasBits(mediaTypes(cdr), bits)] : []),
        ...isAnyParty(cdr, ['from'], filters.fromUsers, range),
        ...isAnyParty(cdr, ['to'], filters.toUsers, range),
        ...isAnyParty(cdr, ['from', 'to'], filters.users, range),
        ...isOneOf(cdr, 's.FromClientVersion', filters.userAgents),
        ...isOneOf(cdr, 's.FromClientCategory', filters.clientTypes),
        ...isOfDomain(cdr, ['s.FromUri', 's.ToUri'], filters.domains),
        ...isLocated(['s.IsFromInternal', 's.IsToInternal'], filters.locations),
        ...wentThrough(cdr, selection),
      ]),
    );
}

/** Sessions of conferences, synthetic ones among them, as `ConferenceSessionDetailsView` under the alias `s`. */
function conferenceSessions(cdr: CdrSql, selection: SessionSelection): Sessions<'ConferenceSessionDetailsView'> {
  const { filters } = selection;
  return cdr.db
    .selectFrom('ConferenceSessionDetailsView as s')
    .where(
      allOf([
        ...common(cdr, selection),
        ...isOneOf(cdr, ['s.Pool', 's.EdgeServer'], filters.pools),
        ...(filters.conferenceTypes ? [anyOf(filters.conferenceTypes.map((id) => isOfType(cdr, id)))] : []),
        ...isAnyAddress(cdr, ['s.UserUri'], filters.fromUsers),
        ...isAnyAddress(cdr, ['s.ConferenceUri'], filters.toUsers),
        ...isAnyAddress(cdr, ['s.UserUri'], filters.users),
        ...isAnyAddress(cdr, ['s.ConferenceUri'], filters.conferenceUris),
        ...isOneOf(cdr, 's.UserClientVersion', filters.userAgents),
        ...isOneOf(cdr, 's.UserClientCategory', filters.clientTypes),
        ...isOfDomain(cdr, ['s.UserUri'], filters.domains),
        ...isLocated(['s.IsUserInternal'], filters.locations),
        ...isOneOf(cdr, ['s.Gateway', 's.MediationServer'], filters.gateways),
      ]),
    );
}

function isOfType(cdr: CdrSql, id: (typeof conferenceTypes)[number]['id']): Condition {
  const uriType = conferenceTypes.find((type) => type.id === id)?.uriType;
  const mcu = column('s.McuConferenceUri');
  if (uriType) {
    return sql<never>`(${mcu} is not null and ${allOf(isOneOf(cdr, 's.McuConferenceUriType', [uriType]))})`;
  }
  return id === 'focus' ? sql<never>`${mcu} is null` : sql<never>`${mcu} is not null`;
}

/** What a branch brings beside its columns, or leaves out of them. */
export interface RowOptions {
  /** Further columns, over the alias `s`. */
  readonly computed?: readonly AliasedExpression<unknown, string>[];
  /** Columns that are NULL in this branch; its union with others wants all of them. */
  readonly blank?: readonly SessionColumn[];
  /**
   * Sessions of synthetic conferences are among the rows whatever the settings say: for whoever leaves them out of several
   * branches at once, which costs one look at the conferences instead of one per branch.
   */
  readonly synthetic?: boolean;
}

/** Columns that a telephone number fills, or whose place it takes. */
const byPhone = ['FromUser', 'ToUser', 'FromPhone', 'ToPhone'] as const satisfies SessionColumn[];

/** Sessions of one kind with the columns asked for. */
export function sessionRows<Name extends SessionColumn>(
  cdr: CdrSql,
  activity: Activity,
  selection: SessionSelection,
  names: readonly Name[],
  { computed = [], blank = [], synthetic = false }: RowOptions = {},
): Rows<Pick<SessionColumns, Name>> {
  const { range } = selection;
  const filled = new Set<SessionColumn>(names.filter((name) => !blank.includes(name)));
  let rows = (
    activity === 'p2p' ? p2pSessions(cdr, selection) : conferenceSessions(cdr, selection)
  ) as Sessions<'SessionDetailsView'>;
  if (activity === 'p2p' && ofVoip.some((name) => filled.has(name))) {
    // The range is said on both sides of the join, or the plan reads rows of all times; so is the sample.
    const where = [...inRange('v.SessionIdTime', range), ...inSample(cdr, 'v', selection)];
    const v = otherRows(cdr, 's', { view: 'VoipDetailsView', alias: 'v', key: 'session', where });
    rows = rows.leftJoin(v.rows, (join) => join.on(v.on)) as unknown as typeof rows;
  }
  if (activity === 'p2p' && byPhone.some((name) => filled.has(name))) {
    rows = withPhones(cdr, rows, selection);
  }
  if (filled.has('Source') || filled.has('Application')) {
    const where = ofSessionsIn('e', range);
    const e = otherRows(cdr, 's', { view: 'ErrorReportView', alias: 'e', key: 'session', where });
    rows = rows.leftJoin(e.rows, (join) => join.on(e.on)) as unknown as typeof rows;
  }
  if (activity === 'conference' && !synthetic && leavesOutSynthetic(cdr, selection)) {
    rows = withoutSynthetic(cdr, rows, 's', range);
  }
  const columns = names.map((name) =>
    (filled.has(name) ? sourceOf(cdr, name, range)[activity] : nullOf(cdr, name)).as(name),
  );
  return rows.select([...computed, ...columns]) as unknown as Rows<Pick<SessionColumns, Name>>;
}

function nullOf({ dialect }: CdrSql, name: SessionColumn): RawBuilder<unknown> {
  return dialect.typedNull(name === 'DiagnosticId' || name === 'ResponseCode' ? 'int' : 'nvarchar(450)');
}

/** What tells sessions apart: in an archive their store, too. */
export const sessionKeyOf = (cdr: CdrSql) => ['SessionIdTime', 'SessionIdSeq', ...storeIn(cdr)] as const;

/** Sessions of both kinds together, with the columns asked for; undefined where the filters let neither pass. */
export function sessionsOfEitherKind<Name extends SessionColumn>(
  cdr: CdrSql,
  selection: SessionSelection,
  names: readonly Name[],
): Rows<Pick<SessionColumns, Name>> | undefined {
  const [first, second] = (['p2p', 'conference'] as const)
    .filter((activity) => passes(activity, selection.filters))
    .map((activity) => sessionRows(cdr, activity, selection, names));
  return first && second ? first.unionAll(second) : first;
}
