import type { RowOf } from '../../contract/columns.ts';
import { failureList as definition } from '../../contract/reports/failure-list.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { activities, categories, labelOf } from '../../contract/vocabulary.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { failureListRows, type ListedFailure } from '../cdr/questions/failure-list.ts';
import { keyText } from './column-values.ts';
import { failureSelection } from './failure-selection.ts';
import { conferenceLabel, modalityLabels } from './kinds.ts';
import type { ReportHandler } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Failure List Report: the error reports of failed sessions, and the failed sessions that have none. */
export const failureList: ReportHandler<'failureList'> = async (request) => {
  const { query, cdr } = request;
  const { title, columns } = definition;
  // One row more than the limit, to tell whether there are more.
  const selection = { ...failureSelection(request), limit: query.limit + 1 };
  const rows = await cdr.ask(failureListRows, selection);
  const shown = rows.slice(0, query.limit);
  return [
    table(
      title,
      columns,
      shown.map((row) => toRow(row, cdr)),
      {
        notices: cappedAt(query.limit, rows.length, 'failures'),
      },
    ),
  ];
};

function toRow(row: ListedFailure, cdr: Cdr): RowOf<typeof definition.columns> {
  const hasReport = row.ErrorTime !== null;
  const isConference = row.Media < 0;
  const responseCode = hasReport ? row.ReportCode : row.ResponseCode;
  const diagnosticId = hasReport ? row.MsDiagId : row.DiagnosticId;
  return {
    reportedTime: row.ReportedTime,
    request: row.RequestType,
    responseCode,
    responseMeaning: responseText(responseCode),
    diagnosticId,
    diagnosticMeaning: diagnosticText(diagnosticId),
    joinCostTime: row.SetupTime,
    fromUser: (hasReport ? row.ReportFromUri : row.FromUri) ?? row.FromPhone,
    fromUserAgent: hasReport ? row.ReportClientVersion : row.FromUserAgent,
    toUser: (hasReport ? (row.ReportToUri ?? row.ReportConferenceUri) : row.ToUri) ?? row.ToPhone,
    sessionDetail: isConference ? null : 'Session detail',
    conference: isConference ? 'Conference' : null,
    report: hasReport ? 'Report' : null,
    activity: labelOf(activities, isConference ? 'conference' : 'p2p'),
    modality: isConference ? conferenceLabel(row.Kind) : modalityLabels(row.Media),
    category: labelOf(categories, cdr.classification.categoryOf(row.DiagnosticId, row.ResponseCode)),
    pool: row.Pool,
    source: row.Source,
    application: row.Application,
    errorTime: keyText(row.ErrorTime),
    errorReportSeq: row.ErrorReportSeq,
    sessionIdTime: keyText(row.SessionIdTime),
    sessionIdSeq: row.SessionIdSeq,
    conferenceUri: row.ReportConferenceUri ?? row.ConferenceUri,
    store: row.Store ?? null,
  };
}
