import type { lcsCdrColumns } from './columns.ts';
import type { ColumnDescription, ColumnValue } from './sql-type.ts';

export type { Bit, Guid, Instant } from './sql-type.ts';

type Described = Readonly<Record<string, ColumnDescription>>;
type Row<Columns extends Described> = { -readonly [Column in keyof Columns]: ColumnValue<Columns[Column]> };

/** The database as kysely sees it: rows by the name of the view or table that the product looks for. */
export type LcsCdr = { [Name in keyof typeof lcsCdrColumns]: Row<(typeof lcsCdrColumns)[Name]> };

export type SessionDetailsRow = LcsCdr['SessionDetailsView'];
export type MediaRow = LcsCdr['MediaView'];
export type VoipDetailsRow = LcsCdr['VoipDetailsView'];
export type ConferenceSessionDetailsRow = LcsCdr['ConferenceSessionDetailsView'];
export type ConferencesRow = LcsCdr['ConferencesView'];
export type FocusJoinsAndLeavesRow = LcsCdr['FocusJoinsAndLeavesView'];
export type McuJoinsAndLeavesRow = LcsCdr['McuJoinsAndLeavesView'];
export type ErrorReportRow = LcsCdr['ErrorReportView'];
export type ProgressReportRow = LcsCdr['ProgressReportView'];
