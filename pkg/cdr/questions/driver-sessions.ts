import type { CdrSql } from '../cdr.ts';
import { countedBy, type AnyQuery } from './counted.ts';
import { addedUp, asFound, type Described, type Question } from './question.ts';
import type { SessionColumn, SessionColumns } from './sessions.ts';
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

/** Sessions of one slice that agree in all of it. */
export type DriverCell = DriverSession & { readonly slice: number; readonly sessions: number };

/** Sessions of a user of the selection, in whatever spelling. */
export type DriverUserCell = DriverCell & Pick<SessionColumns, 'FromUser' | 'ToUser'>;

/** Sessions counted by some columns, and by the slice that they lie in. */
function countedSessions(
  cdr: CdrSql,
  selection: SlicedSelection,
  columns: readonly SessionColumn[],
): Described<unknown> | undefined {
  const rows = slicedSessions(cdr, selection, columns);
  return rows && countedBy(cdr, cdr.db.selectFrom(rows.as('f')) as unknown as AnyQuery, [...columns, 'slice']);
}

/** Sessions of either kind by all that failures may have in common but users, of whom there are too many. */
export const driverSessions: Question<SlicedSelection, DriverCell> = {
  name: 'driverSessions',
  describe: (cdr, selection) => countedSessions(cdr, selection, driverColumns) as Described<DriverCell> | undefined,
  read: asFound,
  merge: (answers) => addedUp(answers, ['slice', ...driverColumns], ['sessions']),
};

const withUsers = [...driverColumns, 'FromUser', 'ToUser'] as const;

/** The same of some users, named by `parties`, with the users. */
export const driverUserSessions: Question<SlicedSelection & { readonly parties: readonly string[] }, DriverUserCell> = {
  name: 'driverUserSessions',
  describe: (cdr, selection) =>
    selection.parties.length > 0
      ? (countedSessions(cdr, selection, withUsers) as Described<DriverUserCell> | undefined)
      : undefined,
  read: asFound,
  merge: (answers) => addedUp(answers, ['slice', ...withUsers], ['sessions']),
};
