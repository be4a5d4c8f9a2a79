import type { SessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import { mediaNames } from './call-kinds.ts';
import { oneMinute } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Call } from './peer-to-peer.ts';
import type { Slot } from './slot.ts';
import { onTick } from './ticks.ts';

/** One row per modality; the second and third may have been added while the session went on. */
export function writeMedia({ random, rows }: Slot, session: SessionDetailsRow, call: Call): void {
  let first = true;
  mediaNames.forEach((Media, bit) => {
    if (((call.kind.media ?? 0) & (1 << bit)) === 0) {
      return;
    }
    const later =
      first || session.EndTime === null
        ? 0
        : random.float() * Math.min(oneMinute, session.EndTime - session.SessionIdTime);
    first = false;
    rows.media.push({
      SessionIdTime: session.SessionIdTime,
      SessionIdSeq: session.SessionIdSeq,
      Media,
      MediaStartTime: onTick(session.SessionIdTime + later),
      MediaEndTime: session.EndTime,
    });
  });
}

/** PSTN calls, and the calls between employees that went by telephone number. */
export function writeVoip({ random, rows }: Slot, session: SessionDetailsRow, call: Call, { failure }: Outcome): void {
  const { from, to, trunk } = call;
  const byNumber = call.kind.callType === 'Audio' && random.chance(0.2);
  if (!trunk && !byNumber) {
    return;
  }
  const inbound = from.person.kind === 'pstn' ? trunk : null;
  const outbound = to.person.kind === 'pstn' ? trunk : null;
  const hungUpBy = failure ? null : random.chance(0.5) ? from.person : to.person;
  rows.voip.push({
    SessionIdTime: session.SessionIdTime,
    SessionIdSeq: session.SessionIdSeq,
    FromPhone: from.person.phone,
    ToPhone: to.person.phone,
    DisconnectedByUri: hungUpBy?.uri ?? null,
    DisconnectedByPhone: hungUpBy?.phone ?? null,
    FromMediationServer: inbound?.mediationServer ?? null,
    ToMediationServer: outbound?.mediationServer ?? null,
    FromGateway: inbound?.gateway ?? null,
    ToGateway: outbound?.gateway ?? null,
  });
}
