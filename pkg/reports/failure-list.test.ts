import { expect, test } from '@jest/globals';
import { failedCategories } from '../../contract/vocabulary.ts';
import { noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { failureListRows, type ListedFailure } from '../cdr/questions/failure-list.ts';

const time = range.from + 7;
const withoutReport: ListedFailure = {
  ...{ SessionIdTime: time, SessionIdSeq: 3, Media: 1 | 16, Kind: '', DiagnosticId: 1003, ResponseCode: 404 },
  ...{ FromUri: 'sip:a', FromUserAgent: 'UCCAPI', ToUri: 'sip:b', ConferenceUri: null, Pool: 'fe01' },
  ...{ FromPhone: null, ToPhone: null },
  ...{ ErrorTime: null, ErrorReportSeq: null, RequestType: null, ReportCode: null, MsDiagId: null, SetupTime: null },
  ...{ ReportFromUri: null, ReportClientVersion: null, ReportToUri: null, ReportConferenceUri: null },
  ...{ Source: null, Application: null, ReportedTime: time },
};
const withReport: ListedFailure = {
  ...withoutReport,
  ...{ Media: -1, Kind: 'conf:chat', ToUri: 'sip:conf', ConferenceUri: 'sip:conf' },
  ...{
    ErrorTime: time + 10,
    ErrorReportSeq: 1,
    RequestType: 'INVITE',
    ReportCode: 504,
    MsDiagId: 7025,
    SetupTime: 1500,
  },
  ...{ ReportFromUri: 'sip:c', ReportClientVersion: 'RTCC', ReportConferenceUri: 'sip:conf' },
  ...{ Source: 'fe02', Application: 'IMMCU', ReportedTime: time + 10 },
};
const listed = () => recordingCdr('T-SQL', { answers: [given(failureListRows, [withReport, withoutReport])] });

test('a row tells of its error report, else of its session', async () => {
  const [frame] = await ask(listed(), { report: 'failureList' });
  expect(rowsOf(frame)).toEqual([
    expect.objectContaining({
      ...{ reportedTime: time + 10, request: 'INVITE', responseCode: 504, diagnosticId: 7025, joinCostTime: 1500 },
      ...{ fromUser: 'sip:c', fromUserAgent: 'RTCC', toUser: 'sip:conf', source: 'fe02', application: 'IMMCU' },
      ...{ activity: 'Conference', modality: 'IM conferencing', conference: 'Conference', sessionDetail: null },
      ...{ report: 'Report', errorTime: '2026-03-10T07:00:00.017Z', errorReportSeq: 1, conferenceUri: 'sip:conf' },
      // The category is that of the session: 404.
      ...{ category: 'Unexpected failure', sessionIdTime: '2026-03-10T07:00:00.007Z', sessionIdSeq: 3 },
    }),
    expect.objectContaining({
      ...{ reportedTime: time, request: null, responseCode: 404, responseMeaning: 'Not Found', diagnosticId: 1003 },
      ...{ fromUser: 'sip:a', fromUserAgent: 'UCCAPI', toUser: 'sip:b', source: null, report: null },
      ...{ activity: 'Peer-to-peer', modality: 'Instant messaging, Audio', sessionDetail: 'Session detail' },
      ...{ conference: null, errorTime: null, errorReportSeq: null, conferenceUri: null },
    }),
  ]);
  expect(noticesOf(frame)).toEqual([]);
});

test('one row more than the limit is asked for, and told of by a notice', async () => {
  const cdr = listed();
  const [frame] = await ask(cdr, { report: 'failureList', limit: 1 });
  expect(rowsOf(frame)).toHaveLength(1);
  expect(noticesOf(frame)[0]).toMatch(/^Only the first 1 failures are shown\. There are more:/);
  const selection = { range, filters: { categories: failedCategories }, limit: 2 };
  expect(cdr.asked).toEqual([expect.objectContaining({ question: 'failureListRows', selection })]);
});

test('the categories of the query go before those that failed; nothing is asked where no session can pass', async () => {
  const cdr = listed();
  await ask(cdr, { report: 'failureList', filters: { categories: 'success' } });
  expect(cdr.asked[0]?.selection).toMatchObject({ filters: { categories: ['success'] } });
  const filters = { modalities: 'audio', conferenceUris: 'sip:a' };
  const [frame] = await ask(cdr, { report: 'failureList', filters });
  expect([cdr.asked.length, rowsOf(frame)]).toEqual([1, []]);
});
