import { describe, expect, test } from '@jest/globals';
import { noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { conferenceSessions } from '../cdr/questions/conference-sessions.ts';
import { focusStays, mcuStays, type FocusStay, type McuStay } from '../cdr/questions/conference-stays.ts';
import { conferences, type FoundConference } from '../cdr/questions/conferences.ts';

const report = 'conferenceDetail';
const filters = { conferenceUris: 'sip:conf' };
const selection = { range, filters: { conferenceUris: ['sip:conf'] } };
const at = (minutes: number) => range.from + minutes * 60_000;
const day = 24 * 3600 * 1000;

describe('information', () => {
  const conference: FoundConference = {
    ...{ SessionIdTime: at(0), SessionIdSeq: 1, ConferenceUri: 'sip:conf', ConfInstance: 'ABC', Pool: 'pool', Flag: 1 },
    ...{ ConferenceStartTime: at(0), ConferenceEndTime: at(10), OrganizerUri: 'sip:o' },
  };
  const other = { ...conference, ConfInstance: null, ConferenceEndTime: null, Flag: null };
  const of = (ConfInstance: string | null, Participant: string | null, sessions: number, failed: number) => {
    return { ConfInstance, Participant, sessions, failed };
  };
  const found = () =>
    recordingCdr('T-SQL', {
      answers: [
        given(conferences, [conference, other]),
        given(conferenceSessions, [of('abc', 'sip:a', 3, 1), of('abc', 'sip:b', 2, 0), of('abc', null, 1, 1)]),
      ],
    });

  test('has the participants and sessions of each instance', async () => {
    const [frame] = await ask(found(), { report, filters });
    expect(rowsOf(frame)).toEqual([
      expect.objectContaining({
        ...{ conferenceUri: 'sip:conf', organizer: 'sip:o', duration: 600, synthetic: true, instance: 'ABC' },
        ...{ participants: 2, sessions: 6, failedSessions: 2 },
      }),
      expect.objectContaining({
        ...{ duration: null, synthetic: false, instance: null },
        ...{ participants: 0, sessions: 0, failedSessions: 0 },
      }),
    ]);
  });

  test('asks once for the sessions of a URI, and for one conference more than the limit', async () => {
    const cdr = found();
    await ask(cdr, { report, filters });
    expect(cdr.asked.map((one) => [one.question, one.selection])).toEqual([
      ['conferences', { ...selection, limit: 1001 }],
      ['conferenceSessions', { uri: 'sip:conf', range: { from: at(0) - day, to: Date.UTC(9999, 0) + day } }],
    ]);
    const [frame] = await ask(found(), { report, filters, limit: 1 });
    expect(noticesOf(frame)[0]).toMatch(/^Only the first 1 conferences are shown\. There are more:/);
  });
});

const dialog = {
  DialogTime: at(1),
  DialogSeq: 7,
  DialogFound: at(1),
  ResponseCode: 504,
  DiagnosticId: null,
  Reports: 2,
};
const unknown = { ...dialog, DialogTime: null, DialogSeq: null, DialogFound: null, ResponseCode: null, Reports: 0 };

describe('participation', () => {
  const stay: FocusStay = {
    ...{ UserUri: 'sip:b', UserRole: 'Attendee', IsUserInternal: 0, UserJoinTime: at(5), UserLeaveTime: at(9) },
    ...{ UserClientVersion: 'UCCAPI', Gateway: null, ...dialog },
  };
  const stays = [
    { ...stay, ...unknown, UserUri: 'sip:c', UserJoinTime: null, IsUserInternal: null },
    stay,
    { ...stay, ...unknown, UserUri: 'sip:a', IsUserInternal: 1 },
  ];
  const joined = () => recordingCdr('T-SQL', { answers: [given(focusStays, stays)] });

  test('goes by the time of joining, with the outcome of each dialog', async () => {
    const [frame] = await ask(joined(), { report, section: 'participation', filters });
    const shown = ['user', 'connectivity', 'reports', 'responseCode', 'category', 'sessionIdSeq'];
    expect(rowsOf(frame, ...shown).map((row) => shown.map((name) => row[name]))).toEqual([
      ['sip:a', 'Internal', 0, null, null, null],
      ['sip:b', 'External', 2, 504, 'Unexpected failure', 7],
      ['sip:c', null, 0, null, null, null],
    ]);
  });

  test('asks for the stays alone, and ends at the limit', async () => {
    const cdr = joined();
    const [frame] = await ask(cdr, { report, section: 'participation', filters, limit: 2 });
    expect(noticesOf(frame)[0]).toMatch(/^Only the first 2 stays are shown\. There are 3:/);
    expect(cdr.asked).toEqual([expect.objectContaining({ question: 'focusStays', selection })]);
  });
});

test('modalities are the stays with conferencing servers', async () => {
  const stay: McuStay = {
    ...{ UserUri: 'sip:a', UserJoinTime: at(5), UserLeaveTime: null, McuUri: 'sip:mcu', Gateway: 'gw', ...dialog },
    ...{ McuUriType: 'conf:audio-video', IsUserFromPstn: 1 },
  };
  const cdr = recordingCdr('T-SQL', { answers: [given(mcuStays, [stay])] });
  const [frame] = await ask(cdr, { report, section: 'modalities', filters });
  expect(rowsOf(frame)).toEqual([
    expect.objectContaining({
      ...{ user: 'sip:a', leaveTime: null, mcuUri: 'sip:mcu', type: 'A/V conferencing', fromPstn: true, gateway: 'gw' },
      ...{ reports: 2, responseCode: 504, sessionIdTime: '2026-03-10T07:01:00.000Z', sessionIdSeq: 7 },
    }),
  ]);
  expect(cdr.asked.map(({ question }) => question)).toEqual(['mcuStays']);
});
