import { staticRows } from '../lcscdr/static-rows.ts';
import { domain } from '../generator/topology.ts';
import { type Sink, Dictionary } from './dictionary.ts';

const codes = (table: string): ReadonlyMap<string, number> =>
  new Map((staticRows[table] ?? []).map(([id, name]) => [String(name), Number(id)]));

const uriTypes = codes('UriTypes');
const enterprise = 1;
const federated = 2;
const anonymousTenant = 3;
const homeDomain = `@${domain}`;

const fixed = {
  media: codes('MediaList'),
  callType: codes('CallType'),
  priority: codes('CallPriorities'),
  role: codes('Roles'),
} as const;

/** All dictionaries of LcsCDR that grow with the data, and the codes of those that do not. */
export class Dictionaries {
  readonly pools;
  readonly servers;
  readonly edges;
  readonly gateways;
  readonly mediationServers;
  readonly applications;
  readonly contentTypes;
  readonly growing: readonly Dictionary[];
  readonly #users;
  readonly #phones;
  readonly #uris;
  readonly #mcus;
  readonly #versions;
  readonly #errors;
  readonly #byVersion = new Map<string, number>();

  constructor(sink: Sink) {
    const growing: Dictionary[] = [];
    const grow = (table: string, identity?: readonly number[]) => {
      const dictionary = new Dictionary(table, sink, identity);
      growing.push(dictionary);
      return dictionary;
    };
    this.pools = grow('Pools');
    this.servers = grow('Servers');
    this.edges = grow('EdgeServers');
    this.gateways = grow('Gateways');
    this.mediationServers = grow('MediationServers');
    this.applications = grow('Application');
    this.contentTypes = grow('ContentTypes');
    this.#users = grow('Users');
    this.#phones = grow('Phones');
    this.#uris = grow('ConferenceUris', [1, 3]);
    this.#mcus = grow('Mcus', [1, 2]);
    this.#versions = grow('ClientVersions', [1, 2]);
    this.#errors = grow('ErrorDef', [1, 2, 3, 4, 5]);
    this.growing = growing;
  }

  user(uri: string | null): number | null {
    if (uri === null) {
      return null;
    }
    return (
      this.#users.known(uri) ?? this.#users.add(uri, [uri, tenantOf(uri), uriTypes.get(typeOf(uri)) ?? null, null])
    );
  }

  phone(uri: string | null): number | null {
    if (uri === null) {
      return null;
    }
    return this.#phones.known(uri) ?? this.#phones.add(uri, [uri, null]);
  }

  /** URI of a Focus or, with the type of one, of an MCU. */
  conference(uri: string | null, type: string | null = 'conf:focus'): number | null {
    return uri === null ? null : this.#uris.idOf([uri, null, uriType(type), null]);
  }

  mcu(uri: string | null, type: string | null): number {
    return this.#mcus.idOf([uri ?? '', uriType(type)]);
  }

  agent(version: string | null, type: number | null): number | null {
    if (version === null) {
      return null;
    }
    const id = this.#versions.idOf([version, type]);
    this.#byVersion.set(version, id);
    return id;
  }

  /** For rows that do not know the type of the agent; the session they belong to did. */
  agentByVersion(version: string | null): number | null {
    return version === null ? null : (this.#byVersion.get(version) ?? this.agent(version, null));
  }

  /** A row of ErrorDef per combination of these. */
  error(
    code: number | null,
    diagnosticId: number | null,
    callType: string | null,
    request: string | null,
    contentType: string | null,
  ): number {
    return this.#errors.idOf([code, diagnosticId, codeOf(fixed.callType, callType), request, contentType]);
  }

  media = (name: string | null): number | null => codeOf(fixed.media, name);
  priority = (name: string | null): number | null => codeOf(fixed.priority, name);
  role = (name: string | null): number | null => codeOf(fixed.role, name);
  uriType = uriType;
}

function uriType(name: string | null): number | null {
  return codeOf(uriTypes, name);
}

function codeOf(table: ReadonlyMap<string, number>, name: string | null): number | null {
  if (name === null) {
    return null;
  }
  const code = table.get(name);
  if (code === undefined) {
    throw new Error(`LcsCDR has no code for ${name}`);
  }
  return code;
}

const typeOf = (uri: string): string => (uri.includes(';user=phone') ? 'phone' : 'user');

function tenantOf(uri: string): number {
  if (uri.includes('@anonymous.invalid')) {
    return anonymousTenant;
  }
  return uri.includes(homeDomain) ? enterprise : federated;
}
