import type { ErrorReportRow, ProgressReportRow } from '../../pkg/cdr/schema/views.ts';
import type { Cell } from '../lcscdr/table.ts';
import type { Dictionaries } from './dictionaries.ts';

export const errorReportRow = (words: Dictionaries, row: ErrorReportRow): Cell[] => [
  row.ErrorTime,
  row.ErrorReportSeq,
  words.error(row.ResponseCode, row.MsDiagId, row.CallType, row.RequestType, row.ContentType),
  words.user(row.FromUri),
  words.user(row.ToUri),
  words.conference(row.ConferenceUri),
  row.SessionIdTime,
  row.SessionIdSeq,
  words.servers.id(row.Source),
  words.applications.id(row.Application),
  row.MsDiagHeader,
  words.agent(row.ClientVersion, row.ClientType),
  row.IsCapturedByServer,
  null,
  row.TelemetryId,
  row.SetupTime,
  words.servers.id(row.FrontEnd),
  words.pools.id(row.Pool),
  row.ErrorTime,
];

export const progressReportRow = (words: Dictionaries, row: ProgressReportRow, errorId: number | null): Cell[] => [
  row.ErrorTime,
  errorId,
  row.ErrorReportSeq,
  row.ProgressReportSeq,
  row.MsDiagId,
  words.servers.id(row.Source),
  words.applications.id(row.Application),
  row.MsDiagHeader,
  row.TelemetryId,
  row.SessionSetupTime,
];
