import type { SqliteDatabase } from '../../../pkg/cdr/engines/sqlite/database.ts';

/** A session with the values that an incident may strike. */
export interface Session {
  readonly table: 'SessionDetails' | 'ConferenceSessionDetails';
  readonly time: number;
  readonly seq: number;
  readonly pool: string | null;
  readonly edges: readonly string[];
  readonly gateways: readonly string[];
  readonly agent: string | null;
  readonly uriType: string | null;
  readonly domains: readonly string[];
  readonly users: readonly string[];
  readonly synthetic: boolean;
}

const p2p = `SELECT s.SessionIdTime, s.SessionIdSeq, s.Pool, s.FromEdgeServer, s.ToEdgeServer, v.FromGateway, v.ToGateway,
    s.FromClientVersion, NULL, s.FromUri, s.ToUri
  FROM SessionDetailsView AS s LEFT JOIN VoipDetailsView AS v
    ON v.SessionIdTime = s.SessionIdTime AND v.SessionIdSeq = s.SessionIdSeq
  WHERE s.SessionIdTime >= ? AND s.SessionIdTime < ?`;
const conference = `SELECT s.SessionIdTime, s.SessionIdSeq, s.Pool, s.EdgeServer, NULL, NULL, NULL,
    s.UserClientVersion, CASE WHEN s.McuConferenceUri IS NULL THEN 'focus' ELSE s.McuConferenceUriType END, s.UserUri, NULL
  FROM ConferenceSessionDetailsView AS s WHERE s.SessionIdTime >= ? AND s.SessionIdTime < ?`;

const texts = (...values: unknown[]): string[] => values.filter((value) => value !== null).map(String);

/** All sessions of a range, but those of synthetic transactions, which no report counts. */
export function sessionsIn(database: SqliteDatabase, from: number, to: number): Session[] {
  return (
    [
      ['SessionDetails', p2p],
      ['ConferenceSessionDetails', conference],
    ] as const
  )
    .flatMap(([table, sql]) =>
      database.run(sql, [from, to]).rows.map((row): Session => {
        const [time, seq, pool, edge, otherEdge, gateway, otherGateway, agent, uriType, user, otherUser] = row;
        const users = texts(user, otherUser);
        return {
          table,
          time: Number(time),
          seq: Number(seq),
          pool: pool === null ? null : String(pool),
          edges: texts(edge, otherEdge),
          gateways: texts(gateway, otherGateway),
          agent: agent === null ? null : String(agent),
          uriType: uriType === null ? null : String(uriType),
          users,
          domains: users.flatMap((uri) => /@([^;]*)/.exec(uri)?.[1] ?? []),
          synthetic: users.some((uri) => uri.startsWith('sip:probe')),
        };
      }),
    )
    .filter(({ synthetic }) => !synthetic);
}
