import { sql } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import { column, joinedBy } from './conditions.ts';
import { conferencesAskedFor, type ConferenceSelection } from './conferences.ts';
import { asFound, type Question } from './question.ts';

/** The dialog behind a stay: its key, and the outcome of the session it was where that is found. */
export interface StayDialog {
  readonly DialogTime: number | null;
  readonly DialogSeq: number | null;
  readonly DialogFound: number | null;
  readonly ResponseCode: number | null;
  readonly DiagnosticId: number | null;
  readonly Gateway: string | null;
}

const focusColumns = ['UserUri', 'UserRole', 'IsUserInternal', 'UserJoinTime', 'UserLeaveTime', 'UserClientVersion'] as const;
const mcuColumns = ['UserUri', 'UserJoinTime', 'UserLeaveTime', 'McuUri', 'McuUriType', 'IsUserFromPstn'] as const;

export type FocusStay = Pick<LcsCdr['FocusJoinsAndLeavesView'], (typeof focusColumns)[number]> & StayDialog;
export type McuStay = Pick<LcsCdr['McuJoinsAndLeavesView'], (typeof mcuColumns)[number]> & StayDialog;

/** Stays with the conferences asked for, as the view of joins and leaves under the alias `j`. */
function staysOf<View extends 'FocusJoinsAndLeavesView' | 'McuJoinsAndLeavesView'>(
  cdr: CdrSql,
  selection: ConferenceSelection,
  view: View,
) {
  return conferencesAskedFor(cdr, selection).innerJoin(`${view} as j` as 'McuJoinsAndLeavesView as j', (join) =>
    join.on(joinedBy('session', 'j', 'c')),
  );
}

const dialogKey = (of: string) =>
  sql<never>`${column(`${of}.SessionIdTime`)} = ${column('j.DialogSessionIdTime')} and ${column(`${of}.SessionIdSeq`)} = ${column('j.DialogSessionIdSeq')}`;

function withDialogs(cdr: CdrSql, selection: ConferenceSelection, view: 'FocusJoinsAndLeavesView' | 'McuJoinsAndLeavesView') {
  return staysOf(cdr, selection, view)
    .leftJoin('ConferenceSessionDetailsView as s', (join) => join.on(dialogKey('s')))
    .select([
      'j.DialogSessionIdTime as DialogTime',
      'j.DialogSessionIdSeq as DialogSeq',
      's.SessionIdTime as DialogFound',
      's.ResponseCode',
      's.DiagnosticId',
      's.Gateway',
    ]);
}

/** Stays of participants with the Focus of the conferences asked for. */
export const focusStays: Question<ConferenceSelection, FocusStay> = {
  name: 'focusStays',
  describe: (cdr, selection) =>
    withDialogs(cdr, selection, 'FocusJoinsAndLeavesView').select(
      focusColumns.map((name) => column<never>(`j.${name}`).as(name)),
    ),
  read: asFound,
  merge: (answers) => answers.flat(),
};

/** Stays of participants with the conferencing servers of the conferences asked for. */
export const mcuStays: Question<ConferenceSelection, McuStay> = {
  name: 'mcuStays',
  describe: (cdr, selection) =>
    withDialogs(cdr, selection, 'McuJoinsAndLeavesView').select(
      mcuColumns.map((name) => column<never>(`j.${name}`).as(name)),
    ),
  read: asFound,
  merge: (answers) => answers.flat(),
};

/** Error reports of the dialogs behind stays: a row each, once per stay. */
export interface StayReport {
  readonly DialogTime: number;
  readonly DialogSeq: number;
  readonly ErrorTime: number;
  readonly ErrorReportSeq: number;
}

/** The error reports of the dialogs behind the stays with the Focus or with conferencing servers, each once. */
export function stayReports(stays: 'focus' | 'mcu'): Question<ConferenceSelection, StayReport> {
  const view = stays === 'focus' ? 'FocusJoinsAndLeavesView' : 'McuJoinsAndLeavesView';
  return {
    name: 'stayReports',
    describe: (cdr, selection) =>
      staysOf(cdr, selection, view)
        .innerJoin('ErrorReportView as e', (join) => join.on(dialogKey('e')))
        .select([
          sql<number>`${column('j.DialogSessionIdTime')}`.as('DialogTime'),
          sql<number>`${column('j.DialogSessionIdSeq')}`.as('DialogSeq'),
          'e.ErrorTime',
          'e.ErrorReportSeq',
        ])
        .distinct(),
    read: asFound,
    merge: (answers) => answers.flat(),
  };
}
