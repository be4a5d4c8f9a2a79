import type { ConferenceSessionDetailsRow, Instant } from '../../pkg/cdr/schema/views.ts';
import { type Conference, conferenceUri } from './conference.ts';
import { reportConferenceSession } from './conference-reports.ts';
import { callFlag, dialogId, drawTimes } from './dialogs.ts';
import type { Scope } from './failures.ts';
import { writeFocusJoin, writeMcuJoin } from './joins.ts';
import { oneMinute } from './options.ts';
import { drawOutcome, type Outcome } from './outcome.ts';
import { employeeOf, type Party, party } from './parties.ts';
import { anonymous, caller, type Person } from './people.ts';
import { drawTrunk } from './peer-to-peer.ts';
import { weighted } from './random.ts';
import type { Slot } from './slot.ts';
import type { Trunk } from './topology.ts';
import { serverAgents } from './user-agents.ts';

/** MCUs a participant joins beside the Focus, with the chance of each. */
const mcuChances = [
  ['conf:audio-video', 0.76],
  ['conf:chat', 0.42],
  ['conf:applicationsharing', 0.5],
  ['conf:data-conf', 0.05],
  ['conf:phone-conf', 0.02],
  ['conf:whiteboard', 0.006],
] as const;

/** Types that UriTypes does not name are stored as this one. */
const namedTypes = new Set([
  'conf:audio-video',
  'conf:chat',
  'conf:applicationsharing',
  'conf:data-conf',
  'conf:phone-conf',
]);

const kinds = weighted<'colleague' | 'partner' | 'guest' | 'pstn'>([
  ['colleague', 0.82],
  ['partner', 0.06],
  ['guest', 0.07],
  ['pstn', 0.05],
]);

const rejoinShare = 0.45;

/** One dialog of a participant. */
export interface Stay {
  readonly conference: Conference;
  readonly party: Party;
  readonly mcu: string | null;
  readonly trunk: Trunk | null;
}

function drawPerson(slot: Slot, { organizer, synthetic }: Conference, n: number): Person {
  const { random, people } = slot;
  if (n === 0) {
    return organizer;
  }
  if (synthetic) {
    return people.testUsers.find(({ pool, uri }) => pool === organizer.pool && uri !== organizer.uri) ?? organizer;
  }
  switch (random.draw(kinds)) {
    case 'partner':
      return random.pick(people.partners);
    case 'guest':
      return anonymous(random, organizer);
    case 'pstn':
      return caller(random, organizer, slot.topology);
    case 'colleague':
      return employeeOf(slot, random.chance(0.7) ? organizer.site : random.pick([...people.bySite.keys()]));
  }
}

/** Writes what the `n`-th participant does: the Focus first, then the MCUs, some of them again after a failure. */
export function writeParticipant(slot: Slot, conference: Conference, n: number): void {
  const { random } = slot;
  const who = party(slot, drawPerson(slot, conference, n));
  const trunk = who.person.kind === 'pstn' ? drawTrunk(slot, conference.organizer.site) : null;
  let at = conference.start + (n === 0 ? 0 : random.exponential(3 * oneMinute));
  if (!writeWithRejoin(slot, { conference, party: who, mcu: null, trunk: null }, at)) {
    return;
  }
  for (const [mcu, chance] of mcuChances) {
    const joins = trunk || conference.synthetic ? mcu === 'conf:audio-video' : random.chance(chance);
    if (!joins) {
      continue;
    }
    at += 400 + random.exponential(1500);
    writeWithRejoin(slot, { conference, party: who, mcu, trunk }, at);
  }
}

function writeWithRejoin(slot: Slot, stay: Stay, wanted: Instant): boolean {
  const { random } = slot;
  let outcome = writeStay(slot, stay, wanted);
  let at = wanted;
  for (let n = 0; n < 2 && outcome.unexpected && random.chance(rejoinShare); n++) {
    at += 5000 + random.exponential(15_000);
    outcome = writeStay(slot, stay, at);
  }
  return outcome.failure === null;
}

function writeStay(slot: Slot, stay: Stay, wanted: Instant): Outcome {
  const { conference, party: who, mcu } = stay;
  const key = slot.sessionKey(wanted);
  const outcome = drawOutcome(slot, {
    scope: scopeOf(mcu),
    at: key.SessionIdTime,
    edges: [who.edge],
    agent: who.agent,
    pool: conference.organizer.pool,
    trunk: null,
  });
  const row = stayRow(slot, stay, key, outcome);
  slot.rows.conferenceSessions.push(row);
  if (!outcome.failure) {
    if (mcu === null) {
      writeFocusJoin(slot, stay, row);
    } else {
      writeMcuJoin(slot, stay, row);
    }
  }
  reportConferenceSession(slot, stay, row, outcome);
  return outcome;
}

const scopeOf = (mcu: string | null): Scope => {
  if (mcu === null) {
    return 'focus';
  }
  return mcu === 'conf:audio-video' || mcu === 'conf:applicationsharing' ? mcu : 'conf:chat';
};

function stayRow(
  { random }: Slot,
  { conference, party: who, mcu, trunk }: Stay,
  key: { SessionIdTime: Instant; SessionIdSeq: number },
  { failure }: Outcome,
): ConferenceSessionDetailsRow {
  const left = Math.max(oneMinute, (conference.end - key.SessionIdTime) * (0.6 + 0.4 * random.float()));
  const times = drawTimes(random, key.SessionIdTime, failure, 500, left);
  return {
    ...key,
    InviteTime: key.SessionIdTime,
    ResponseTime: times.response,
    EndTime: times.end,
    ConferenceUri: conferenceUri(conference, 'focus'),
    ConfInstance: random.chance(0.005) ? null : conference.instance,
    McuConferenceUri: mcu === null ? null : conferenceUri(conference, mcu.slice('conf:'.length)),
    McuConferenceUriType: mcu === null ? null : namedTypes.has(mcu) ? mcu : 'unknown',
    UserUri: who.person.uri,
    UserClientVersion: who.agent.version,
    UserClientType: who.agent.type,
    UserClientCategory: who.agent.category,
    ConferenceClientVersion: serverAgents[mcu ?? 'focus']?.version ?? null,
    DialogId: dialogId(random),
    IsStartedByConfServer: mcu === 'conf:audio-video' && random.chance(0.1) ? 1 : 0,
    IsEndedByConfServer: random.chance(0.3) ? 1 : 0,
    IsUserInternal: who.internal ? 1 : 0,
    ResponseCode: failure ? failure.code : 200,
    DiagnosticId: failure ? failure.id : null,
    ContentType: mcu === null ? 'application/cccp+xml' : 'application/sdp',
    FrontEnd: conference.frontEnd,
    Pool: conference.organizer.pool.fqdn,
    MediationServer: trunk?.mediationServer ?? null,
    Gateway: trunk?.gateway ?? null,
    EdgeServer: who.edge,
    UserFlag: who.person.deskPhone ? 1 : random.chance(0.6) ? 0 : null,
    CallFlag: callFlag(random, failure !== null),
  };
}
