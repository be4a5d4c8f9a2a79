import { diagnosticHint } from '../../contract/texts/diagnostics.ts';
import { q850Causes } from '../../contract/texts/q850-causes.ts';
import { winsockErrors } from '../../contract/texts/winsock-errors.ts';

/** What a diagnostic header says, by column id; null where it says nothing of it. */
export interface HeaderParts {
  /** Why, in the words of whoever wrote the header. */
  readonly reason: string | null;
  /** Host that states the diagnosis. */
  readonly statedBy: string | null;
  readonly component: string | null;
  /** What could not be reached or refused: server, partner, gateway or domain. */
  readonly peer: string | null;
  readonly port: number | null;
  /** Number and meaning. */
  readonly winsockError: string | null;
  /** Number and meaning. */
  readonly isupCause: string | null;
}

/** One attribute: a name, and a text in quotes or one without that ends with the next semicolon. A quote that is never closed ends with the header. */
const attribute = /(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;"]*))/g;

/** Attributes by their names without case; of several of one name the first that says something. */
function attributesOf(header: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of header.matchAll(attribute)) {
    const key = name.toLowerCase();
    const value = (quoted?.replace(/\\(.)/g, '$1') ?? bare).trim();
    if (value !== '' && !attributes.has(key)) {
      attributes.set(key, value);
    }
  }
  return attributes;
}

/** Names under which servers of the various versions say the same. */
const names = {
  component: ['component', 'appName'],
  peer: ['PeerServer', 'GatewayFqdn', 'Gateway', 'fqdn', 'tls-target', 'Domain', 'LookedUp'],
  port: ['Port', 'PeerPort'],
  winsock: ['WinsockFailureCode', 'winsock-code'],
  winsockText: ['WinsockFailureDescription', 'winsock-info'],
  isup: ['IsupCause', 'Q850Cause', 'q850-cause'],
} as const;

/**
 * Takes the text of `MsDiagHeader` apart: an ID, then attributes such as `reason="..."`, in any order and number, with quotes that
 * may be missing or broken. Source of the form: ms-diagnostics header, [MS-OCER] and Microsoft's documentation of the header.
 */
export function headerParts(header: string | null): HeaderParts {
  const attributes = attributesOf(header ?? '');
  const first = (of: readonly string[]) =>
    of.map((name) => attributes.get(name.toLowerCase())).find((value) => value !== undefined) ?? null;
  const [, host, hostPort] = /^(.*?)(?::(\d+))?$/.exec(first(names.peer) ?? '') ?? [];
  const winsock = numberIn(first(names.winsock));
  // Gateways give it in a header of its own, RFC 3326: Q.850;cause=34.
  const isup = numberIn(first(names.isup)) ?? numberIn(/q\.850\s*;\s*cause\s*=\s*"?(\d+)/i.exec(header ?? '')?.[1]);
  return {
    reason: first(['reason']),
    statedBy: first(['source']),
    component: first(names.component),
    peer: host === undefined || host === '' ? null : host,
    port: numberIn(first(names.port) ?? hostPort),
    winsockError: winsock === null ? null : named(winsock, winsockErrors[winsock] ?? first(names.winsockText)),
    isupCause: isup === null ? null : named(isup, q850Causes[isup] ?? null),
  };
}

/**
 * What to look at first: what a telephone network or a connection said is nearer to the cause than the diagnostic ID.
 * @param id of the header
 */
export function lookFirst(id: number | null, { isupCause, winsockError, peer, port }: HeaderParts): string | null {
  const where = peer === null ? '' : ` (${peer}${port === null ? '' : `, port ${port}`})`;
  if (isupCause !== null) {
    return `The gateway or its trunk${where}: it gave cause ${isupCause}`;
  }
  if (winsockError !== null) {
    return `The connection to the peer${where}: ${winsockError}`;
  }
  const hint = diagnosticHint(id);
  return hint === null ? null : `${hint}${where}`;
}

const named = (number: number, meaning: string | null) => (meaning === null ? String(number) : `${number}: ${meaning}`);

function numberIn(text: string | null | undefined): number | null {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? null : number;
}
