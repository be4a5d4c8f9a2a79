import type { Failure } from './failures.ts';
import type { Random } from './random.ts';

/** What a header may speak of. */
export interface HeaderScene {
  /** Host that states the diagnosis. */
  readonly source: string;
  /** Next server, partner domain, gateway: whatever could not be reached. */
  readonly peer: string;
  readonly gateway: string | null;
  readonly code: number | null;
}

const winsockErrors = [
  ['10060', 'The peer did not answer in time'],
  ['10061', 'The peer refused the connection'],
  ['10054', 'The peer closed the connection'],
] as const;

const attribute = (name: string, value: string): string => `${name}="${value}"`;

/** The text of MsDiagHeader: ID, reason, source, component, then what the failure brings along. */
export function diagnosticHeader(random: Random, failure: Failure, scene: HeaderScene): string | null {
  if (failure.id === null) {
    return null;
  }
  return [
    String(failure.id),
    attribute('reason', failure.reason),
    attribute('source', scene.source),
    attribute('component', failure.component),
    ...extras(random, failure, scene),
  ].join(';');
}

function extras(random: Random, failure: Failure, scene: HeaderScene): string[] {
  switch (failure.attributes) {
    case 'dns':
      return [attribute('Domain', scene.peer), attribute('LookedUp', `_sipfederationtls._tcp.${scene.peer}`)];
    case 'winsock': {
      const [code, text] = random.pick(winsockErrors);
      return [
        attribute('PeerServer', scene.peer),
        attribute('Port', '5061'),
        attribute('WinsockFailureCode', code),
        attribute('WinsockFailureDescription', text),
      ];
    }
    case 'tls':
      return [
        attribute('PeerServer', scene.peer),
        attribute('Port', '5061'),
        attribute('ErrorType', 'Certificate of the peer has expired'),
      ];
    case 'isup':
      return [
        attribute('GatewayFqdn', scene.gateway ?? ''),
        attribute('IsupCause', '34'),
        attribute('SipResponseCode', '503'),
        attribute('SipResponseText', 'No circuit available'),
      ];
    case 'gateway':
      return [
        attribute('GatewayFqdn', scene.gateway ?? ''),
        attribute('SipResponseCode', String(scene.code ?? 500)),
        attribute('SipResponseText', 'Refused by the gateway'),
      ];
    case 'media':
      return [
        attribute('UserType', random.chance(0.5) ? 'Caller' : 'Callee'),
        attribute('MediaType', 'audio'),
        attribute(
          'CallerMediaDebug',
          `audio:ICEWarn=0x${random.hex(5)},LocalSite=10.${random.int(1, 9)}.0.${random.int(2, 250)}:50021`,
        ),
      ];
    case 'none':
      return failure.component === 'Client' ? [attribute('appName', 'Skype for Business')] : [];
  }
}
