import { storeColumn } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import { byStore, hasKey, inRange, storeOf } from './conditions.ts';
import type { ListSelection } from './failure-list.ts';
import { otherRows } from './other-rows.ts';
import { asFound, firstOf, newestFirst, type Question } from './question.ts';
import { mediaTypes, p2pSessions, passes } from './sessions.ts';

const sessionColumns = [
  'SessionIdTime',
  'SessionIdSeq',
  'InviteTime',
  'ResponseTime',
  'EndTime',
  'FromUri',
  'ToUri',
  'FromMessageCount',
  'ToMessageCount',
  'FromClientVersion',
  'ToClientVersion',
  'DialogId',
  'ResponseCode',
  'DiagnosticId',
  'FrontEnd',
  'Pool',
  'FromEdgeServer',
  'ToEdgeServer',
  'IsFromInternal',
  'IsToInternal',
  'CallPriority',
  'FromUserFlag',
  'ToUserFlag',
  'CallFlag',
] as const;
const voipColumns = [
  'FromPhone',
  'ToPhone',
  'FromMediationServer',
  'ToMediationServer',
  'FromGateway',
  'ToGateway',
  'DisconnectedByUri',
  'DisconnectedByPhone',
] as const;

/** A peer-to-peer session with its PSTN side, which is null where there is none. */
export type P2pSessionDetail = Pick<LcsCdr['SessionDetailsView'], (typeof sessionColumns)[number]> & {
  readonly [Name in (typeof voipColumns)[number]]: LcsCdr['VoipDetailsView'][Name] | null;
} & {
  /** Media bits. */
  readonly Media: number | null;
  /** In an archive. */
  readonly Store?: string;
};

/** Peer-to-peer sessions with their PSTN side, the newest first. */
export const p2pSessionDetails: Question<ListSelection, P2pSessionDetail> = {
  name: 'p2pSessionDetails',
  describe: (cdr, { limit, ...selection }) => {
    const { filters, range } = selection;
    if (!passes('p2p', filters)) {
      return undefined;
    }
    // Said on both sides of the join, or the plan reads rows of all times.
    const where = range ? inRange('v.SessionIdTime', range) : hasKey('v', 'session', filters);
    const voip = otherRows(cdr, 's', { view: 'VoipDetailsView', alias: 'v', key: 'session', where });
    const details = p2pSessions(cdr, selection)
      .leftJoin(voip.rows, (join) => join.on(voip.on))
      .select([
        ...sessionColumns.map((name) => `s.${name}` as const),
        ...voipColumns.map((name) => `v.${name}` as const),
        ...storeOf(cdr, 's').map((store) => store.as(storeColumn)),
        mediaTypes(cdr).as('Media'),
      ])
      .orderBy('s.SessionIdTime', 'desc')
      .orderBy('s.SessionIdSeq', 'desc');
    return cdr.dialect.limit(byStore(cdr, details, 's'), limit);
  },
  read: asFound,
  merge: (answers, { limit }) => firstOf(answers, limit, newestFirst('SessionIdTime', 'SessionIdSeq')),
};
