import type { Instant, SessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import { type CallKind, callKinds, mediaBits, outboundCall } from './call-kinds.ts';
import { callFlag, dialogId, drawTimes } from './dialogs.ts';
import type { Scope } from './failures.ts';
import { type Outcome, drawOutcome } from './outcome.ts';
import { counterpart, employeeOf, type Party, party } from './parties.ts';
import { caller } from './people.ts';
import { writeMedia, writeVoip } from './peer-to-peer-parts.ts';
import { reportPeerToPeer } from './peer-to-peer-reports.ts';
import type { Slot } from './slot.ts';
import type { Site, Trunk } from './topology.ts';
import { responseGroupAgent } from './user-agents.ts';

const mostRedials = 3;
const redialShare = 0.75;

/** A call with everything that decides about it. */
export interface Call {
  readonly kind: CallKind;
  readonly from: Party;
  readonly to: Party;
  readonly trunk: Trunk | null;
  /** Handed out by a response group. */
  readonly distributed: boolean;
}

/** Writes `count` peer-to-peer sessions whose local side sits at a site. */
export function writePeerToPeer(slot: Slot, site: Site, count: number): void {
  for (let i = 0; i < count; i++) {
    const call = drawCall(slot, site);
    let at = slot.anyTime();
    let outcome = writeCall(slot, call, at);
    for (let n = 0; n < mostRedials && outcome.incident === 'circuits' && slot.random.chance(redialShare); n++) {
      at += 8000 + slot.random.exponential(20_000);
      outcome = writeCall(slot, { ...call, kind: outboundCall }, at);
    }
  }
}

function drawCall(slot: Slot, site: Site): Call {
  const { random } = slot;
  const kind = random.draw(callKinds);
  const local = employeeOf(slot, site);
  const remote = kind.pstn ? caller(random, local, slot.topology) : counterpart(slot, local);
  const outward = kind.pstn ? kind.pstn === 'out' : random.chance(0.6);
  const [from, to] = outward ? [local, remote] : [remote, local];
  const distributed = kind.pstn === 'in' && random.chance(0.12);
  const fromParty = party(slot, from);
  return {
    kind,
    from: distributed ? { ...fromParty, agent: responseGroupAgent } : fromParty,
    to: party(slot, to),
    trunk: from.kind === 'pstn' || to.kind === 'pstn' ? drawTrunk(slot, local.site) : null,
    distributed,
  };
}

/** The first trunk of a site takes most calls. */
export function drawTrunk({ random }: Slot, site: Site): Trunk | null {
  const [first, ...others] = site.trunks;
  return others.length > 0 && random.chance(0.35) ? random.pick(others) : (first ?? null);
}

function scopeOf({ kind, from, to, trunk }: Call): Scope {
  if (trunk) {
    return to.person.kind === 'pstn' ? 'pstnOut' : 'pstnIn';
  }
  if (from.person.kind === 'partner' || to.person.kind === 'partner') {
    return 'partner';
  }
  const { audio, video, applicationSharing } = mediaBits;
  return ((kind.media ?? 0) & (audio | video | applicationSharing)) > 0 ? 'media' : 'im';
}

function writeCall(slot: Slot, call: Call, wanted: Instant): Outcome {
  const key = slot.sessionKey(wanted);
  const at = key.SessionIdTime;
  const { from, to } = call;
  const pool = (from.person.kind === 'employee' ? from : to).person.pool;
  const outcome = drawOutcome(slot, {
    scope: scopeOf(call),
    at,
    edges: [from.edge, to.edge],
    agent: from.agent,
    pool,
    trunk: call.trunk,
  });
  const row = sessionRow(slot, call, key, outcome);
  slot.rows.sessions.push(row);
  writeMedia(slot, row, call);
  writeVoip(slot, row, call, outcome);
  reportPeerToPeer(slot, row, call, outcome);
  return outcome;
}

function sessionRow(
  { random }: Slot,
  call: Call,
  key: { SessionIdTime: Instant; SessionIdSeq: number },
  { failure }: Outcome,
): SessionDetailsRow {
  const { from, to, kind } = call;
  const pool = (from.person.kind === 'employee' ? from : to).person.pool;
  const isIm = ((kind.media ?? 0) & mediaBits.im) > 0;
  const times = drawTimes(random, key.SessionIdTime, failure, isIm ? 900 : 6000, kind.length);
  const messages = () => (isIm && !failure ? random.int(0, 25) : null);
  return {
    ...key,
    InviteTime: key.SessionIdTime,
    ResponseTime: times.response,
    EndTime: times.end,
    FromUri: from.person.uri,
    ToUri: to.person.uri,
    TargetUri: random.chance(0.93) ? to.person.uri : null,
    OnBehalfOfUri: random.chance(0.01) ? from.person.uri : null,
    ReferredByUri: random.chance(0.015) ? to.person.uri : null,
    FromMessageCount: messages(),
    ToMessageCount: messages(),
    FromClientVersion: from.agent.version,
    FromClientType: from.agent.type,
    FromClientCategory: from.agent.category,
    // A session that failed often never got to know the other side's agent.
    ...(failure && random.chance(0.4)
      ? { ToClientVersion: null, ToClientType: null, ToClientCategory: null }
      : { ToClientVersion: to.agent.version, ToClientType: to.agent.type, ToClientCategory: to.agent.category }),
    DialogId: dialogId(random),
    CorrelationId: random.chance(0.1) ? random.guid() : null,
    ResponseCode: failure ? failure.code : 200,
    DiagnosticId: failure ? failure.id : null,
    ContentType: isIm && kind.callType === 'Instant Messaging' ? 'multipart/alternative' : 'application/sdp',
    FrontEnd: random.pick(pool.frontEnds),
    Pool: pool.fqdn,
    FromEdgeServer: from.edge,
    ToEdgeServer: to.edge,
    IsFromInternal: from.internal ? 1 : 0,
    IsToInternal: to.internal ? 1 : 0,
    CallPriority: random.chance(0.002) ? 'Emergency' : random.chance(0.9) ? 'Normal' : null,
    FromUserFlag: from.person.deskPhone ? 1 : random.chance(0.7) ? 0 : null,
    ToUserFlag: to.person.deskPhone ? 1 : random.chance(0.7) ? 0 : null,
    CallFlag: call.distributed ? 2 : callFlag(random, failure !== null),
    MediaTypes: kind.media,
  };
}
