import { earlierDays } from '../../contract/vocabulary.ts';
import type { TimeRange } from './calendar.ts';

const minute = 60_000;
/** Seconds between two moments: each divides a minute, so that whatever begins on a minute begins at one. */
const steps = [60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1];

const day = 24 * 60 * minute;
/** How much earlier a range ends that is asked for beside one that ends now: none, or as dashboards compare. */
const shifts = [0, ...earlierDays.map(({ id }) => id * day)];

/**
 * The range as it was at the last of the moments that all callers share, where it ends now: a dashboard over *Last 30 days* asks for
 * another range with every refresh and every viewer, and answers to equal ranges are shared. It is what the range held at most
 * `seconds` ago, which is how old an answer may be. So is a range that such a one is compared with, which ends so many days before. One
 * that ends at any other time stays as it is.
 * @param now epoch milliseconds
 * @param seconds for which an answer is kept; with 0 every range stays as it is
 */
export function atLastMoment({ from, to }: TimeRange, now: number, seconds: number): TimeRange {
  const step = (steps.find((one) => one <= seconds) ?? 0) * 1000;
  // A browser's clock may be ahead.
  const endsNow = shifts.some((shift) => now - seconds * 1000 < to + shift && to + shift < now + minute);
  if (step === 0 || !endsNow) {
    return { from, to };
  }
  const since = to % step;
  // Where both ends move, as with *Last 30 days*, the range keeps its length; where one stands, as with *Today*, it stays.
  const start = from % minute === 0 ? from : from - since;
  return start < to - since ? { from: start, to: to - since } : { from, to };
}
