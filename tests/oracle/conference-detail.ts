import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { categories, conferenceTypes, failedCategories, labelOf, sections } from '../../contract/vocabulary.ts';
import { anyUri, inRange } from './filters.ts';
import { table, type OracleFrame, type Task } from './frames.ts';
import { hasBit, indexOf, keyOf, kindsOfMcu } from './index-rows.ts';
import { byStore, compareNumber, compareText, fold, foldAddress } from './text.ts';
import type { CdrRows, Stored } from './rows.ts';
import { bool, codes, keyText, seconds } from './values.ts';

/** Conference Detail: one section of the conferences that a URI or a session key names. */
export function conferenceDetail(task: Task): OracleFrame[] {
  const { section = 'information', limit } = task.query;
  const conferences = shownConferences(task);
  const rows = { information, participation, modalities }[section](task, conferences);
  const ids = conferenceDetailColumns[section].map(({ id }) => id);
  return [table(labelOf(sections, section), ids, rows.slice(0, limit))];
}

type Instance = Stored<Pick<ConferencesRow, 'ConferenceUri' | 'ConfInstance'>>;

type ConferencesRow = CdrRows['conferences'][number];
type ConferenceSessionDetailsRow = CdrRows['conferenceSessions'][number];

/** The same conference: here two NULL instances are one. */
const isSame = (a: Instance, b: Instance): boolean =>
  a.ConferenceUri !== null &&
  b.ConferenceUri !== null &&
  fold(a.ConferenceUri) === fold(b.ConferenceUri) &&
  a.ConfInstance === b.ConfInstance &&
  a.Store === b.Store;

/** Newest first. */
function shownConferences({ rows, query: { filters }, range }: Task): ConferencesRow[] {
  const { sessionIdTime, sessionIdSeq, conferenceUris } = filters;
  const uri = anyUri(conferenceUris);
  const sessions = rows.conferenceSessions.filter(
    (row) => row.SessionIdTime === sessionIdTime && row.SessionIdSeq === sessionIdSeq,
  );
  return rows.conferences
    .filter(
      (row) =>
        uri(row.ConferenceUri) &&
        (sessionIdTime === undefined
          ? inRange(row.SessionIdTime, range)
          : sessions.some((session) => isSame(session, row))),
    )
    .sort((a, b) => b.SessionIdTime - a.SessionIdTime || b.SessionIdSeq - a.SessionIdSeq || byStore(a, b));
}

function information({ rows, category }: Task, conferences: readonly ConferencesRow[]): object[] {
  return conferences.map((row) => {
    const sessions = rows.conferenceSessions.filter((session) => isSame(session, row));
    const users = sessions.flatMap(({ UserUri }) => (UserUri === null ? [] : [foldAddress(UserUri)]));
    return {
      conferenceUri: row.ConferenceUri,
      pool: row.Pool,
      startTime: row.ConferenceStartTime,
      organizer: row.OrganizerUri,
      endTime: row.ConferenceEndTime,
      duration: seconds(row.ConferenceStartTime, row.ConferenceEndTime),
      participants: new Set(users).size,
      sessions: sessions.length,
      failedSessions: sessions.filter((one) => failedCategories.includes(category(one.DiagnosticId, one.ResponseCode)))
        .length,
      synthetic: hasBit(row.Flag, 1),
      instance: row.ConfInstance,
      captureTime: row.SessionIdTime,
      store: row.Store ?? null,
    };
  });
}

interface Stay extends Stored<object> {
  readonly SessionIdTime: number;
  readonly SessionIdSeq: number;
  readonly DialogSessionIdTime: number | null;
  readonly DialogSessionIdSeq: number | null;
  readonly UserUri: string | null;
  readonly UserJoinTime: number | null;
}

/** Stays in the conferences shown, by join time, user and dialog. */
function staysIn<T extends Stay>(stays: readonly T[], conferences: readonly ConferencesRow[]): T[] {
  const keys = new Set(conferences.map((row) => keyOf(row.SessionIdTime, row.SessionIdSeq, row)));
  return stays
    .filter((stay) => keys.has(keyOf(stay.SessionIdTime, stay.SessionIdSeq, stay)))
    .sort(
      (a, b) =>
        compareNumber(a.UserJoinTime, b.UserJoinTime) ||
        compareText(a.UserUri, b.UserUri) ||
        compareNumber(a.DialogSessionIdTime, b.DialogSessionIdTime) ||
        compareNumber(a.DialogSessionIdSeq, b.DialogSessionIdSeq) ||
        byStore(a, b),
    );
}

function dialogOf({ rows }: Task, stay: Stay): ConferenceSessionDetailsRow | undefined {
  return indexOf(rows).dialogs.get(keyOf(stay.DialogSessionIdTime, stay.DialogSessionIdSeq, stay) ?? '');
}

/** The columns that both lists of stays share: reports, outcome and key of the dialog. */
function dialogColumns(task: Task, stay: Stay): object {
  const dialog = dialogOf(task, stay);
  const key = keyOf(stay.DialogSessionIdTime, stay.DialogSessionIdSeq, stay);
  return {
    reports: indexOf(task.rows).reportsOf.get(key ?? '')?.length ?? 0,
    ...codes(dialog?.ResponseCode ?? null, dialog?.DiagnosticId ?? null),
    category: dialog ? labelOf(categories, task.category(dialog.DiagnosticId, dialog.ResponseCode)) : null,
    sessionIdTime: keyText(stay.DialogSessionIdTime),
    sessionIdSeq: stay.DialogSessionIdSeq,
    store: stay.Store ?? null,
  };
}

function participation(task: Task, conferences: readonly ConferencesRow[]): object[] {
  return staysIn(task.rows.focusJoins, conferences).map((stay) => ({
    user: stay.UserUri,
    role: stay.UserRole,
    connectivity: stay.IsUserInternal === null ? null : stay.IsUserInternal === 1 ? 'Internal' : 'External',
    joinTime: stay.UserJoinTime,
    leaveTime: stay.UserLeaveTime,
    userAgent: stay.UserClientVersion,
    ...dialogColumns(task, stay),
  }));
}

function modalities(task: Task, conferences: readonly ConferencesRow[]): object[] {
  return staysIn(task.rows.mcuJoins, conferences).map((stay) => ({
    user: stay.UserUri,
    joinTime: stay.UserJoinTime,
    leaveTime: stay.UserLeaveTime,
    mcuUri: stay.McuUri,
    type: labelOf(conferenceTypes, kindsOfMcu(stay.McuUriType)[0] ?? 'mcu'),
    fromPstn: bool(stay.IsUserFromPstn),
    gateway: dialogOf(task, stay)?.Gateway ?? null,
    ...dialogColumns(task, stay),
  }));
}
