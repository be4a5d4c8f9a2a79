import { countedBy, type AnyQuery } from './counted.ts';
import { addedUp, asFound, type Described, type Question } from './question.ts';
import type { SessionColumns } from './sessions.ts';
import { slicedSessions, type SlicedSelection } from './sliced-sessions.ts';

/** What sessions and failures are told apart by where their drivers are looked for. */
export const driverColumns = [
  ...(['Pool', 'FrontEnd', 'FromEdge', 'ToEdge'] as const),
  ...([
    'FromGateway',
    'ToGateway',
    'FromMediation',
    'ToMediation',
    'ConferenceGateway',
    'ConferenceMediation',
  ] as const),
  ...(['FromUserAgent', 'ClientType', 'Media', 'Kind'] as const),
  ...(['FromInternal', 'ToInternal', 'FromDomain', 'ToDomain'] as const),
] as const;
export type DriverColumn = (typeof driverColumns)[number];

/** What every session has. */
export type DriverSession = Pick<SessionColumns, DriverColumn>;

/** Sessions of one slice that agree in all of it. */
export type DriverCell = DriverSession & { readonly slice: number; readonly sessions: number };

/** Sessions of a user of the selection, in whatever spelling. */
export type DriverUserCell = DriverCell & Pick<SessionColumns, 'FromUser' | 'ToUser'>;

/** Sessions of either kind by all that failures may have in common but users, of whom there are too many. */
export const driverSessions: Question<SlicedSelection, DriverCell> = {
  name: 'driverSessions',
  describe: (cdr, selection) => {
    const rows = slicedSessions(cdr, selection, driverColumns);
    return (
      rows &&
      (countedBy(cdr, cdr.db.selectFrom(rows.as('f')) as unknown as AnyQuery, [
        'slice',
        ...driverColumns,
      ]) as unknown as Described<DriverCell>)
    );
  },
  read: asFound,
  merge: (answers) => addedUp(answers, ['slice', ...driverColumns], ['sessions']),
};

const withUsers = [...driverColumns, 'FromUser', 'ToUser'] as const;

/** The same of some users, named by `parties`, with the users. */
export const driverUserSessions: Question<SlicedSelection & { readonly parties: readonly string[] }, DriverUserCell> = {
  name: 'driverUserSessions',
  describe: (cdr, selection) => {
    const rows = selection.parties.length > 0 ? slicedSessions(cdr, selection, withUsers) : undefined;
    return (
      rows &&
      (countedBy(cdr, cdr.db.selectFrom(rows.as('f')) as unknown as AnyQuery, [
        'slice',
        ...withUsers,
      ]) as unknown as Described<DriverUserCell>)
    );
  },
  read: asFound,
  merge: (answers) => addedUp(answers, ['slice', ...withUsers], ['sessions']),
};
