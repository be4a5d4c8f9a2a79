import type { DriverFailure } from '../../cdr/questions/driver-failures.ts';
import type { DriverCell, DriverUserCell } from '../../cdr/questions/driver-sessions.ts';
import { addressKey } from '../../cdr/names.ts';
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

/** One failure per session out of a row per error report. */
export function failuresOf(rows: readonly DriverFailure[], values: Values): Failure[] {
  const bySession = new Map<string, Omit<Failure, 'own'> & { readonly own: Set<number> }>();
  for (const row of rows) {
    const { SessionIdTime, SessionIdSeq, Store = '', slice, DiagnosticId, ResponseCode, FromUser } = row;
    // Peer-to-peer and conference sessions share one key space, each LcsCDR has its own.
    const key = `${SessionIdTime} ${SessionIdSeq} ${Store}`;
    let failure = bySession.get(key);
    if (!failure) {
      failure = {
        values: values.ofSession(row, usersOf(row)),
        before: slice > 0,
        own: new Set(),
        time: SessionIdTime,
        user: FromUser === null ? null : addressKey(FromUser),
        diagnosticId: DiagnosticId,
        responseCode: ResponseCode,
      };
      bySession.set(key, failure);
    }
    for (const value of values.ofFailure(row)) {
      failure.own.add(value);
    }
  }
  return [...bySession.values()].map((failure) => ({ ...failure, own: [...failure.own] }));
}

/**
 * The sessions of all cells; those of some users, which were counted apart and are among them, with these users.
 * @param isUser whether a number is that of one of these users
 */
export function sessionsOf(
  cells: readonly DriverCell[],
  ofUsers: readonly DriverUserCell[],
  values: Values,
  isUser: (value: number) => boolean,
): Sessions[] {
  const apart = new Map<string, number>();
  const sessions: Sessions[] = [];
  const add = (cell: DriverCell, numbers: readonly number[], count: number) => {
    if (count > 0) {
      sessions.push({ values: numbers, before: cell.slice > 0, count });
    }
  };
  const keyOf = (cell: DriverCell, numbers: readonly number[]) => `${cell.slice} ${numbers.join(' ')}`;
  for (const cell of ofUsers) {
    const key = keyOf(cell, values.ofSession(cell, []));
    apart.set(key, (apart.get(key) ?? 0) + cell.sessions);
    const numbers = values.ofSession(cell, usersOf(cell));
    const kept = numbers.filter((value) => values.value(value).dimension !== 'user' || isUser(value));
    add(cell, kept, cell.sessions);
  }
  for (const cell of cells) {
    const numbers = values.ofSession(cell, []);
    const key = apart.size > 0 ? keyOf(cell, numbers) : '';
    // Cells that differ in nothing we tell apart may be several: what was counted apart is taken off until none of it is left.
    const taken = Math.min(cell.sessions, apart.get(key) ?? 0);
    if (taken > 0) {
      apart.set(key, (apart.get(key) ?? 0) - taken);
    }
    add(cell, numbers, cell.sessions - taken);
  }
  return sessions;
}
