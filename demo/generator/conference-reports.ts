import type { ConferenceSessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import { type Reported, reportFailure, writeReport } from './error-reports.ts';
import { afterAnswer, type Failure } from './failures.ts';
import type { Outcome } from './outcome.ts';
import type { Stay } from './participants.ts';
import { writeJoinSteps } from './progress-reports.ts';
import type { Slot } from './slot.ts';

const callTypes: Readonly<Record<string, string>> = {
  'conf:chat': 'Instant Messaging',
  'conf:audio-video': 'Audio and Video',
  'conf:applicationsharing': 'Application Sharing',
};

/** A report that only tells how long a join took. */
const joined: Failure = { code: 200, id: null, component: 'Client', reason: '', attributes: 'none' };

const midCall = 0.004;
const timedJoin = 0.05;
const timedFailure = 0.25;
const stations = ['Focus', 'IMMCU', 'AVMCU', 'ASMCU', 'DataMCU', 'ConferencingAnnouncementService'];

/** Error and progress reports of a conference session. */
export function reportConferenceSession(
  slot: Slot,
  stay: Stay,
  session: ConferenceSessionDetailsRow,
  { failure }: Outcome,
): void {
  const { random } = slot;
  const reported = describe(stay, session);
  if (failure) {
    if (failure.code === null) {
      return;
    }
    const at = session.ResponseTime ?? session.SessionIdTime;
    if (random.chance(timedFailure)) {
      return writeTimed(slot, reported, failure, at);
    }
    reportFailure(slot, reported, failure, at);
    return;
  }
  if (stay.mcu === null && session.ResponseTime !== null && random.chance(timedJoin)) {
    return writeTimed(slot, reported, joined, session.ResponseTime);
  }
  if (stay.mcu === 'conf:audio-video' && session.EndTime !== null && random.chance(midCall)) {
    // The A/V MCU is the other end.
    const told = afterAnswer(random, stay.party.internal ? 2 : 1, false);
    session.DiagnosticId = told.id;
    writeReport(slot, reported, told, { at: session.EndTime, byServer: false, request: 'BYE' });
  }
}

/** A report with the time the participant needed and, mostly, the parts of it. */
function writeTimed(slot: Slot, reported: Reported, failure: Failure, at: number): void {
  const { random } = slot;
  const setupTime = Math.round(900 + random.exponential(failure.code === 200 ? 2600 : 7000));
  const byServer = failure.component !== 'Client';
  const report = writeReport(slot, reported, failure, { at, byServer, request: 'INVITE', setupTime });
  if (random.chance(0.85)) {
    writeJoinSteps(slot, report, reported.server, setupTime, stations.slice(0, random.int(2, stations.length)));
  }
}

function describe({ conference, party, mcu, trunk }: Stay, session: ConferenceSessionDetailsRow): Reported {
  return {
    session,
    fromUri: session.UserUri,
    toUri: null,
    conferenceUri: session.ConferenceUri,
    agent: party.agent,
    callType: callTypes[mcu ?? ''] ?? 'Unknown',
    server: session.FrontEnd,
    peer: party.edge ?? conference.organizer.pool.fqdn,
    gateway: trunk?.gateway ?? null,
  };
}
