import type { DriverFailure } from '../../cdr/questions/driver-failures.ts';
import type { DriverCell } from '../../cdr/questions/driver-sessions.ts';
import { addressKey } from '../../cdr/names.ts';
import { remembered, usersOf, type Values } from './values.ts';

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
  /** Number of the stretch of time that it lies in: 0 is the range, all others are before. */
  readonly slice: number;
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

/** One failure per session out of a row per error report. */
export function failuresOf(rows: readonly DriverFailure[], values: Values): Failure[] {
  const bySession = new Map<string, Failure & { readonly own: number[] }>();
  const userOf = remembered(addressKey);
  for (const row of rows) {
    const { SessionIdTime, slice, DiagnosticId, ResponseCode, FromUser } = row;
    const key = sessionKey(row);
    let failure = bySession.get(key);
    if (!failure) {
      failure = {
        values: values.ofSession(row, usersOf(row)),
        before: slice > 0,
        slice,
        own: [],
        time: SessionIdTime,
        user: FromUser === null ? null : userOf(FromUser),
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
 * Sessions with those of their values that matter alone, and as one entry where they agree in these: every look at all of them is
 * at fewer then.
 * @param matter values that failures have
 */
export function condensed(sessions: readonly Sessions[], matter: ReadonlySet<number>): Sessions[] {
  const found = new Map<string, Sessions & { count: number }>();
  for (const { values, before, count } of sessions) {
    const kept = values.filter((value) => matter.has(value));
    const key = `${before ? '-' : ''}${kept.join(' ')}`;
    const known = found.get(key);
    if (known) {
      known.count += count;
    } else {
      found.set(key, { values: kept, before, count });
    }
  }
  return [...found.values()];
}

/** The sessions of all cells. */
export function sessionsOf(cells: readonly DriverCell[], values: Values): Sessions[] {
  return cells.map((cell) => {
    const { Media, FromUser = null, ToUser = null, slice, sessions } = cell;
    return {
      values: values.ofSession(cell, usersOf({ Media, FromUser, ToUser })),
      before: slice > 0,
      count: sessions,
    };
  });
}
