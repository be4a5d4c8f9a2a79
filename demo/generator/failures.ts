import { type Random, type Weighted, weighted } from './random.ts';

/** What kind of session fails. */
export type Scope =
  | 'im'
  | 'media'
  | 'pstnOut'
  | 'pstnIn'
  | 'partner'
  | 'focus'
  | 'conf:chat'
  | 'conf:audio-video'
  | 'conf:applicationsharing';

/** Extra attributes of the diagnostic header, see headers.ts. */
export type Attributes = 'dns' | 'winsock' | 'isup' | 'gateway' | 'tls' | 'media' | 'none';

/** One way to fail. */
export interface Failure {
  readonly code: number | null;
  readonly id: number | null;
  /** Component that reports it, `Client` for the endpoint itself. */
  readonly component: string;
  /** Our own words for the reason; a failure without ID has no header. */
  readonly reason: string;
  readonly attributes: Attributes;
}

const failure = (
  code: number | null,
  id: number | null,
  component = 'Client',
  reason = '',
  attributes: Attributes = 'none',
): Failure => ({ code, id, component, reason, attributes });

const conference: readonly Scope[] = ['focus', 'conf:chat', 'conf:audio-video', 'conf:applicationsharing'];
const mcus = conference.slice(1);
const talk: readonly Scope[] = ['media', 'pstnIn', 'partner'];
const voice: readonly Scope[] = [...talk, 'pstnOut'];
const peer: readonly Scope[] = ['im', ...voice];
const all: readonly Scope[] = [...peer, ...conference];

type Entry = readonly [Failure, number, readonly Scope[]];

const expected: readonly Entry[] = [
  [failure(480, null), 24, all],
  [failure(486, null), 16, voice],
  [failure(487, null), 8, voice],
  [failure(487, 51004, 'Client', 'The call was ended by the user before it was answered'), 22, all],
  [failure(603, 52082, 'Client', 'The invitation was declined'), 14, all],
  [failure(603, null), 8, peer],
  [failure(480, 52094, 'Client', 'The message session ended after a time without messages'), 8, ['im', 'conf:chat']],
  [failure(487, 52107, 'Client', 'The client signed out'), 7, all],
  [failure(486, 51004, 'Client', 'The user turned the call away'), 4, voice],
  [failure(200, 21000, 'ASMCU', 'Somebody else took over the sharing'), 4, ['conf:applicationsharing']],
];

const unexpected: readonly Entry[] = [
  [failure(504, 1008, 'SipStack', 'No DNS SRV record leads to the partner', 'dns'), 12, ['partner']],
  [failure(504, 1014, 'SipStack', 'The DNS name of the next server has no address', 'dns'), 8, ['partner']],
  [failure(504, 1007, 'SipStack', 'The next server could not be reached', 'winsock'), 4, all],
  [failure(504, 1034, 'SipStack', 'The partner gave no details', 'none'), 6, ['partner']],
  [failure(403, 1012, 'SipStack', 'The user may not talk to people outside'), 4, ['partner']],
  [failure(404, 1003, 'SipStack', 'Nobody has this address'), 6, ['im', 'media', 'partner']],
  [failure(404, 4005, 'UserServices', 'The callee does not exist or is not enabled'), 5, ['im', 'media']],
  [failure(408, 5001, 'ServerApplications', 'An application took too long'), 5, peer],
  [failure(408, null), 3, all],
  [failure(500, 5003, 'ServerApplications', 'An application stumbled while it handled the request'), 4, peer],
  [failure(503, 13011, 'InboundRouting', 'Too much to do to route the call'), 3, talk],
  [failure(500, 15000, 'ExumRouting', 'The properties of the voice mail contact could not be read'), 4, talk],
  [failure(488, 52063, 'Client', 'The session description is not supported'), 3, ['media', 'partner']],
  [failure(488, 52017, 'Client', 'One side insists on encryption, the other refuses it'), 3, voice],
  [failure(503, 12000, 'OutboundRouting', 'There are routes but no gateway takes the call', 'gateway'), 5, ['pstnOut']],
  [failure(404, 12004, 'OutboundRouting', 'No route matches the number'), 7, ['pstnOut']],
  [failure(403, 12001, 'OutboundRouting', 'The voice policy of the caller has no phone usage'), 5, ['pstnOut']],
  [failure(403, 12008, 'OutboundRouting', 'The network policy forbids to bypass toll'), 2, ['pstnOut']],
  [failure(500, 10003, 'MediationServer', 'The gateway answered with a failure', 'gateway'), 6, ['pstnOut', 'pstnIn']],
  [failure(404, 3012, 'Focus', 'The address of the conference is not valid'), 5, ['focus']],
  [failure(403, 3019, 'Focus', 'The conference is closed to guests'), 4, ['focus']],
  [failure(500, 3011, 'Focus', 'The contact of the conferencing server could not be used'), 3, ['focus']],
  [failure(500, 4000, 'UserServices', 'The user services failed'), 3, ['focus', 'im']],
  [failure(504, 1011, 'SipStack', 'The next server gave no details'), 3, conference],
  [failure(408, 7003, 'AVMCU', 'The client did not answer the invitation in time'), 6, ['conf:audio-video']],
  [failure(488, 7004, 'AVMCU', 'Only an offer is accepted as session description'), 2, ['conf:audio-video']],
  [failure(500, 7025, 'AVMCU', 'Media for a participant could not be set up'), 4, ['conf:audio-video']],
  [failure(403, 21002, 'ASMCU', 'Attendees may not share'), 5, ['conf:applicationsharing']],
  [failure(500, 5003, 'ServerApplications', 'The conferencing server failed on the request'), 3, mcus],
];

