import { expect, test } from '@jest/globals';
import { noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask, keyValues } from '../../tests/support/report-queries.ts';
import { filtersOf, range } from '../../tests/support/selections.ts';
import { errorReports, type FoundErrorReport } from '../cdr/questions/error-reports.ts';

const found: FoundErrorReport = {
  ...{ ErrorTime: range.from + 7, ErrorReportSeq: 3, MsDiagId: 7025, ResponseCode: 504, RequestType: 'INVITE' },
  ...{ Source: 'fe01', Application: 'MediationServer', FromUri: 'sip:a', ToUri: 'sip:b', ConferenceUri: null },
  ...{ ClientVersion: 'UCCAPI', ContentType: 'application/sdp', CallType: 'audio', SetupTime: 1500 },
  ...{ MsDiagHeader: '7025;reason="x"', IsCapturedByServer: 1, Pool: 'pool', FrontEnd: 'fe01', TelemetryId: null },
  ...{ SessionIdTime: range.from, SessionIdSeq: 12 },
};
const fromClient = { ...found, ErrorReportSeq: 2, IsCapturedByServer: 0, SessionIdTime: null, SessionIdSeq: null };
const reporting = () => recordingCdr('T-SQL', { answers: [given(errorReports, [found, fromClient])] });
const { errorTime, errorReportSeq } = keyValues;
const byKey = { errorTime, errorReportSeq } as { errorTime: string; errorReportSeq: number };

test('tells what an error report holds, and who reported it', async () => {
  const [frame] = await ask(reporting(), { report: 'diagnosticReport', filters: { sources: 'fe01' } });
  expect(rowsOf(frame)).toEqual([
    expect.objectContaining({
      ...{ reportTime: range.from + 7, responseCode: 504, responseMeaning: 'Server Time-out', diagnosticId: 7025 },
      ...{ requestType: 'INVITE', source: 'fe01', application: 'MediationServer', fromUser: 'sip:a', toUser: 'sip:b' },
      ...{ fromUserAgent: 'UCCAPI', contentType: 'application/sdp', modality: 'audio', joinTime: 1500 },
      ...{ diagnosticHeader: '7025;reason="x"', reportedBy: 'fe01', pool: 'pool', frontEnd: 'fe01' },
      ...{ errorTime: '2026-03-10T07:00:00.007Z', errorReportSeq: 3 },
      ...{ sessionIdTime: '2026-03-10T07:00:00.000Z', sessionIdSeq: 12, conferenceUri: null, telemetryId: null },
    }),
    expect.objectContaining({ reportedBy: 'UCCAPI', sessionIdTime: null, sessionIdSeq: null }),
  ]);
  expect(noticesOf(frame)).toEqual([]);
});

test('asks for one report more than the limit, by the filters as they are', async () => {
  const cdr = reporting();
  const [frame] = await ask(cdr, { report: 'diagnosticReport', limit: 1, filters: byKey });
  expect(rowsOf(frame, 'errorReportSeq')).toEqual([{ errorReportSeq: 3 }]);
  expect(noticesOf(frame)[0]).toMatch(/^Only the first 1 reports are shown\. There are more:/);
  const selection = { range, filters: filtersOf('errorTime', 'errorReportSeq'), limit: 2 };
  expect(cdr.asked).toEqual([expect.objectContaining({ question: 'errorReports', selection })]);
});
