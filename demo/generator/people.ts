import { familyNames, givenNames, partnerDomains } from './names.ts';
import { Random } from './random.ts';
import type { Region } from './options.ts';
import { domain, type Pool, type Site, topologies, type Topology } from './topology.ts';
import {
  type Agent,
  mainAgents,
  mediationAgent,
  mobileAgents,
  partnerAgents,
  syntheticAgent,
  webAgent,
} from './user-agents.ts';

/** Someone at one end of a session. */
export interface Person {
  readonly uri: string;
  readonly kind: 'employee' | 'partner' | 'anonymous' | 'pstn';
  readonly site: Site;
  readonly pool: Pool;
  readonly agent: Agent;
  readonly mobile: Agent | null;
  /** Their telephone number as a URI. */
  readonly phone: string;
  /** Whether the desktop client drives a desk phone. */
  readonly deskPhone: boolean;
}

export interface Directory {
  readonly bySite: ReadonlyMap<Site, readonly Person[]>;
  readonly partners: readonly Person[];
  readonly testUsers: readonly Person[];
}

const employees = 2000;
const phoneUri = (number: string) => `sip:${number}@${domain};user=phone`;
const numberAt = (site: Site, n: number) => `${site.numberPrefix}${String(n % 1000).padStart(3, '0')}`;

function employee(random: Random, n: number, { siteShares }: Topology): Person {
  const given = givenNames[n % givenNames.length];
  const family = familyNames[Math.floor(n / givenNames.length) % familyNames.length];
  const round = Math.floor(n / (givenNames.length * familyNames.length));
  const site = random.draw(siteShares);
  return {
    uri: `sip:${given}.${family}${round > 0 ? round + 1 : ''}@${domain}`,
    kind: 'employee',
    site,
    pool: random.pick(site.pools),
    agent: random.draw(mainAgents),
    mobile: random.chance(0.4) ? random.draw(mobileAgents) : null,
    phone: phoneUri(numberAt(site, n)),
    deskPhone: random.chance(0.06),
  };
}

function partner(random: Random, n: number, { siteShares }: Topology): Person {
  const site = random.draw(siteShares);
  const uri = `sip:${random.pick(givenNames)}.${random.pick(familyNames)}@${random.pick(partnerDomains)}`;
  const agent = random.draw(partnerAgents);
  return {
    uri,
    kind: 'partner',
    site,
    pool: random.pick(site.pools),
    agent,
    mobile: null,
    phone: phoneUri(numberAt(site, n)),
    deskPhone: false,
  };
}

/** The users of synthetic transactions, a pair per pool. */
function testUsers({ sites }: Topology): Person[] {
  return sites.flatMap(([site]) =>
    site.pools.flatMap((pool) =>
      [1, 2].map((n) => ({
        uri: `sip:probe${n}.${pool.fqdn.split('.')[0]}@${domain}`,
        kind: 'employee' as const,
        site,
        pool,
        agent: syntheticAgent,
        mobile: null,
        phone: phoneUri(numberAt(site, 900 + n)),
        deskPhone: false,
      })),
    ),
  );
}

const directories = new Map<string, Directory>();

/** The people of a seed in a region; built once. The same names stand for the same people in every region. */
export function directory({ seed, region }: { readonly seed: number; readonly region: Region }): Directory {
  const key = `${region} ${seed}`;
  let found = directories.get(key);
  if (!found) {
    const topology = topologies[region];
    const random = new Random(seed, 0x70656f70);
    const bySite = new Map<Site, Person[]>(topology.sites.map(([site]) => [site, []]));
    for (let n = 0; n < employees; n++) {
      const person = employee(random, n, topology);
      bySite.get(person.site)?.push(person);
    }
    const partners = Array.from({ length: 240 }, (_, n) => partner(random, n, topology));
    found = { bySite, partners, testUsers: testUsers(topology) };
    directories.set(key, found);
  }
  return found;
}

/** A guest without account who joins by the web client. */
export function anonymous(random: Random, host: Person): Person {
  const uri = `sip:${random.hex(16)}@anonymous.invalid`;
  return { ...host, uri, kind: 'anonymous', agent: webAgent, mobile: null, deskPhone: false };
}

/** Someone on the telephone network, reached through a site's trunk. */
export function caller(random: Random, host: Person, { siteShares }: Topology): Person {
  const site = random.chance(0.8) ? host.site : random.draw(siteShares);
  const uri = phoneUri(numberAt(site, random.int(0, 999)));
  return { ...host, uri, phone: uri, kind: 'pstn', agent: mediationAgent, mobile: null, deskPhone: false };
}