/** Ends that no rule sorts: an ID of another vendor, a challenge, no answer at all. */
const uncategorized: readonly Entry[] = [
  [failure(200, 30512, 'Client', 'Vendor specific event'), 4, all],
  [failure(202, 41020, 'Client', 'Vendor specific event'), 1, ['im']],
  [failure(401, null), 3, all],
  [failure(null, null), 4, all],
];

const byScope = (entries: readonly Entry[]) =>
  new Map<Scope, Weighted<Failure>>(
    all.map((scope) => {
      const fitting = entries.filter(([, , scopes]) => scopes.includes(scope));
      return [scope, weighted(fitting.map(([kind, weight]) => [kind, weight]))];
    }),
  );

export const failureTables = {
  expected: byScope(expected),
  unexpected: byScope(unexpected),
  uncategorized: byScope(uncategorized),
};

/** The failures of the incidents, see incidents.ts. */
export const incidentFailures = {
  circuits: [
    failure(503, 12000, 'OutboundRouting', 'There are routes but no gateway takes the call', 'isup'),
    failure(503, 10003, 'MediationServer', 'The gateway has no circuit left', 'isup'),
    failure(504, 10003, 'MediationServer', 'The gateway did not take the call in time', 'isup'),
  ],
  certificate: [failure(504, 1010, 'SipStack', 'The certificate of the next server is not trusted', 'tls')],
  overload: [
    failure(503, 7000, 'AVMCU', 'The limit of the meeting is reached'),
    failure(503, 7000, 'AVMCU', 'The limit of the meeting is reached'),
    failure(500, 7025, 'AVMCU', 'Media for a participant could not be set up'),
  ],
  creep: [failure(488, 52063, 'Client', 'The session description is not supported', 'media')],
} as const;

/** What a client only tells of an answered session, nothing being wrong. */
const remark = failure(200, 51007, 'Client', 'Details of the media connection of the callee', 'media');

/** No path for the media of an answered session: it keeps the 200 of its INVITE. */
const noMediaPath = {
  internal: failure(200, 22, 'Client', 'No media path between two internal endpoints', 'media'),
  mixed: failure(200, 23, 'Client', 'No media path between an internal and a remote endpoint', 'media'),
  remote: failure(200, 24, 'Client', 'No media path between two remote endpoints', 'media'),
  federated: failure(200, 25, 'Client', 'No media path between endpoints inside two federated networks', 'media'),
} as const;

const remarks = 0.3;

/** What is reported of a session that was answered, by where its ends are; a conferencing server is inside. */
export function afterAnswer(random: Random, insideEnds: number, isFederated: boolean): Failure {
  if (random.chance(remarks)) {
    return remark;
  }
  if (isFederated) {
    return noMediaPath.federated;
  }
  return insideEnds === 2 ? noMediaPath.internal : insideEnds === 1 ? noMediaPath.mixed : noMediaPath.remote;
}
