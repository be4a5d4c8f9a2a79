import type {
  ConferenceSessionDetailsRow,
  ConferencesRow,
  ErrorReportRow,
  FocusJoinsAndLeavesRow,
  McuJoinsAndLeavesRow,
  MediaRow,
  ProgressReportRow,
  SessionDetailsRow,
  VoipDetailsRow,
} from '../../pkg/cdr/schema/views.ts';

/** Rows of every view, as plain objects: what the loaders store and what tests compute reports from. */
export interface CdrRows {
  readonly sessions: SessionDetailsRow[];
  readonly media: MediaRow[];
  readonly voip: VoipDetailsRow[];
  readonly conferenceSessions: ConferenceSessionDetailsRow[];
  readonly conferences: ConferencesRow[];
  readonly focusJoins: FocusJoinsAndLeavesRow[];
  readonly mcuJoins: McuJoinsAndLeavesRow[];
  readonly errorReports: ErrorReportRow[];
  readonly progressReports: ProgressReportRow[];
}

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
} as const satisfies Record<keyof CdrRows, string>;

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
    for (const row of source) target.push(row);
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
