import type { CdrSql } from '../cdr.ts';
import { storeColumn } from '../schema/archive.ts';
import { binOf, binStart, isIn } from '../time-bins.ts';
import { column, ofSessionsIn, storeIn } from './conditions.ts';
import { driverColumns, type DriverSession } from './driver-sessions.ts';
import { otherRows } from './other-rows.ts';
import { firstOf, newestFirst, type CellQuestion, type Described, type Question } from './question.ts';
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
    /** Of the time bin that the session lies in, see `binStart`. */
    readonly time: number;
    /** In an archive. */
    readonly Store?: string;
  };

type FoundFailure = Omit<DriverFailure, 'time'>;

/** Sessions of the slices with their error reports, row by row. */
export const driverFailures: CellQuestion<SlicedSelection, DriverFailure, FoundFailure> = {
  name: 'driverFailures',
  key: 'driverFailures',
  columns: [...sessionColumns, ...reportColumns, storeColumn],
  describe: (cdr, selection) => withReports(cdr, selection) as Described<FoundFailure> | undefined,
  read: withBins,
  merge: (answers) => answers.flat(),
};

/** The newest of these rows, the newest first, where there are more than a statement may bring. */
export const newestDriverFailures: Question<NewestSelection, DriverFailure, FoundFailure> = {
  name: 'newestDriverFailures',
  describe: (cdr, { limit, ...selection }) => {
    const found = withReports(cdr, selection)
      ?.orderBy(column('f.SessionIdTime'), 'desc')
      .orderBy(column('f.SessionIdSeq'), 'desc');
    return found && (cdr.dialect.limit(found, limit) as unknown as Described<FoundFailure>);
  },
  read: withBins,
  merge: (answers, { limit }) => firstOf(answers, limit, newestFirst('SessionIdTime', 'SessionIdSeq')),
};

interface NewestSelection extends SlicedSelection {
  readonly limit: number;
}

function withReports(cdr: CdrSql, selection: SlicedSelection) {
  const columns = [...sessionColumns, ...storeIn(cdr)];
  const rows = slicedSessions(cdr, selection, columns);
  const where = ofSessionsIn('e', selection.slices);
  const reports = otherRows(cdr, 'f', { view: 'ErrorReportView', alias: 'e', key: 'session', where });
  return (
    rows &&
    cdr.db
      .selectFrom(rows.as('f') as never)
      .leftJoin(reports.rows, (join) => join.on(reports.on))
      .select([
        ...columns.map((name) => column(`f.${name}`).as(name)),
        ...reportColumns.map((name) => column(`e.${name}`).as(name)),
      ])
  );
}

function withBins(found: readonly FoundFailure[], { slices, binMinutes }: SlicedSelection): DriverFailure[] {
  return found.map((row) => {
    const { SessionIdTime } = row;
    const slice = slices.find((one) => isIn(SessionIdTime, one));
    return { ...row, time: binStart(binOf(SessionIdTime, binMinutes), binMinutes, slice) };
  });
}
