import type { ConferenceSessionDetailsRow, ErrorReportRow } from '../../pkg/cdr/schema/views.ts';
import type { Activity, ConferenceType, Modality } from '../../contract/vocabulary.ts';
import { conferenceTypes, modalities } from '../../contract/vocabulary.ts';
import type { CdrRows, Stored } from './rows.ts';
import { fold } from './text.ts';

/** A session of either kind, with what the reports ask of it. */
export interface Session {
  readonly activity: Activity;
  /** In an archive. */
  readonly store: string | null;
  readonly time: number;
  readonly seq: number;
  /** FromUri or the telephone number for want of it, or the participant of a conference session. */
  readonly from: string | null;
  /** ToUri or the telephone number for want of it, or the URI of the conference. */
  readonly to: string | null;
  /** Telephone numbers that stand in for want of a URI. */
  readonly phones: { readonly from: string | null; readonly to: string | null };
  readonly agent: string | null;
  readonly pool: string | null;
  readonly edges: readonly (string | null)[];
  readonly frontEnd: string | null;
  /** Of the initiator and of the invited user of a peer-to-peer session. */
  readonly gateways: readonly (string | null)[];
  readonly mediationServers: readonly (string | null)[];
  readonly conferenceGateways: readonly (string | null)[];
  readonly conferenceMediationServers: readonly (string | null)[];
  readonly clientType: string | null;
  /** Whether each party is inside; null where nobody knows. */
  readonly inside: readonly (number | null)[];
  /** Addresses of the parties, or of the participant. */
  readonly addresses: readonly (string | null)[];
  readonly conferenceUri: string | null;
  /** Of peer-to-peer sessions, in the order of the vocabulary. */
  readonly modalities: readonly Modality[];
  /** Of conference sessions: focus alone, or mcu and the kind its type names. */
  readonly conferenceTypes: readonly ConferenceType[];
  readonly responseCode: number | null;
  readonly diagnosticId: number | null;
  readonly retried: boolean;
  readonly synthetic: boolean;
  readonly reports: readonly ErrorReportRow[];
}

/** What says which conference a row belongs to, and when. */
type InConference = Stored<Pick<ConferenceSessionDetailsRow, 'SessionIdTime' | 'ConferenceUri' | 'ConfInstance'>>;

interface Index {
  readonly sessions: readonly Session[];
  readonly reportsOf: ReadonlyMap<string, readonly ErrorReportRow[]>;
  readonly reports: ReadonlyMap<string, ErrorReportRow>;
  readonly dialogs: ReadonlyMap<string, ConferenceSessionDetailsRow>;
  /** Whether a row of a conference, or of one of its sessions, is left out with the synthetic conferences. */
  readonly isSynthetic: (row: InConference) => boolean;
}

const minuteOf = (instant: number): number => Math.floor(instant / 60_000);

/** A bit of a flag column; NULL has none. */
export const hasBit = (flag: number | null, bit: number): boolean => flag !== null && (flag & bit) !== 0;

/** Keys of sessions, conferences and error reports, of two parts and in an archive the store; null where one half is missing. */
export const keyOf = (time: number | null, seq: number | null, { Store = '' }: Stored<object>): string | null =>
  time === null || seq === null ? null : `${time}/${seq}/${Store}`;

/** What ties conference sessions and conferences together; null where either half is NULL. */
const instanceOf = (row: Stored<{ ConferenceUri: string | null; ConfInstance: string | null }>): string | null =>
  row.ConferenceUri === null || row.ConfInstance === null
    ? null
    : `${row.ConfInstance} ${row.Store ?? ''} ${fold(row.ConferenceUri)}`;

/** The modalities that the bits of `MediaTypes` name. */
export const modalitiesOf = (mediaTypes: number | null): Modality[] =>
  modalities.filter(({ bit }) => hasBit(mediaTypes, bit)).map(({ id }) => id);

/** The kinds of an MCU by its URI type, besides `mcu` itself. */
export const kindsOfMcu = (uriType: string | null): ConferenceType[] =>
  conferenceTypes
    .filter((kind) => kind.uriType !== null && uriType !== null && kind.uriType === fold(uriType))
    .map(({ id }) => id);

