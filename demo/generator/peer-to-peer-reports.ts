import type { SessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import { type Reported, reportFailure, writeReport } from './error-reports.ts';
import { afterAnswer } from './failures.ts';
import type { Outcome } from './outcome.ts';
import type { Call } from './peer-to-peer.ts';
import { writeRoutingSteps } from './progress-reports.ts';
import type { Slot } from './slot.ts';

/** Share of answered calls of which something is reported at their end. */
const midCall = 0.006;
const withRouting = 0.35;

/** Error and progress reports of a call. */
export function reportPeerToPeer(slot: Slot, session: SessionDetailsRow, call: Call, outcome: Outcome): void {
  const { random } = slot;
  const { failure } = outcome;
  if (failure) {
    // A session without final answer leaves nothing to report at.
    if (failure.code === null) {
      return;
    }
    const reported = describe(session, call, outcome);
    const [first] = reportFailure(slot, reported, failure, session.ResponseTime ?? session.SessionIdTime);
    if (first && call.trunk && random.chance(withRouting)) {
      writeRoutingSteps(slot, first, reported.server);
    }
    return;
  }
  if (session.EndTime !== null && session.ContentType === 'application/sdp' && random.chance(midCall)) {
    const manner = { at: session.EndTime, byServer: random.chance(0.3), request: 'BYE' };
    const { from, to } = call;
    const insideEnds = [from, to].filter(({ internal }) => internal).length;
    const isFederated = insideEnds === 1 && [from, to].some(({ person }) => person.kind === 'partner');
    const told = afterAnswer(random, insideEnds, isFederated);
    session.DiagnosticId = told.id;
    writeReport(slot, describe(session, call, outcome), told, manner);
  }
}

function describe(session: SessionDetailsRow, call: Call, { failure }: Outcome): Reported {
  const { from, to, trunk } = call;
  const outsider = from.person.kind === 'partner' ? from : to;
  const domain = outsider.person.uri.split('@')[1] ?? '';
  const edge = from.edge ?? to.edge;
  const byMediation = trunk && (failure?.component === 'MediationServer' || failure?.attributes === 'isup');
  return {
    session,
    fromUri: session.FromUri,
    toUri: session.ToUri,
    conferenceUri: null,
    agent: from.agent,
    callType: call.kind.callType,
    server: byMediation ? trunk.mediationServer : session.FrontEnd,
    peer: failure?.attributes === 'dns' ? domain : (edge ?? trunk?.mediationServer ?? to.person.pool.fqdn),
    gateway: trunk?.gateway ?? null,
  };
}
