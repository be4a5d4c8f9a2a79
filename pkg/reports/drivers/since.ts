import type { TimeRange } from '../../cdr/calendar.ts';

/** How far counts of events that come evenly stray from that, in roots of their number: Kolmogorov and Smirnov's bound of 5 %. */
const bound = 1.36;

/**
 * Since when events come closer together than over the whole range: the event before which most are missing, were they spread evenly. Null
 * where that is no more than chance.
 * @param times epoch milliseconds within the range
 */
export function since(times: readonly number[], { from, to }: TimeRange): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  const missing = sorted.map((time, before) => (sorted.length * (time - from)) / (to - from) - before);
  const most = Math.max(...missing, 0);
  return most > bound * Math.sqrt(sorted.length) ? (sorted[missing.indexOf(most)] ?? null) : null;
}
