import type { Instant } from '../../pkg/cdr/schema/views.ts';

export const oneSecond = 1000;
export const oneMinute = 60 * oneSecond;
export const oneHour = 60 * oneMinute;
export const oneDay = 24 * oneHour;

/** Whose pools report to the LcsCDR. */
export type Region = 'emea' | 'apac';

/** What the content depends on, and on nothing else. */
export interface CdrOptions {
  readonly seed: number;
  /** "Now" when the process started: the incidents are placed relative to it. Sessions of `generateCdr` start before it. */
  readonly end: Instant;
  /** Default 60, which is what a server keeps. */
  readonly days?: number;
  /** Peer-to-peer and conference sessions of a weekday together, default 1,200; a weekend day has a quarter. */
  readonly sessionsPerDay?: number;
  /** Default true. In a span of several months they come back every 13 weeks. */
  readonly incidents?: boolean;
  /** Rows that break naive reports, default false. */
  readonly edgeCases?: boolean;
  /** Which sites, pools and Edge Servers there are, and when their incidents happen; default `emea`. */
  readonly region?: Region;
}

export type ResolvedOptions = Required<CdrOptions>;

export function resolveOptions(options: CdrOptions): ResolvedOptions {
  return { days: 60, sessionsPerDay: 1200, incidents: true, edgeCases: false, region: 'emea', ...options };
}

/** Hours are counted in UTC since the epoch. */
export const hourOf = (instant: Instant): number => Math.floor(instant / oneHour);

/** First hour of the generated span. */
export const firstHour = ({ end, days }: ResolvedOptions): number => hourOf(end - days * oneDay);
