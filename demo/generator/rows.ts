import type { LcsCdr } from '../../pkg/cdr/schema/views.ts';

/** The name of the view that each list of CdrRows belongs to. */
export const viewOfRows = {
  sessions: 'SessionDetailsView',
  media: 'MediaView',
  voip: 'VoipDetailsView',
  conferenceSessions: 'ConferenceSessionDetailsView',
  conferences: 'ConferencesView',
  focusJoins: 'FocusJoinsAndLeavesView',
  mcuJoins: 'McuJoinsAndLeavesView',
  errorReports: 'ErrorReportView',
  progressReports: 'ProgressReportView',
} as const satisfies Record<string, keyof LcsCdr>;

type ViewOfRows = typeof viewOfRows;

/** Rows of every view, as plain objects: what the loaders store and what tests compute reports from. */
export type CdrRows = { readonly [List in keyof ViewOfRows]: LcsCdr[ViewOfRows[List]][] };

export function emptyRows(): CdrRows {
  return {
    sessions: [],
    media: [],
    voip: [],
    conferenceSessions: [],
    conferences: [],
    focusJoins: [],
    mcuJoins: [],
    errorReports: [],
    progressReports: [],
  };
}

/** Appends the rows of `more` to `rows`. */
export function appendRows(rows: CdrRows, more: CdrRows): void {
  const append = <T>(target: T[], source: readonly T[]) => {
    for (const row of source) {
      target.push(row);
    }
  };
  append(rows.sessions, more.sessions);
  append(rows.media, more.media);
  append(rows.voip, more.voip);
  append(rows.conferenceSessions, more.conferenceSessions);
  append(rows.conferences, more.conferences);
  append(rows.focusJoins, more.focusJoins);
  append(rows.mcuJoins, more.mcuJoins);
  append(rows.errorReports, more.errorReports);
  append(rows.progressReports, more.progressReports);
}
