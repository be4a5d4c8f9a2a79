import type { DiagnosticText } from './diagnostic-text.ts';
import { documentedBy, exampleOnly } from './diagnostic-text.ts';

/**
 * ms-diagnostics IDs 5000 and up (server roles, voice routing, clients), in words for an operator.
 *
 * Source of the facts: Microsoft [MS-OCER] and the Monitoring Reports documentation of Skype for Business Server; for a
 * few IDs public support articles, UCMA documentation and SIP traces. The wording is our own.
 */
export const diagnosticsFrom5000: Readonly<Record<number, DiagnosticText>> = {
  // Server applications
  ...documentedBy('[MS-OCER], server API and applications', {
    5000: {
      meaning: 'Applications that the server cannot work without have stopped',
      hint: 'Check the services and the event log of the Front End Server',
    },
    5001: { meaning: 'The request was not completed in time' },
    5002: { meaning: 'The request was called off before it was finished', kind: 'ended' },
    5003: { meaning: 'The server failed while working on the request' },
    5004: { meaning: 'The server could not read the incoming request' },
    5005: { meaning: 'An application set an invalid destination for the request' },
    5006: { meaning: 'The server could not put the outgoing request together' },
    5007: { meaning: 'The server could not use a contact entry' },
    5008: { meaning: 'A fixed forwarding address is not valid' },
    5009: { meaning: 'The server closed a call that was answered after being cancelled', kind: 'ended' },
    5010: { meaning: 'A success answer came in while the request was being cancelled', kind: 'ended' },
    5011: { meaning: 'The server confirmed the end of a cancelled branch of a forked call', kind: 'informs' },
  }),

  // A/V conferencing
  ...documentedBy('[MS-OCER] 8.8', {
    7000: { meaning: 'The A/V MCU has hit its limit for meetings' },
    7001: {
      meaning: 'No way through NAT or firewall could be provided',
      hint: 'Check the A/V Edge service and the Edge pool assigned to the Front End pool',
    },
    7002: { meaning: 'The A/V MCU does not know the conference' },
    7003: { meaning: 'The client did not answer the invitation of the MCU in time' },
    7004: { meaning: 'The A/V MCU needed a media offer (SDP) and got something else' },
    7005: { meaning: 'The request is broken or does not belong at this point of the call' },
    7006: { meaning: 'The A/V MCU has no entry for this user in the conference' },
    7007: { meaning: 'The A/V MCU refused to let one user take the place of another' },
    7008: { meaning: 'The A/V MCU could not read the media description (SDP)' },
    7009: { meaning: 'The A/V MCU cannot use a connection address in IPv6' },
    7010: { meaning: 'A part of the media description (SDP) is absent or wrong' },
  }),
  ...documentedBy('Monitoring Reports documentation, Failure List Report', {
    7025: {
      meaning: 'The A/V MCU could not set up media for a participant',
      hint: 'Check processor, memory and media ports of the A/V MCU, and its event log',
    },
  }),

  // Mediation Server
  ...documentedBy('Public SIP trace', {
    10003: {
      meaning: 'The proxy behind the Mediation Server turned the call down',
      hint: 'The attribute SipResponseCode holds the original response code',
    },
  }),

  // Outbound routing
  ...documentedBy('[MS-OCER], VoIP outbound', {
    12000: {
      meaning: 'A route matches the call, but none of its gateways could take it',
      hint: 'Check gateway availability and trunk capacity',
    },
    12001: {
      meaning: 'The voice policy of the caller lists no PSTN usage',
      hint: 'Add a PSTN usage to the voice policy or assign another policy to the caller',
    },
    12002: {
      meaning: 'The called number is too long or has a wrong format',
      hint: 'Check the normalization rules of the dial plan',
    },
    12003: { meaning: 'Outbound routing ran into contradictory internal data' },
    12004: {
      meaning: 'No voice route fits the called number',
      hint: 'Compare the number with the route patterns of the PSTN usages in the voice policy',
    },
    12005: { meaning: 'The voice policy of the caller could not be read' },
    12006: { meaning: 'Outbound routing goes on with the next hop', kind: 'informs' },
    12007: { meaning: 'The flags in the ms-application-via header could not be read' },
    12008: {
      meaning: 'The call may not go around the telephone network to save toll charges',
      hint: 'Check location-based routing: PreventPSTNTollBypass and the voice routing of the sites',
    },
    12009: {
      meaning: 'The user who transferred the call may not go around the telephone network',
      hint: 'Check location-based routing for the user who transferred the call',
    },
    12010: { meaning: 'The From address does not name the actual caller' },
    12011: { meaning: 'The request body does not follow its schema' },
    12012: { meaning: 'The request names more called parties than allowed' },
  }),

  // Inbound routing
  ...documentedBy('[MS-OCER], VoIP inbound', {
    13000: {
      meaning: 'The call would go back to where it came from',
      hint: 'Check the forwarding and team-call settings of the callee for a loop',
    },
    13001: { meaning: 'None of the final answers from the routing rules could be used' },
    13002: { meaning: 'The routing rules of the callee ended without a final answer' },
    13003: { meaning: 'Inbound routing met a header in an unknown format' },
    13004: { meaning: 'The call is on its way to the signed-in devices of the callee', kind: 'informs' },
    13005: { meaning: 'The call is also sent to further targets', kind: 'informs' },
    13006: { meaning: 'The call is forwarded, and its earlier branches are dropped', kind: 'informs' },
    13007: { meaning: 'The call is handed to an application', kind: 'informs' },
    13008: { meaning: 'The details were removed to protect the privacy of a user', kind: 'unknown' },
    13009: {
      meaning: 'The callee has no device signed in at the backup registrar',
      hint: 'Check the state of the primary pool; the callee is not signed in at the backup pool',
    },
    13010: {
      meaning: 'The callee turned the call down because the network was congested',
      hint: "Check the call admission control limits and the link of the callee's site",
    },
    13011: { meaning: 'Inbound routing was too busy to pass the request on' },
  }),

  // Exchange UM routing
  ...documentedBy('Microsoft support article', {
    15000: {
      meaning: 'The settings of the user or contact could not be read',
      hint: 'Check the Exchange UM settings of the user and the contact objects of the UM dial plan',
    },
  }),
  ...documentedBy('Public constants of Exchange UM', {
    15637: { meaning: 'Exchange UM sends the call on to another server (older builds)', kind: 'informs' },
    15643: { meaning: 'Exchange UM sends the call on to another server (newer builds)', kind: 'informs' },
  }),

  // Client version filter
  ...documentedBy('[MS-OCER] 8.16', {
    17000: { meaning: 'The client version filter could not keep up with the load' },
    17001: { meaning: 'The client version filter got a request it cannot use' },
    17002: {
      meaning: 'The version of the client is not accepted',
      hint: 'Compare the client version with the client version policy',
    },
    17003: {
      meaning: 'The client was turned away and told where to get an upgrade',
      hint: 'Update the client or change the rule in the client version policy',
    },
    17004: { meaning: 'The client was let in and told where to get an upgrade', kind: 'informs' },
  }),

  // Group chat
  ...documentedBy('[MS-OCER], group chat', {
    20000: { meaning: 'Group chat has too much to do at the moment' },
    20001: { meaning: 'The group chat session has not been set up yet' },
    20002: { meaning: 'Group chat did not get the data of a participant' },
    20003: { meaning: 'Group chat turned the session down' },
    20004: { meaning: 'Group chat failed when it began to handle a new session' },
    20005: { meaning: 'Group chat failed when it finished handling a new session' },
    20006: { meaning: 'Group chat does not know the session' },
    20007: {
      meaning: 'Group chat had a failure of its own',
      hint: 'Check the Persistent Chat services and their connection to the database',
    },
    20008: { meaning: 'Group chat opened no session because too many requests are waiting' },
    20009: { meaning: 'Group chat opened no session because it has too many endpoints' },
    20010: {
      meaning: 'Group chat opened no session because the user is not set up for it',
      hint: 'Check the Persistent Chat policy of the user',
    },
    20011: { meaning: 'Group chat took no message because too many are waiting' },
  }),

  // Application sharing
  ...documentedBy('[MS-OCER] 8.20', {
    21000: { meaning: 'Another participant has started to share instead', kind: 'ended' },
  }),
  ...documentedBy('Cisco support article', {
    21002: {
      meaning: 'Attendees may not share their screen in this meeting',
      hint: 'The user needs the presenter role to share',
    },
  }),

  // UCMA platform, pool routing, web tickets
  ...documentedBy('UCMA documentation, Diagnostics and error reporting', {
    24067: { meaning: 'The conferencing server handed the meeting over to another one' },
    24081: { meaning: 'The application endpoint was shut down' },
    24083: { meaning: 'A message came in that belongs to no open dialog' },
  }),
  ...documentedBy('Comment in a public Java SIP gateway', {
    25008: { meaning: 'The call is tried at the primary pool', kind: 'informs' },
  }),
  ...documentedBy('UCWA documentation', {
    28020: { meaning: 'The web request came without a valid security token' },
  }),

  // Clients
  ...documentedBy('Public C# sample for UCMA', {
    51004: { meaning: 'A user chose to end the session', kind: 'ended' },
  }),
  ...documentedBy('Source of the public SIP client SIPE', {
    51007: { meaning: 'The callee reports details of its media connection', kind: 'informs' },
  }),
  ...documentedBy('Public script on ErrorReportView', {
    51017: { meaning: 'A user reported a malicious call', kind: 'informs' },
  }),
  ...documentedBy('Source of the public SIP client SIPE', {
    52017: {
      meaning: 'The two sides ask for different media encryption',
      hint: 'Check the encryption level in the media configuration and on the other side',
    },
  }),
  ...documentedBy('Comment in a public Java SIP gateway', {
    52035: { meaning: 'The conversation already has an IM session' },
  }),
  ...documentedBy('Source of the public SIP client SIPE', {
    52063: { meaning: 'The client cannot work with the offered session description' },
  }),
  ...documentedBy('Public C# sample for UCMA', {
    52082: { meaning: 'The client left the conversation because the invitation was declined', kind: 'ended' },
    52094: { meaning: 'The IM session was closed after a time without messages', kind: 'ended' },
    52107: { meaning: 'The session ended because the client signed out', kind: 'ended' },
  }),
  ...documentedBy('Monitoring Reports documentation, Top Failures Report', {
    52116: exampleOnly,
  }),
};
