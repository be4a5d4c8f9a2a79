import { weighted } from './random.ts';

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

export const sites = { berlin, london, newYork } as const;

/** Sites by their share of users. */
export const siteShares = weighted<Site>([
  [berlin, 0.5],
  [london, 0.3],
  [newYork, 0.2],
]);

/** Both Edge Servers stand in Berlin and serve all sites. */
export const edgeServers = [host('edge1'), host('edge2')] as const;

/** The Edge Server a remote party comes in by. */
export const edgeShares = weighted<string>([
  [edgeServers[0], 0.55],
  [edgeServers[1], 0.45],
]);
