import type { DriverFailure } from '../../cdr/questions/driver-failures.ts';
import type { DriverCell } from '../../cdr/questions/driver-sessions.ts';
import { usersOf, type Values } from './values.ts';

/** Sessions that agree in all their values. */
export interface Sessions {
  readonly values: readonly number[];
  /** They are of the time that the range is compared with. */
  readonly before: boolean;
  readonly count: number;
}

/** A failed session. */
export interface Failure {
  readonly values: readonly number[];
  readonly before: boolean;
  /** What it has as a failure. */
  readonly own: readonly number[];
  readonly time: number;
  /** Key of its initiator or participant. */
  readonly user: string | null;
  readonly diagnosticId: number | null;
  readonly responseCode: number | null;
}

/** All that was read of a range and of what it is compared with. */
export interface Observed {
  readonly sessions: readonly Sessions[];
  readonly failures: readonly Failure[];
}

/** What tells sessions apart: peer-to-peer and conference sessions share one key space, each LcsCDR has its own. */
const sessionKey = ({ SessionIdTime, SessionIdSeq, Store = '' }: DriverFailure): string =>
  `${SessionIdTime} ${SessionIdSeq} ${Store}`;

/**
 * One failure per session out of a row per error report.
 * @param from where the range begins: what lies before is of the time that it is compared with
 */
export function failuresOf(rows: readonly DriverFailure[], values: Values, from: number): Failure[] {
  const bySession = new Map<string, Failure & { readonly own: number[] }>();
  for (const row of rows) {
    const { SessionIdTime, DiagnosticId, ResponseCode, FromUser } = row;
    const key = sessionKey(row);
    let failure = bySession.get(key);
    if (!failure) {
      failure = {
        values: values.ofSession(row, usersOf(row)),
        before: SessionIdTime < from,
        own: [],
        time: SessionIdTime,
        user: FromUser === null ? null : values.userKey(FromUser),
        diagnosticId: DiagnosticId,
        responseCode: ResponseCode,
      };
      bySession.set(key, failure);
    }
    values.addOfFailure(row, failure.own);
  }
  return [...bySession.values()];
}

/**
 * Sessions of cells with those of their values that matter alone, and as one entry where they agree in these: every look at all of them
 * is at fewer then.
 * @param from as in `failuresOf`
 * @param matter values that failures have
 */
export function sessionsOf(
  cells: readonly DriverCell[],
  values: Values,
  from: number,
  matter: ReadonlySet<number>,
): Sessions[] {
  const found = new Map<string, Sessions & { count: number }>();
  /** A character for each value that matters: what sessions have of these is a short text then. */
  const characters: string[] = [];
  [...matter].forEach((value, index) => (characters[value] = characterOf(index)));
  for (const cell of cells) {
    const before = cell.time < from;
    const kept: number[] = [];
    let key = before ? '-' : '+';
    for (const value of values.ofSession(cell, usersOf(cell))) {
      const character = characters[value];
      if (character !== undefined) {
        kept.push(value);
        key += character;
      }
    }
    const known = found.get(key);
    if (known) {
      known.count += cell.sessions;
    } else {
      found.set(key, { values: kept, before, count: cell.sessions });
    }
  }
  return [...found.values()];
}

/** The character of a number, without those that are halves of others. */
const characterOf = (index: number): string => String.fromCodePoint(index < 0xd800 ? index : index + 0x800);
