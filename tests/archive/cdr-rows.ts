import type { CdrRows } from '../../demo/generator/rows.ts';

/** Rows whose time satisfies a condition. */
export function rowsWhen(all: CdrRows, holds: (time: number) => boolean): CdrRows {
  return Object.fromEntries(
    Object.entries(all).map(([list, of]) => [
      list,
      (of as { SessionIdTime?: number; ErrorTime?: number }[]).filter((row) =>
        holds(Number('ErrorTime' in row ? row.ErrorTime : row.SessionIdTime)),
      ),
    ]),
  ) as unknown as CdrRows;
}

/** Rows of both. */
export const unite = (one: CdrRows, other: CdrRows): CdrRows =>
  Object.fromEntries(
    Object.entries(one).map(([list, of]) => [list, [...of, ...other[list as keyof CdrRows]]]),
  ) as unknown as CdrRows;

/**
 * What an LcsCDR shows of rows: it finds the dialog of an error report by its session.
 * @param sessions rows whose sessions it has, or had when an archive was written
 */
export function asShown(rows: CdrRows, sessions = rows): CdrRows {
  const keyOf = (row: { SessionIdTime: number | null; SessionIdSeq: number | null }) =>
    `${row.SessionIdTime} ${row.SessionIdSeq}`;
  const dialogs = new Set([...sessions.sessions, ...sessions.conferenceSessions].map(keyOf));
  const errorReports = rows.errorReports.map((row) => (dialogs.has(keyOf(row)) ? row : { ...row, DialogId: null }));
  return { ...rows, errorReports };
}
