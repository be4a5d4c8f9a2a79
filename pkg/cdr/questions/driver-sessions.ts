import { sql } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import { allOf, column } from './conditions.ts';
import { countedBy, type AnyQuery } from './counted.ts';
import { isAnyAddress } from './names.ts';
import { addedUp, asFound, type Described, type Question } from './question.ts';
import type { Rows, SessionColumn, SessionColumns } from './sessions.ts';
import { slicedSessions, type SlicedSelection } from './sliced-sessions.ts';

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

/** Users of the selection, null for all others; an address as it is spelled there. */
type DriverUsers = Pick<SessionColumns, 'FromUser' | 'ToUser'>;

/** Sessions of one slice that agree in all of it. The users are there where some are told apart. */
export type DriverCell = DriverSession & Partial<DriverUsers> & { readonly slice: number; readonly sessions: number };

/** Which sessions, and which users are told apart in them: of all there are too many. */
interface DriverSelection extends SlicedSelection {
  readonly users: readonly string[];
}

const userColumns = ['FromUser', 'ToUser'] as const satisfies readonly SessionColumn[];
const columnsOf = ({ users }: DriverSelection) => [...driverColumns, ...(users.length > 0 ? userColumns : [])];

/** Sessions of either kind counted by all that failures may have in common, and by the slice that they lie in. */
export const driverSessions: Question<DriverSelection, DriverCell> = {
  name: 'driverSessions',
  describe: (cdr, selection) => {
    const columns = columnsOf(selection);
    const rows = slicedSessions(cdr, selection, columns);
    const counted = rows && countedBy(cdr, withUsers(cdr, rows, selection.users), [...columns, 'slice']);
    return counted as Described<DriverCell> | undefined;
  },
  read: asFound,
  merge: (answers, selection) => addedUp(answers, ['slice', ...columnsOf(selection)], ['sessions']),
};

/** The rows as `f`, with users that are none of these left out of them. */
function withUsers(cdr: CdrSql, rows: Rows<Record<string, unknown>>, users: readonly string[]): AnyQuery {
  const from = (all: Rows<Record<string, unknown>>, alias: string) =>
    cdr.db.selectFrom(all.as(alias)) as unknown as AnyQuery;
  if (users.length === 0) {
    return from(rows, 'f');
  }
  const kept = [...driverColumns, 'slice'].map((name) => column(`u.${name}`).as(name));
  const chosen = userColumns.map((name) =>
    sql`case when ${allOf(isAnyAddress(cdr, [`u.${name}`], users))} then ${column(`u.${name}`)} end`.as(name),
  );
  return from(from(rows, 'u').select([...kept, ...chosen]) as unknown as Rows<Record<string, unknown>>, 'f');
}
