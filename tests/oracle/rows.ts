import type {
  ConferencesRow,
  ConferenceSessionDetailsRow,
  ErrorReportRow,
  FocusJoinsAndLeavesRow,
  McuJoinsAndLeavesRow,
  MediaRow,
  ProgressReportRow,
  SessionDetailsRow,
  VoipDetailsRow,
} from '../../pkg/cdr/schema/views.ts';

/** Everything an LcsCDR holds, as plain row objects; one list per view. Never changed once the oracle has seen it. */
export interface CdrRows {
  readonly sessions: readonly SessionDetailsRow[];
  readonly media: readonly MediaRow[];
  readonly voip: readonly VoipDetailsRow[];
  readonly conferenceSessions: readonly ConferenceSessionDetailsRow[];
  readonly conferences: readonly ConferencesRow[];
  readonly focusJoins: readonly FocusJoinsAndLeavesRow[];
  readonly mcuJoins: readonly McuJoinsAndLeavesRow[];
  readonly errorReports: readonly ErrorReportRow[];
  readonly progressReports: readonly ProgressReportRow[];
}
