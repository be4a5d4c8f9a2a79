import { column, joinedBy, ofSessionsIn, storeIn } from './conditions.ts';
import { driverColumns, type DriverSession } from './driver-sessions.ts';
import { asFound, firstOf, newestFirst, type Described, type Question } from './question.ts';
import type { SessionColumns } from './sessions.ts';
import { slicedSessions, type SlicedSelection } from './sliced-sessions.ts';

const sessionColumns = [
  'SessionIdTime',
  'SessionIdSeq',
  ...driverColumns,
  'DiagnosticId',
  'ResponseCode',
  'FromUser',
  'ToUser',
] as const;
const reportColumns = ['Source', 'Application', 'RequestType', 'ContentType'] as const;

/** A session with one of its error reports, or with none: then all of that is null. */
export type DriverFailure = DriverSession &
  Pick<SessionColumns, (typeof sessionColumns)[number]> & {
    readonly [Name in (typeof reportColumns)[number]]: string | null;
  } & {
    readonly slice: number;
    /** In an archive. */
    readonly Store?: string;
  };

/** Which failures, and how many rows of them at most. */
interface FailureSelection extends SlicedSelection {
  readonly limit: number;
  /** The newest of them, the newest first: for where there are more, since it costs a sort of wide rows. Any where absent. */
  readonly newest?: boolean;
}

/** Sessions of the slices with their error reports. */
export const driverFailures: Question<FailureSelection, DriverFailure> = {
  name: 'driverFailures',
  describe: (cdr, { limit, newest = false, ...selection }) => {
    const columns = [...sessionColumns, ...storeIn(cdr)];
    const rows = slicedSessions(cdr, selection, columns);
    if (!rows) {
      return undefined;
    }
    const on = joinedBy(cdr, 'session', 'e', 'f', ofSessionsIn('e', selection.slices));
    const found = cdr.db
      .selectFrom(rows.as('f') as never)
      .leftJoin('ErrorReportView as e', (join) => join.on(on))
      .select([
        ...['slice', ...columns].map((name) => column(`f.${name}`).as(name)),
        ...reportColumns.map((name) => column(`e.${name}`).as(name)),
      ]);
    const ordered = newest
      ? found.orderBy(column('f.SessionIdTime'), 'desc').orderBy(column('f.SessionIdSeq'), 'desc')
      : found;
    return cdr.dialect.limit(ordered, limit) as unknown as Described<DriverFailure>;
  },
  read: asFound,
  merge: (answers, { limit }) => firstOf(answers, limit, newestFirst('SessionIdTime', 'SessionIdSeq')),
};
