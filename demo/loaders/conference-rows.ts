import type {
  ConferenceSessionDetailsRow,
  ConferencesRow,
  FocusJoinsAndLeavesRow,
  McuJoinsAndLeavesRow,
} from '../../pkg/cdr/schema/views.ts';
import type { Cell } from '../lcscdr/table.ts';
import { serverAgents } from '../generator/user-agents.ts';
import { oneHour } from '../generator/options.ts';
import { toTick } from '../generator/ticks.ts';
import type { Dictionaries } from './dictionaries.ts';

const serverTypes = new Map(Object.values(serverAgents).map(({ version, type }) => [version, type]));

export const conferenceSessionRow = (words: Dictionaries, row: ConferenceSessionDetailsRow): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  words.conference(row.ConferenceUri),
  row.ConfInstance,
  words.conference(row.McuConferenceUri, row.McuConferenceUriType),
  words.user(row.UserUri),
  null,
  null,
  null,
  words.agent(row.UserClientVersion, row.UserClientType),
  words.agent(row.ConferenceClientVersion, serverTypes.get(row.ConferenceClientVersion ?? '') ?? null),
  null,
  null,
  row.IsStartedByConfServer,
  row.IsEndedByConfServer,
  row.IsUserInternal,
  row.ResponseCode,
  row.DiagnosticId,
  words.servers.id(row.FrontEnd),
  words.pools.id(row.Pool),
  words.mediationServers.id(row.MediationServer),
  words.gateways.id(row.Gateway),
  words.edges.id(row.EdgeServer),
  words.contentTypes.id(row.ContentType),
  row.InviteTime,
  row.ResponseTime,
  row.EndTime,
  words.uriType(row.McuConferenceUriType),
  row.UserFlag,
  row.CallFlag,
  row.EndTime,
];

export const conferenceRow = (words: Dictionaries, row: ConferencesRow): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  words.conference(row.ConferenceUri),
  row.ConfInstance,
  row.ConferenceStartTime,
  row.ConferenceEndTime,
  words.pools.id(row.Pool),
  words.user(row.OrganizerUri),
  row.Flag,
  1,
  row.ConferenceEndTime,
];

export const focusJoinRow = (words: Dictionaries, row: FocusJoinsAndLeavesRow): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  row.DialogSessionIdTime,
  row.DialogSessionIdSeq,
  words.user(row.UserUri),
  1,
  row.IsUserInternal,
  words.role(row.UserRole),
  row.UserJoinTime,
  row.UserLeaveTime,
  words.agent(row.UserClientVersion, row.UserClientType),
  null,
  row.UserLeaveTime,
];

export const mcuJoinRow = (words: Dictionaries, row: McuJoinsAndLeavesRow): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  row.DialogSessionIdTime,
  row.DialogSessionIdSeq,
  words.user(row.UserUri),
  userInstance(row),
  row.IsUserFromPstn,
  words.mcu(row.McuUri, row.McuUriType),
  row.UserJoinTime,
  row.UserLeaveTime,
  words.agentByVersion(row.UserClientVersion),
  row.UserLeaveTime,
];

/** Part of the key and in no report: made of the dialog's key, so that it stays unique however the rows arrive. */
function userInstance({ DialogSessionIdTime, DialogSessionIdSeq }: McuJoinsAndLeavesRow): number {
  return toTick((DialogSessionIdTime ?? 0) % oneHour) * 16 + (DialogSessionIdSeq ?? 0);
}
