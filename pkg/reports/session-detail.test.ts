import { expect, test } from '@jest/globals';
import { noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask, keyValues } from '../../tests/support/report-queries.ts';
import { filtersOf, range } from '../../tests/support/selections.ts';
import { p2pSessionDetails, type P2pSessionDetail } from '../cdr/questions/p2p-session-details.ts';

const session: P2pSessionDetail = {
  ...{ SessionIdTime: range.from + 7, SessionIdSeq: 12, InviteTime: range.from, ResponseTime: null },
  ...{ EndTime: range.from + 90_500, FromUri: 'sip:a', ToUri: 'sip:b', FromMessageCount: 2, ToMessageCount: null },
  ...{ FromClientVersion: 'UCCAPI', ToClientVersion: null, DialogId: 'd', ResponseCode: 487, DiagnosticId: null },
  ...{ FrontEnd: 'fe01', Pool: 'pool', FromEdgeServer: 'edge', ToEdgeServer: null, IsFromInternal: 1 },
  ...{ IsToInternal: null, CallPriority: 'Normal', FromUserFlag: 1, ToUserFlag: null, CallFlag: 3 },
  ...{ FromPhone: null, ToPhone: '+1', FromMediationServer: null, ToMediationServer: 'med', FromGateway: null },
  ...{ ToGateway: 'gw', DisconnectedByUri: null, DisconnectedByPhone: '+1', Media: 16 },
};
const later = { ...session, SessionIdSeq: 11, EndTime: null, CallFlag: null, Media: null };
const detailed = () => recordingCdr('T-SQL', { answers: [given(p2pSessionDetails, [session, later])] });
const { sessionIdTime, sessionIdSeq } = keyValues;
const key = { sessionIdTime, sessionIdSeq } as { sessionIdTime: string; sessionIdSeq: number };

test('tells everything about a session, with its flags as words', async () => {
  const [frame] = await ask(detailed(), { report: 'sessionDetail', filters: { users: 'sip:a' } });
  expect(rowsOf(frame)).toEqual([
    expect.objectContaining({
      ...{ captureTime: range.from + 7, inviteTime: range.from, responseTime: null, duration: 90.5 },
      ...{ fromUser: 'sip:a', fromInternal: true, fromDeskPhone: true, toInternal: null, toDeskPhone: false },
      ...{ responseCode: 487, responseMeaning: 'Request Terminated', category: 'Expected failure' },
      ...{ retried: true, responseGroup: true, modalities: 'Audio', fromMessages: 2, toMessages: null },
      ...{ toPhone: '+1', toMediationServer: 'med', toGateway: 'gw', disconnectedBy: '+1', fromEdge: 'edge' },
      ...{ sessionIdTime: '2026-03-10T07:00:00.007Z', sessionIdSeq: 12 },
    }),
    expect.objectContaining({ duration: null, retried: false, responseGroup: false, modalities: null }),
  ]);
  expect(noticesOf(frame)).toEqual([]);
});

test('by key the range does not matter, nor whether the session was retried', async () => {
  const cdr = detailed();
  const [frame] = await ask(cdr, { report: 'sessionDetail', limit: 1, filters: key });
  expect(noticesOf(frame)[0]).toMatch(/^Only the first 1 sessions are shown\. There are more:/);
  const filters = filtersOf('sessionIdTime', 'sessionIdSeq');
  expect(cdr.asked[0]?.selection).toEqual({ range: undefined, filters, all: true, limit: 2 });
});

test('by anything else sessions of the range are asked for, retried ones as the settings say', async () => {
  const cdr = detailed();
  await ask(cdr, { report: 'sessionDetail', filters: { users: 'sip:a' } });
  const selection = { range, filters: { users: ['sip:a'] }, all: false, limit: 101 };
  expect(cdr.asked).toEqual([expect.objectContaining({ question: 'p2pSessionDetails', selection })]);
});
