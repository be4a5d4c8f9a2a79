import { oneDay, type Region } from './options.ts';
import { weighted, type Weighted } from './random.ts';

/** Domain of the invented company. */
export const domain = 'kranich.example';

export interface Pool {
  readonly fqdn: string;
  readonly frontEnds: readonly string[];
}

export interface Trunk {
  readonly mediationServer: string;
  readonly gateway: string;
}

/** A place of work: its clock sets the rhythm, its pools host the users, its trunks carry calls to the PSTN. */
export interface Site {
  readonly code: string;
  readonly zone: string;
  readonly pools: readonly Pool[];
  readonly trunks: readonly Trunk[];
  /** Numbers reserved for fiction, without their last three digits. */
  readonly numberPrefix: string;
}

const host = (name: string) => `${name}.${domain}`;

const pool = (name: string, frontEnds: number): Pool => ({
  fqdn: host(`pool-${name}`),
  frontEnds: Array.from({ length: frontEnds }, (_, i) => host(`fe${i + 1}-${name}`)),
});

const trunk = (site: string, n: number): Trunk => ({
  mediationServer: host(`med${n}-${site}`),
  gateway: host(`gw-${site}-0${n}`),
});

const berlin: Site = {
  code: 'ber',
  zone: 'Europe/Berlin',
  pools: [pool('ber1', 3), pool('ber2', 3), pool('ber3', 2)],
  trunks: [trunk('ber', 1), trunk('ber', 2)],
  numberPrefix: '+493023125',
};
const london: Site = {
  code: 'lon',
  zone: 'Europe/London',
  pools: [pool('lon1', 3), pool('lon2', 2)],
  trunks: [trunk('lon', 1), trunk('lon', 2)],
  numberPrefix: '+442079460',
};
const newYork: Site = {
  code: 'nyc',
  zone: 'America/New_York',
  pools: [pool('nyc1', 2)],
  trunks: [trunk('nyc', 1)],
  numberPrefix: '+12125550',
};

const sydney: Site = {
  code: 'syd',
  zone: 'Australia/Sydney',
  pools: [pool('syd1', 3), pool('syd2', 2)],
  trunks: [trunk('syd', 1), trunk('syd', 2)],
  numberPrefix: '+61255500',
};
const melbourne: Site = {
  code: 'mel',
  zone: 'Australia/Melbourne',
  pools: [pool('mel1', 2)],
  trunks: [trunk('mel', 1), trunk('mel', 2)],
  numberPrefix: '+61355500',
};
const perth: Site = {
  code: 'per',
  zone: 'Australia/Perth',
  pools: [pool('per1', 2)],
  trunks: [trunk('per', 1)],
  numberPrefix: '+61855500',
};

/** What one LcsCDR sees of the company. */
export interface Topology {
  /** Sites with their share of users and sessions, the largest first. */
  readonly sites: readonly (readonly [site: Site, share: number])[];
  readonly siteShares: Weighted<Site>;
  /** They stand at the first site and serve all of them. */
  readonly edgeServers: readonly [string, string];
  /** The Edge Server a remote party comes in by. */
  readonly edgeShares: Weighted<string>;
  /** Milliseconds before `end` at which the newest incidents end. */
  readonly incidentsEndedAgo: number;
}

function topology(sites: Topology['sites'], edges: readonly [string, string], incidentsEndedAgo: number): Topology {
  return {
    sites,
    siteShares: weighted<Site>(sites),
    edgeServers: edges,
    edgeShares: weighted<string>([
      [edges[0], 0.55],
      [edges[1], 0.45],
    ]),
    incidentsEndedAgo,
  };
}

const shares = [0.5, 0.3, 0.2] as const;

/** Regions whose pools report to an LcsCDR of their own. */
export const topologies: Readonly<Record<Region, Topology>> = {
  emea: topology(
    [
      [berlin, shares[0]],
      [london, shares[1]],
      [newYork, shares[2]],
    ],
    [host('edge1'), host('edge2')],
    0,
  ),
  apac: topology(
    [
      [sydney, shares[0]],
      [melbourne, shares[1]],
      [perth, shares[2]],
    ],
    [host('edge1-syd'), host('edge2-syd')],
    40 * oneDay,
  ),
};
