import type { ErrorReportRow, Instant } from '../../pkg/cdr/schema/views.ts';
import type { CdrRows } from './rows.ts';
import { toTick } from './ticks.ts';

interface OfSession {
  readonly SessionIdTime: Instant | null;
  readonly SessionIdSeq: number | null;
}
type Parties = Pick<ErrorReportRow, 'FromUri' | 'ToUri'>;

const keyOf = ({ SessionIdTime, SessionIdSeq }: OfSession) => `${SessionIdTime}/${SessionIdSeq}`;

/** One session in so many is written without scheme, and one call of the telephone network in so many without the caller's URI. */
const bareEvery = 4;
const numberEvery = 2;

const isBare = ({ SessionIdTime }: OfSession) => SessionIdTime !== null && toTick(SessionIdTime) % bareEvery === 0;
const bare = (uri: string | null) => uri?.replace(/^sip:/, '') ?? null;

/** The number of a telephone in one of the ways in which gateways hand it on; null for addresses of people. */
function numberOf(uri: string | null, tick: number): string | null {
  const [, number] = /^sip:(\+\d+)@.*;user=phone$/.exec(uri ?? '') ?? [];
  return number === undefined ? null : tick % 3 === 0 ? `tel:${number}` : number;
}

/**
 * Spells addresses as servers do: some write no scheme, and of calls with the telephone network some know the number alone, which is
 * then in VoipDetails. By the time of the session, so that whatever else is drawn stays what it is.
 */
export function spellAddresses(rows: CdrRows): void {
  const numbers = new Map<string, Partial<Parties>>();
  const sessions = new Map(rows.sessions.map((row) => [keyOf(row), row]));
  for (const call of rows.voip) {
    const session = sessions.get(keyOf(call));
    const tick = toTick(call.SessionIdTime);
    if (!session || Math.floor(tick / bareEvery) % numberEvery === 0) {
      continue;
    }
    const [from, to] = [numberOf(session.FromUri, tick), numberOf(session.ToUri, tick)];
    Object.assign(call, from && { FromPhone: from }, to && { ToPhone: to });
    numbers.set(keyOf(call), { ...(from && { FromUri: null }), ...(to && { ToUri: null }) });
  }
  for (const row of [...rows.sessions, ...rows.errorReports]) {
    if (isBare(row)) {
      Object.assign(row, { FromUri: bare(row.FromUri), ToUri: bare(row.ToUri) });
    }
    Object.assign(row, numbers.get(keyOf(row)));
  }
  for (const row of rows.conferenceSessions.filter(isBare)) {
    row.UserUri = bare(row.UserUri);
  }
}
