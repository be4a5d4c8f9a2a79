import { sql } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import { storeColumn } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, column, joinedBy, sameStore, storeIn, storeOf } from './conditions.ts';
import { conferencesAskedFor, type ConferenceSelection } from './conferences.ts';
import type { Described, Question } from './question.ts';

/** The dialog behind a stay: its key, its error reports, and the outcome of the session it was where that is found. */
export interface StayDialog {
  readonly DialogTime: number | null;
  readonly DialogSeq: number | null;
  readonly DialogFound: number | null;
  readonly ResponseCode: number | null;
  readonly DiagnosticId: number | null;
  readonly Gateway: string | null;
  /** How many error reports the dialog has. */
  readonly Reports: number;
  /** In an archive. */
  readonly Store?: string;
}

const columnsOf = {
  FocusJoinsAndLeavesView: [
    'UserUri',
    'UserRole',
    'IsUserInternal',
    'UserJoinTime',
    'UserLeaveTime',
    'UserClientVersion',
  ],
  McuJoinsAndLeavesView: ['UserUri', 'UserJoinTime', 'UserLeaveTime', 'McuUri', 'McuUriType', 'IsUserFromPstn'],
} as const;

type StayView = keyof typeof columnsOf;
type Stay<View extends StayView> = Pick<LcsCdr[View], (typeof columnsOf)[View][number] & keyof LcsCdr[View]> &
  StayDialog;
export type FocusStay = Stay<'FocusJoinsAndLeavesView'>;
export type McuStay = Stay<'McuJoinsAndLeavesView'>;

/** A stay with one of the error reports of its dialog, or with none. */
type FoundStay<View extends StayView> = Omit<Stay<View>, 'Reports'> & {
  /** Number of the stay within the answer: stays have no key of their own in the views. */
  readonly Stay: number;
  readonly ErrorTime: number | null;
};

const dialogColumns = ['DialogTime', 'DialogSeq', 'DialogFound', 'ResponseCode', 'DiagnosticId', 'Gateway'] as const;

/** Stays of participants with the conferences asked for. */
function stays<View extends StayView>(view: View): Question<ConferenceSelection, Stay<View>, FoundStay<View>> {
  return {
    name: view === 'FocusJoinsAndLeavesView' ? 'focusStays' : 'mcuStays',
    describe: (cdr, selection) => withReports(cdr, view, numbered(cdr, view, selection)),
    read: (found) => {
      const read = new Map<number, Stay<View>>();
      for (const { Stay: number, ErrorTime, ...stay } of found) {
        const known = read.get(number)?.Reports ?? 0;
        read.set(number, { ...stay, Reports: known + (ErrorTime === null ? 0 : 1) } as unknown as Stay<View>);
      }
      return [...read.values()];
    },
    merge: (answers) => answers.flat(),
  };
}

/** Stays with the Focus. */
export const focusStays = stays('FocusJoinsAndLeavesView');

/** Stays with conferencing servers. */
export const mcuStays = stays('McuJoinsAndLeavesView');

function numbered(cdr: CdrSql, view: StayView, selection: ConferenceSelection) {
  const dialog = sql`${column('j.DialogSessionIdTime')}, ${column('j.DialogSessionIdSeq')}`;
  return conferencesAskedFor(cdr, selection)
    .innerJoin(`${view} as j` as 'McuJoinsAndLeavesView as j', (join) => join.on(joinedBy(cdr, 'session', 'j', 'c')))
    .leftJoin('ConferenceSessionDetailsView as s', (join) => join.on(ofDialog(cdr, 's', 'j', dialogKey)))
    .select([
      sql<number>`row_number() over (order by ${dialog})`.as('Stay'),
      ...columnsOf[view].map((name) => column(`j.${name}`).as(name)),
      'j.DialogSessionIdTime as DialogTime',
      'j.DialogSessionIdSeq as DialogSeq',
      's.SessionIdTime as DialogFound',
      's.ResponseCode',
      's.DiagnosticId',
      's.Gateway',
      ...storeOf(cdr, 'j').map((store) => store.as(storeColumn)),
    ]);
}

const dialogKey = ['DialogSessionIdTime', 'DialogSessionIdSeq'] as const;

/** The row of one alias belongs to the dialog that another names. */
function ofDialog(cdr: CdrSql, alias: string, other: string, [time, seq]: readonly [string, string]) {
  return allOf([
    sql<never>`${column(`${alias}.SessionIdTime`)} = ${column(`${other}.${time}`)}`,
    sql<never>`${column(`${alias}.SessionIdSeq`)} = ${column(`${other}.${seq}`)}`,
    ...sameStore(cdr, alias, other),
  ]);
}

function withReports<View extends StayView>(
  cdr: CdrSql,
  view: View,
  found: ReturnType<typeof numbered>,
): Described<FoundStay<View>> {
  const columns = ['Stay', ...columnsOf[view], ...dialogColumns, ...storeIn(cdr)];
  return cdr.db
    .selectFrom(found.as('f'))
    .leftJoin('ErrorReportView as e', (join) => join.on(ofDialog(cdr, 'e', 'f', ['DialogTime', 'DialogSeq'])))
    .select([...columns.map((name) => column(`f.${name}`).as(name)), 'e.ErrorTime']) as unknown as Described<
    FoundStay<View>
  >;
}
