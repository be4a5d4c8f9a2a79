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

/** A row, and in an archive the store it belongs to. */
export type Stored<Row> = Row & { readonly Store?: string };

/** Everything an LcsCDR, or an archive of several, holds, as plain row objects; one list per view. Never changed once the oracle has seen it. */
export interface CdrRows {
  readonly sessions: readonly Stored<SessionDetailsRow>[];
  readonly media: readonly Stored<MediaRow>[];
  readonly voip: readonly Stored<VoipDetailsRow>[];
  readonly conferenceSessions: readonly Stored<ConferenceSessionDetailsRow>[];
  readonly conferences: readonly Stored<ConferencesRow>[];
  readonly focusJoins: readonly Stored<FocusJoinsAndLeavesRow>[];
  readonly mcuJoins: readonly Stored<McuJoinsAndLeavesRow>[];
  readonly errorReports: readonly Stored<ErrorReportRow>[];
  readonly progressReports: readonly Stored<ProgressReportRow>[];
}

/** Whether the rows are those of an archive, where each says which store it belongs to. */
export const isArchive = (rows: CdrRows): boolean =>
  Object.values(rows as unknown as Record<string, readonly Stored<object>[]>).some(
    (list) => list[0]?.Store !== undefined,
  );
