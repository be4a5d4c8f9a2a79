import type { ConferenceSessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import type { Stay } from './participants.ts';
import type { Slot } from './slot.ts';

/** The stay of a participant with the Focus. */
export function writeFocusJoin(
  { random, rows }: Slot,
  { conference, party }: Stay,
  session: ConferenceSessionDetailsRow,
): void {
  const presents = party.person === conference.organizer || random.chance(0.35);
  rows.focusJoins.push({
    ...conference.key,
    DialogSessionIdTime: session.SessionIdTime,
    DialogSessionIdSeq: session.SessionIdSeq,
    UserUri: session.UserUri,
    UserClientVersion: session.UserClientVersion,
    UserClientType: session.UserClientType,
    IsUserInternal: session.IsUserInternal,
    UserRole: presents ? 'Presenter' : 'Attendee',
    UserJoinTime: session.ResponseTime,
    UserLeaveTime: session.EndTime,
  });
}

/** The stay of a participant with an MCU. */
export function writeMcuJoin({ rows }: Slot, { conference, party }: Stay, session: ConferenceSessionDetailsRow): void {
  rows.mcuJoins.push({
    ...conference.key,
    DialogSessionIdTime: session.SessionIdTime,
    DialogSessionIdSeq: session.SessionIdSeq,
    McuUri: session.McuConferenceUri,
    McuUriType: session.McuConferenceUriType,
    UserUri: session.UserUri,
    UserClientVersion: session.UserClientVersion,
    IsUserFromPstn: party.person.kind === 'pstn' ? 1 : 0,
    UserJoinTime: session.ResponseTime,
    UserLeaveTime: session.EndTime,
  });
}
