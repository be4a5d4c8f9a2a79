import type { SessionDetailsRow } from '../../../pkg/cdr/schema/views.ts';
import { mediaBits } from '../call-kinds.ts';
import { oneMinute } from '../options.ts';
import type { Slot } from '../slot.ts';
import { onTick } from '../ticks.ts';
import { addCall, addReport, addSession } from './plain-rows.ts';
import { longAgent, strangeHeaders, strangeTexts } from './strange-texts.ts';

const failed = { ResponseCode: 504, DiagnosticId: 1007 } as const;

function strange(slot: Slot): void {
  const { random } = slot;
  const text = random.pick(strangeTexts);
  const session = addSession(slot, {
    ...failed,
    FromUri: `sip:${text}@kranich.example`,
    ToUri: `sip:${random.pick(strangeTexts)}@lindenhof.example`,
    FromClientVersion: `Agent ${random.pick(strangeTexts)}/1.0`,
    FromClientType: null,
    FromClientCategory: null,
  });
  addReport(slot, session, session.SessionIdTime + 1600, { MsDiagHeader: `1007;${random.pick(strangeHeaders)}` });
}

/** The same people in two spellings. */
function caseTwins(slot: Slot): void {
  addSession(slot, { ...failed, FromUri: 'sip:Case.Twin@kranich.example', ToUri: 'sip:jörg.ödön@kranich.example' });
  addSession(slot, { ...failed, FromUri: 'SIP:case.TWIN@Kranich.Example', ToUri: 'sip:JÖRG.ÖDÖN@kranich.example' });
}

/** One address in all its spellings, and addresses that only look like it. */
function addressTwins(slot: Slot): void {
  const spellings = [
    'address.twin@kranich.example',
    'SIPS:Address.Twin@kranich.example',
    '<sip:address.twin@kranich.example>',
  ];
  const others = ['address.twin@kranich.example;opaque=user:epid:A1;gruu', 'address_twin@kranich.example', 'sip:'];
  for (const FromUri of [...spellings, ...others]) {
    addSession(slot, { ...failed, FromUri, ToUri: 'sip:address.twin@kranich.example' });
  }
}

/** Names of servers, components and clients in two spellings. */
function nameTwins(slot: Slot): void {
  for (const spelled of [(name: string) => name, (name: string) => name.toUpperCase()]) {
    const session = addSession(slot, {
      ...failed,
      FromEdgeServer: spelled('edge-ü.kranich.example'),
      FromClientVersion: spelled('Twin Client/1.0'),
      FromClientType: null,
      FromClientCategory: null,
    });
    for (const Application of ['Twin Routing', 'TWIN ROUTING']) {
      addReport(slot, session, session.SessionIdTime + 900, { Source: spelled('twin.kranich.example'), Application });
    }
  }
}

/** Calls whose parties are known by telephone number alone, or not at all. */
function numbers(slot: Slot): void {
  const phones = [
    '+4930555',
    'tel:+4930555',
    'sip:+4930555;user=phone',
    'tel:+4930555;ext=12',
    '030555',
    'Anonymous',
    null,
  ];
  for (const phone of phones) {
    const session = addCall(slot, { ...failed, FromUri: null }, { FromPhone: phone });
    addReport(slot, session, session.SessionIdTime + 700);
    addCall(slot, { ...failed, ToUri: null, TargetUri: null }, { ToPhone: phone });
  }
  addCall(slot, { ...failed, FromUri: '+4930555@kranich.example;user=phone' }, { FromPhone: '+4930666' });
}

const nulls: readonly Partial<SessionDetailsRow>[] = [
  { Pool: null, FrontEnd: null },
  { FromUri: null, ToUri: null, TargetUri: null },
  { ResponseCode: null, DiagnosticId: null, ResponseTime: null, EndTime: null },
  { ResponseCode: null, DiagnosticId: 1007 },
  { FromClientVersion: null, FromClientType: null, FromClientCategory: null, InviteTime: null },
  { MediaTypes: null, ContentType: null, CallPriority: null, DialogId: null },
  { FromUri: null, ...failed },
  { ToUri: null, ...failed, Pool: null },
];

function missing(slot: Slot): void {
  for (const changes of nulls) {
    addSession(slot, changes);
  }
}

const oddCodes: readonly (readonly [number | null, number | null])[] = [
  [200, 0],
  [200, 25],
  [200, 51007],
  [200, 52116],
  [202, 61500],
  [299, 62000],
  [504, 0],
  [0, null],
  [0, 0],
  [100, null],
  [183, null],
  [183, 13004],
  [302, null],
  [401, null],
  [407, 1013],
  [699, null],
  [202, null],
  [299, 7],
  [200, 51004],
  [480, 999_999],
];

function codes(slot: Slot): void {
  for (const [ResponseCode, DiagnosticId] of oddCodes) {
    addSession(slot, { ResponseCode, DiagnosticId });
  }
}

function edges(slot: Slot): void {
  const [FromEdgeServer] = slot.topology.edgeServers;
  addSession(slot, { ...failed, FromEdgeServer, ToEdgeServer: FromEdgeServer, IsFromInternal: 0, IsToInternal: 0 });
  const session = addSession(slot, { ...failed });
  addSession(slot, { ...failed, FromEdgeServer: session.Pool, Pool: session.Pool });
}

/** A modality that was dropped and taken up again. */
function repeatedMedia(slot: Slot): void {
  const session = addSession(slot, { MediaTypes: mediaBits.audio | mediaBits.video });
  const { SessionIdTime, SessionIdSeq, EndTime } = session;
  for (const minutes of [1, 2]) {
    const MediaStartTime = onTick(SessionIdTime + minutes * oneMinute);
    slot.rows.media.push({ SessionIdTime, SessionIdSeq, Media: 'Video', MediaStartTime, MediaEndTime: EndTime });
  }
}

function longAgents(slot: Slot): void {
  const type = { FromClientType: null, FromClientCategory: null };
  addSession(slot, { ...failed, ...type, FromClientVersion: longAgent });
  addSession(slot, { ...failed, ...type, FromClientVersion: `${longAgent.slice(0, 255)}!` });
}

function flags(slot: Slot): void {
  for (const CallFlag of [1, 2, 3, 0, null]) {
    addSession(slot, { ...failed, CallFlag });
  }
}

/** Five sessions in one instant. */
function sameInstant(slot: Slot): void {
  const at = slot.anyTime();
  for (let i = 0; i < 5; i++) {
    addSession(slot, i % 2 ? { ...failed } : {}, at);
  }
}

export const sessionCases = [
  ...[strange, caseTwins, addressTwins, nameTwins, numbers, missing],
  ...[codes, edges, repeatedMedia, longAgents, flags, sameInstant],
];