function build(rows: CdrRows): Index {
  const reportsOf = new Map<string, ErrorReportRow[]>();
  for (const report of rows.errorReports) {
    const key = keyOf(report.SessionIdTime, report.SessionIdSeq, report);
    if (key !== null) {
      reportsOf.set(key, [...(reportsOf.get(key) ?? []), report]);
    }
  }
  const flagged = new Map<string, number[]>();
  for (const row of rows.conferences.filter(({ Flag }) => hasBit(Flag, 1))) {
    const key = instanceOf(row) ?? '';
    flagged.set(key, [...(flagged.get(key) ?? []), row.SessionIdTime]);
  }
  const isSynthetic = (row: InConference): boolean => {
    const key = instanceOf(row);
    const times = (key !== null && flagged.get(key)) || [];
    return times.some((time) => {
      const minutesLater = minuteOf(row.SessionIdTime) - minuteOf(time);
      return -60 < minutesLater && minutesLater < 24 * 60;
    });
  };
  const common = (row: CdrRows['sessions'][number] | CdrRows['conferenceSessions'][number]) => ({
    store: row.Store ?? null,
    time: row.SessionIdTime,
    seq: row.SessionIdSeq,
    pool: row.Pool,
    frontEnd: row.FrontEnd,
    responseCode: row.ResponseCode,
    diagnosticId: row.DiagnosticId,
    retried: hasBit(row.CallFlag, 1),
    reports: reportsOf.get(keyOf(row.SessionIdTime, row.SessionIdSeq, row) ?? '') ?? [],
  });
  const calls = new Map(rows.voip.map((call) => [keyOf(call.SessionIdTime, call.SessionIdSeq, call), call]));
  const peerToPeer = rows.sessions.map((row): Session => {
    const call = calls.get(keyOf(row.SessionIdTime, row.SessionIdSeq, row));
    const phones = {
      from: row.FromUri === null ? (call?.FromPhone ?? null) : null,
      to: row.ToUri === null ? (call?.ToPhone ?? null) : null,
    };
    return {
      ...common(row),
      activity: 'p2p',
      from: row.FromUri ?? phones.from,
      to: row.ToUri ?? phones.to,
      phones,
      agent: row.FromClientVersion,
      edges: [row.FromEdgeServer, row.ToEdgeServer],
      gateways: [call?.FromGateway ?? null, call?.ToGateway ?? null],
      mediationServers: [call?.FromMediationServer ?? null, call?.ToMediationServer ?? null],
      conferenceGateways: [],
      conferenceMediationServers: [],
      clientType: row.FromClientCategory,
      inside: [row.IsFromInternal, row.IsToInternal],
      addresses: [row.FromUri, row.ToUri],
      conferenceUri: null,
      modalities: modalitiesOf(row.MediaTypes),
      conferenceTypes: [],
      synthetic: false,
    };
  });
  const conference = rows.conferenceSessions.map((row): Session => ({
    ...common(row),
    activity: 'conference',
    from: row.UserUri,
    to: row.ConferenceUri,
    phones: { from: null, to: null },
    agent: row.UserClientVersion,
    edges: [row.EdgeServer],
    gateways: [],
    mediationServers: [],
    conferenceGateways: [row.Gateway],
    conferenceMediationServers: [row.MediationServer],
    clientType: row.UserClientCategory,
    inside: [row.IsUserInternal],
    addresses: [row.UserUri],
    conferenceUri: row.ConferenceUri,
    modalities: [],
    conferenceTypes: row.McuConferenceUri === null ? ['focus'] : ['mcu', ...kindsOfMcu(row.McuConferenceUriType)],
    synthetic: isSynthetic(row),
  }));
  return {
    sessions: [...peerToPeer, ...conference],
    reportsOf,
    reports: new Map(rows.errorReports.map((row) => [keyOf(row.ErrorTime, row.ErrorReportSeq, row) ?? '', row])),
    dialogs: new Map(
      rows.conferenceSessions.map((row) => [keyOf(row.SessionIdTime, row.SessionIdSeq, row) ?? '', row]),
    ),
    isSynthetic,
  };
}

const known = new WeakMap<CdrRows, Index>();

/** The look-ups that every report shares, built once per set of rows. */
export function indexOf(rows: CdrRows): Index {
  const index = known.get(rows) ?? build(rows);
  known.set(rows, index);
  return index;
}
