import type { MediaRow, SessionDetailsRow, VoipDetailsRow } from '../../pkg/cdr/schema/views.ts';
import type { Cell } from '../lcscdr/table.ts';
import { toTick } from '../generator/ticks.ts';
import type { Dictionaries } from './dictionaries.ts';

interface WithDialog {
  readonly SessionIdTime: number;
  readonly SessionIdSeq: number;
  readonly DialogId: string | null;
}

export const dialogRow = (_words: Dictionaries, row: WithDialog): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  null,
  row.DialogId,
];

/** Which party a server writes first is up to it; a third of the rows has the callee as User1. */
function sides<T>(swapped: boolean, from: T, to: T): readonly [T, T] {
  return swapped ? [to, from] : [from, to];
}

export function sessionRow(words: Dictionaries, row: SessionDetailsRow): Cell[] {
  const from = words.user(row.FromUri);
  const to = words.user(row.ToUri);
  // The initiator is found by comparison with SessionStartedById, so both must differ for the order to be free.
  const swapped = from !== null && from !== to && toTick(row.SessionIdTime) % 3 === 0;
  const [user1, user2] = sides(swapped, from, to);
  const fromAgent = words.agent(row.FromClientVersion, row.FromClientType);
  const toAgent = words.agent(row.ToClientVersion, row.ToClientType);
  return [
    row.SessionIdTime,
    row.SessionIdSeq,
    row.CorrelationId,
    null,
    null,
    user1,
    user2,
    null,
    null,
    words.user(row.TargetUri),
    from,
    words.user(row.OnBehalfOfUri),
    words.user(row.ReferredByUri),
    words.servers.id(row.FrontEnd),
    words.pools.id(row.Pool),
    words.contentTypes.id(row.ContentType),
    ...sides(swapped, fromAgent, toAgent),
    ...sides(swapped, words.edges.id(row.FromEdgeServer), words.edges.id(row.ToEdgeServer)),
    ...sides(swapped, row.IsFromInternal, row.IsToInternal),
    row.InviteTime,
    row.ResponseTime,
    row.ResponseCode,
    row.DiagnosticId,
    words.priority(row.CallPriority),
    ...sides(swapped, row.FromMessageCount, row.ToMessageCount),
    row.EndTime,
    row.MediaTypes,
    ...sides(swapped, row.FromUserFlag, row.ToUserFlag),
    row.CallFlag,
    1,
    row.EndTime,
  ];
}

export const mediaRow = (words: Dictionaries, row: MediaRow): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  words.media(row.Media),
  row.MediaStartTime,
  row.MediaEndTime,
];

export const voipRow = (words: Dictionaries, row: VoipDetailsRow): Cell[] => [
  row.SessionIdTime,
  row.SessionIdSeq,
  words.phone(row.FromPhone),
  words.phone(row.ToPhone),
  words.mediationServers.id(row.FromMediationServer),
  words.mediationServers.id(row.ToMediationServer),
  words.gateways.id(row.FromGateway),
  words.gateways.id(row.ToGateway),
  words.user(row.DisconnectedByUri),
  words.phone(row.DisconnectedByPhone),
  null,
];
