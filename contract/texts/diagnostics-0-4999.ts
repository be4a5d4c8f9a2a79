import type { DiagnosticText } from './diagnostic-text.ts';
import { documentedBy, exampleOnly } from './diagnostic-text.ts';

/**
 * ms-diagnostics IDs 0 to 4999 (common, SIP stack, user services), in words for an operator.
 *
 * Source of the facts: Microsoft [MS-OCER] and the Monitoring Reports documentation of Skype for Business Server; for a
 * few IDs public support articles, UCMA documentation and SIP traces. The wording is our own.
 */
export const diagnosticsBelow5000: Readonly<Record<number, DiagnosticText>> = {
  // Common
  ...documentedBy('[MS-OCER] 9.2.2', {
    0: {
      meaning: 'The server hit an internal fault',
      hint: 'Read the event log of the server that reported the ID',
    },
    1: { meaning: 'The request could not be served because a service was unavailable' },
    4: {
      meaning: 'Too little bandwidth for the call, and no other route may be tried',
      hint: 'Check the call admission control limits of the sites and links on the way',
    },
  }),

  // Clients
  ...documentedBy('Microsoft support article 2386684, public SIP traces', {
    22: {
      meaning: 'Media found no path between two endpoints inside the network',
      hint: 'Check routing and firewalls between the two subnets for the media ports',
    },
    23: {
      meaning: 'Media found no path between an internal and a remote endpoint',
      hint: 'Check the A/V Edge service, its ports and the relay candidates of both sides',
    },
  }),
  ...documentedBy('Microsoft blog on failing desktop sharing, 4 December 2012', {
    24: {
      meaning: 'Media found no path between two remote endpoints',
      hint: 'Check the A/V Edge service, and that both networks let UDP 3478 and TCP 443 out to it',
    },
  }),
  ...documentedBy('Monitoring report in a public blog, 7 September 2015', {
    25: {
      meaning: 'Media found no path to a federated partner, both endpoints being inside their networks',
      hint: 'Check that either side reaches its A/V Edge service, and that the two Edge services reach each other',
    },
  }),

  // SIP stack
  ...documentedBy('[MS-OCER], SIP stack', {
    1000: {
      meaning: 'The closing step of the handshake did not succeed',
      hint: 'Check the credentials of the user and the authentication methods of the registrar',
    },
    1001: {
      meaning: 'The caller may not contact users of public IM providers',
      hint: 'Check public provider access in the external access policy of the caller',
    },
    1002: {
      meaning: 'The caller may not contact users of federated partners',
      hint: 'Check federation in the external access policy of the caller',
    },
    1003: {
      meaning: 'The addressed user does not exist',
      hint: 'Check the SIP address for typing errors and that the account is enabled',
    },
    1004: { meaning: 'The recorded route of the dialog is out of date' },
    1005: {
      meaning: 'No route leads to the domain of the destination',
      hint: 'Check the spelling of the domain and the federation settings for it',
    },
    1006: { meaning: 'A client connection did not allow the request to be routed' },
    1007: {
      meaning: 'The request cannot be routed at the moment',
      hint: 'Check that the next hop is running and reachable from the reporting server',
    },
    1008: {
      meaning: 'The DNS service (SRV) record of the target could not be resolved',
      hint: 'Check the federation SRV record of the partner and name resolution on the Edge Server',
    },
    1009: {
      meaning: 'The SRV record points to a host in a different domain',
      hint: 'Have the SRV record corrected, or name the Edge Server of the partner in the allowed domain',
    },
    1010: {
      meaning: 'The certificate shown by the next hop is not trusted',
      hint: 'Check chain, names and expiry of the certificate on the next hop, and the trusted roots here',
    },
    1011: { meaning: 'A server along the path answered without diagnostic details' },
    1012: {
      meaning: 'The caller may not contact anyone outside the organization',
      hint: 'Check the external access policy of the caller',
    },
  }),
  ...documentedBy('[MS-OCER] 8.2', {
    1013: {
      meaning: 'Clocks differ too much for authentication to work',
      hint: 'Check the time synchronization of the client, the servers and the domain controllers',
    },
    1014: {
      meaning: 'The DNS host (A) record of the target could not be resolved',
      hint: 'Check the host name and name resolution on the reporting server',
    },
  }),
  ...documentedBy('Microsoft support article', {
    1017: {
      meaning: 'In a shared SIP domain, no route fits the domains of sender and recipient',
      hint: 'Check the shared SIP address space and the hosting provider of the hybrid setup',
    },
  }),
  ...documentedBy('Public blog', {
    1027: { meaning: 'Requests of this type cannot be sent to federated partners' },
  }),
  ...documentedBy('Monitoring Reports documentation, Top Failures Report', {
    1033: exampleOnly,
  }),
  ...documentedBy('Public SIP trace', {
    1034: {
      meaning: 'A federated partner answered without diagnostic details',
      hint: 'Ask the partner to trace the call on their Edge Server',
    },
  }),

  // User services: presence
  ...documentedBy('[MS-OCER] 8.3', {
    2000: { meaning: 'The user was asked about a subscriber who does not exist' },
    2001: { meaning: 'The addressed contact does not exist' },
    2002: { meaning: 'The addressed contact group does not exist' },
    2003: { meaning: 'Presence was not published because this publication cannot be changed' },
    2004: { meaning: 'The subscriber lacks permission for this presence data' },
    2005: { meaning: 'No user was found for the sender of the request' },
    2006: { meaning: 'The presence container cannot take any more members' },
    2007: {
      meaning: 'The user has as many contacts as allowed',
      hint: 'Shorten the contact list or check MaxContacts in the user services configuration',
    },
    2008: { meaning: 'The user has as many contact groups as allowed' },
    2009: { meaning: 'The extra data stored with a contact is too large' },
    2010: { meaning: 'The presence category holds more data than allowed' },
    2011: { meaning: 'The subscriber has as many delivery contexts as allowed' },
    2012: {
      meaning: 'No more presence category subscriptions are allowed',
      hint: 'Check MaxCategorySubscription in the presence policy',
    },
    2013: { meaning: 'The request lacks the extension that lists its event categories' },
    2014: { meaning: 'The dialog of the presence subscription does not exist' },
    2015: { meaning: 'A contact group with this name already exists' },
    2016: { meaning: 'The client has to set up its subscription anew' },
  }),
  ...documentedBy('Comment in a public Java SIP gateway', {
    2139: { meaning: 'A newer dialog has taken the place of the subscription', kind: 'informs' },
  }),
  ...documentedBy('Monitoring Reports documentation, Top Failures Report', {
    2412: exampleOnly,
  }),

  // User services: conferencing
  ...documentedBy('[MS-OCER] 7.4', {
    3000: { meaning: 'The conference command names an invalid sender' },
    3001: { meaning: 'The conference command names an invalid recipient' },
    3002: { meaning: 'The user that the conference command is about is not valid' },
    3003: { meaning: 'The conference command names a conference in an invalid way' },
    3004: { meaning: 'The conference does not know this command' },
    3005: { meaning: 'The conference command may not be sent to this MCU' },
    3006: { meaning: 'The conference command could not be read' },
    3007: { meaning: 'The request to add a user to the conference has invalid content' },
    3008: { meaning: 'The conference refused how the user connects or proves who they are' },
    3009: { meaning: 'The endpoint in the conference request is not named correctly' },
    3010: { meaning: 'The request does not offer session timers' },
    3011: { meaning: 'The contact header from the MCU could not be used' },
    3012: { meaning: 'The address of the conference is not valid' },
    3013: { meaning: 'The address of the MCU is not valid' },
    3014: { meaning: 'The user has no permission for this conference action' },
    3015: {
      meaning: 'Attendees may not call other people into the conference',
      hint: 'The user needs the presenter role to dial out to others',
    },
    3016: { meaning: 'The role given to the participant is not valid' },
  }),
  ...documentedBy('[MS-OCER] 8.4', {
    3017: { meaning: 'Attendees may not call presenters whom the conference does not know' },
    3018: { meaning: 'The request must name one way of joining, no more and no less' },
    3019: {
      meaning: 'The destination admits no anonymous users',
      hint: 'Check whether the conferencing policy and the Edge settings allow anonymous participants',
    },
    3020: { meaning: 'An anonymous user addressed something that is not part of a conference' },
    3021: { meaning: 'An anonymous user sent a request that is not addressed to a conference' },
    3022: { meaning: 'An anonymous user reached a server that does not host conferences' },
  }),

  // User services: other
  ...documentedBy('[MS-OCER], front end', {
    4000: { meaning: 'General error of the user services, without further detail' },
    4001: { meaning: 'The XML in the request could not be read' },
    4002: {
      meaning: 'The calling number belongs to more than one user',
      hint: 'Find the users who share this line URI and make their numbers unique',
    },
    4003: {
      meaning: 'The caller may not use the service from outside the network',
      hint: 'Check remote user access in the external access policy and the Edge settings',
    },
    4004: {
      meaning: 'The credentials belong to someone other than the stated caller',
      hint: 'Check the sign-in name and the saved credentials on the client',
    },
    4005: {
      meaning: 'The callee does not exist or has no SIP account',
      hint: 'Check the SIP address and whether the user is enabled for Skype for Business',
    },
    4006: {
      meaning: 'This pool is not the home of the user',
      hint: 'Check the registrar pool of the user and whether a recent move was completed',
    },
    4007: { meaning: 'The server does not know the addressed resource' },
    4008: { meaning: 'A value in the request is too large for the database' },
    4009: {
      meaning: 'The called number belongs to more than one user',
      hint: 'Find the users who share this line URI and make their numbers unique',
    },
    4010: { meaning: 'The request carries nothing that identifies the endpoint' },
    4011: { meaning: 'The request came without an endpoint ID (epid)' },
    4012: { meaning: 'The endpoint ID (epid) is too long' },
    4013: { meaning: 'The request body is not of the type that was awaited' },
  }),
  ...documentedBy('Source of the public SIP client SIPE', {
    4141: {
      meaning: 'The client was signed out because its user is disabled',
      hint: 'Check whether the account was meant to be disabled',
      kind: 'ended',
    },
  }),
  ...documentedBy('Microsoft support article', {
    4268: {
      meaning: 'Manager and delegate are hosted in separate deployments',
      hint: 'Home both users in the same deployment, on-premises or online',
    },
  }),
};
