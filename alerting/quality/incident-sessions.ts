import type { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { addressKey } from '../../pkg/cdr/names.ts';
import type { Incident, Window } from '../../demo/generator/describe-incidents.ts';

/** A session that failed because of an incident. */
export interface FailedSession {
  readonly at: number;
  /** By what the spellings of an address have in common. */
  readonly user: string | null;
  readonly diagnosticId: string;
  /** Its pool and the Edge Servers it touched. */
  readonly pools: readonly string[];
}

/** A caller from the telephone network may have a number alone. */
const caller = `coalesce(s.FromUri, (SELECT v.FromPhone FROM VoipDetailsView AS v
  WHERE v.SessionIdTime = s.SessionIdTime AND v.SessionIdSeq = s.SessionIdSeq))`;

const time = 's.SessionIdTime >= ? AND s.SessionIdTime < ?';

/** Which rows of a view carry the mark of an incident, by the dimension it is found by; the value is bound as the parameter. */
const marks: Readonly<Record<Incident['dimension'], { readonly p2p: string; readonly conference: string }>> = {
  // The source reports on behalf of a gateway, which the sessions themselves name.
  sources: {
    p2p: `EXISTS (SELECT 1 FROM VoipDetailsView AS v WHERE v.SessionIdTime = s.SessionIdTime
      AND v.SessionIdSeq = s.SessionIdSeq AND ? IN (v.FromMediationServer, v.ToMediationServer))`,
    conference: 's.MediationServer = ?',
  },
  pools: { p2p: '? IN (s.Pool, s.FromEdgeServer, s.ToEdgeServer)', conference: '? IN (s.Pool, s.EdgeServer)' },
  userAgents: { p2p: 's.FromClientVersion = ?', conference: 's.UserClientVersion = ?' },
};

/** The failed sessions of an incident in one of its windows, in order of time. */
export function incidentSessions(
  database: SqliteDatabase,
  { dimension, value, diagnosticIds, responseCodes }: Incident,
  { from, to }: Window,
): FailedSession[] {
  const codes = `s.DiagnosticId IN (${diagnosticIds.join()}) AND s.ResponseCode IN (${responseCodes.join()})`;
  const mark = marks[dimension];
  const peerToPeer = `SELECT s.SessionIdTime, ${caller}, s.DiagnosticId, s.Pool, s.FromEdgeServer, s.ToEdgeServer
    FROM SessionDetailsView AS s WHERE ${time} AND ${codes} AND ${mark.p2p}`;
  const conference = `SELECT s.SessionIdTime, s.UserUri, s.DiagnosticId, s.Pool, s.EdgeServer, NULL
    FROM ConferenceSessionDetailsView AS s WHERE ${time} AND ${codes} AND ${mark.conference}`;
  return [peerToPeer, conference]
    .flatMap((sql) => database.run(sql, [from, to, value]).rows)
    .map(([at, user, id, ...servers]) => ({
      at: Number(at),
      user: user === null ? null : addressKey(String(user)),
      diagnosticId: String(id),
      pools: [...new Set(servers.filter((server) => server !== null).map(String))],
    }))
    .sort((a, b) => a.at - b.at);
}

/** Whether any session of so many milliseconds before an instant has a diagnostic ID. */
export function hadBefore(database: SqliteDatabase, diagnosticId: string, at: number, within: number): boolean {
  return ['SessionDetailsView', 'ConferenceSessionDetailsView'].some((view) => {
    const sql = `SELECT 1 FROM ${view} AS s WHERE ${time} AND s.DiagnosticId = ? LIMIT 1`;
    return database.run(sql, [at - within, at, Number(diagnosticId)]).rows.length > 0;
  });
}
