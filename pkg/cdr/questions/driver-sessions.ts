import { sql } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import { binStart, lengthOf } from '../time-bins.ts';
import { allOf, column } from './conditions.ts';
import { countedBy, type AnyQuery } from './counted.ts';
import { isAnyAddress } from './names.ts';
import { addedUp, type CellQuestion, type Described } from './question.ts';
import type { Rows, SessionColumn, SessionColumns } from './sessions.ts';
import { sliceOf, slicedSessions, type SlicedSelection } from './sliced-sessions.ts';

/**
 * What sessions and failures are told apart by where their drivers are looked for; first what tells most apart, for a database that sorts in order to
 * count compares fewer of them then.
 */
export const driverColumns = [
  'FromUserAgent',
  'FrontEnd',
  'FromHost',
  'ToHost',
  'FromEdge',
  'ToGateway',
  'FromGateway',
  'Media',
  'Kind',
  'ToEdge',
  'FromInternal',
  'ToInternal',
  'Pool',
  'FromMediation',
  'ToMediation',
  'ConferenceGateway',
  'ConferenceMediation',
  'ClientType',
] as const satisfies readonly SessionColumn[];
export type DriverColumn = (typeof driverColumns)[number];

/** What every session has. */
export type DriverSession = Pick<SessionColumns, DriverColumn>;

/** Sessions of one time bin, or of the part of one that lies in a slice, which agree in all of it. */
export type DriverCell = DriverSession &
  /** Users of the selection, null for all others; an address as it is spelled there. */
  Pick<SessionColumns, 'FromUser' | 'ToUser'> & {
    /** Epoch milliseconds, see `binStart`. */
    readonly time: number;
    readonly sessions: number;
  };

type FoundCell = Omit<DriverCell, 'time' | 'FromUser' | 'ToUser'> &
  Partial<Pick<DriverCell, 'FromUser' | 'ToUser'>> & { readonly bin: number; readonly slice?: number };

/** Which sessions, and which users are told apart in them: of all there are too many. */
interface DriverSelection extends SlicedSelection {
  readonly users: readonly string[];
}

const userColumns = ['FromUser', 'ToUser'] as const satisfies readonly SessionColumn[];

/** Milliseconds from which on it pays to count sessions that agree: to sort few for that costs more than to send them. */
const countedFrom = 12 * 3_600_000;

/** Each session as a cell of its own. */
const oneByOne = (rows: AnyQuery, columns: readonly string[]): AnyQuery =>
  rows.select([...columns.map((name) => column(`f.${name}`).as(name)), sql<number>`1`.as('sessions')]);

/** Sessions of either kind counted by time bin and all that failures may have in common. */
export const driverSessions: CellQuestion<DriverSelection, DriverCell, FoundCell> = {
  name: 'driverSessions',
  key: 'driverSessions',
  columns: [...driverColumns, ...userColumns, 'sessions'],
  describe: (cdr, selection) => {
    const { slices, binMinutes, users, every } = selection;
    const names = [...driverColumns, ...(users.length > 0 ? userColumns : [])];
    const time = 's.SessionIdTime';
    const computed = [
      cdr.dialect.timeBin(column<number>(time), binMinutes).as('bin'),
      ...(slices.length > 1 ? [sliceOf(time, slices).as('slice')] : []),
    ];
    const rows = slicedSessions(cdr, selection, names, computed);
    if (!rows) {
      return undefined;
    }
    const columns = [...names, ...(slices.length > 1 ? ['slice'] : []), 'bin'];
    const sessions = withUsers(cdr, rows, users, columns);
    // Hardly any sessions of a sample agree.
    const isCounted = every === undefined && lengthOf(slices) > countedFrom;
    return (isCounted
      ? countedBy(cdr, sessions, columns)
      : oneByOne(sessions, columns)) as unknown as Described<FoundCell>;
  },
  read: (found, { slices, binMinutes }) =>
    found.map((row) => {
      // The numbers of bin and slice stay in the rows, where nobody reads them: to copy a hundred thousand rows without them takes ten times as long.
      const { bin, slice = 0, FromUser = null, ToUser = null } = row;
      return { ...row, time: binStart(bin, binMinutes, slices[slice]), FromUser, ToUser };
    }),
  merge: (answers) => addedUp(answers, ['time', ...driverColumns, ...userColumns], ['sessions']),
};

/** The rows as `f`, with users that are none of these left out of them. */
function withUsers(
  cdr: CdrSql,
  rows: Rows<Record<string, unknown>>,
  users: readonly string[],
  columns: readonly string[],
): AnyQuery {
  const from = (all: Rows<Record<string, unknown>>, alias: string) =>
    cdr.db.selectFrom(all.as(alias)) as unknown as AnyQuery;
  if (users.length === 0) {
    return from(rows, 'f');
  }
  const isUser = (name: string) => (userColumns as readonly string[]).includes(name);
  const kept = columns.filter((name) => !isUser(name)).map((name) => column(`u.${name}`).as(name));
  const chosen = userColumns.map((name) =>
    sql`case when ${allOf(isAnyAddress(cdr, [`u.${name}`], users))} then ${column(`u.${name}`)} end`.as(name),
  );
  return from(from(rows, 'u').select([...kept, ...chosen]) as unknown as Rows<Record<string, unknown>>, 'f');
}
