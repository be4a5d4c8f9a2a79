import type { Instant } from '../../pkg/cdr/schema/views.ts';
import { oneHour } from './options.ts';
import type { Site } from './topology.ts';

/** Share of a weekday's sessions that starts in each hour of the day, by the clock of the site; sums to 1. */
const weekday = [
  0.002, 0.002, 0.002, 0.002, 0.003, 0.006, 0.016, 0.045, 0.095, 0.118, 0.122, 0.104, 0.066, 0.09, 0.108, 0.096, 0.065,
  0.03, 0.012, 0.007, 0.004, 0.002, 0.002, 0.001,
];
const weekendShare = 0.25;

export interface LocalTime {
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  readonly hour: number;
  /** Days since the epoch of the local date. */
  readonly date: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Wall clock of a zone. */
export function localTime(zone: string, instant: Instant): LocalTime {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
    formats.set(zone, format);
  }
  const value: Record<string, number> = {};
  for (const { type, value: text } of format.formatToParts(instant)) {
    value[type] = Number(text);
  }
  const { year = 0, month = 1, day = 1, hour = 0 } = value;
  const midnight = Date.UTC(year, month - 1, day);
  return { weekday: new Date(midnight).getUTCDay(), hour, date: midnight / (24 * oneHour) };
}

export const isWorkday = ({ weekday: day }: LocalTime): boolean => day >= 1 && day <= 5;

/** Share of a weekday's sessions that the site has in an hour (UTC hours since the epoch). */
export function intensity(site: Site, hour: number): number {
  const local = localTime(site.zone, hour * oneHour);
  return (weekday[local.hour] ?? 0) * (isWorkday(local) ? 1 : weekendShare);
}
