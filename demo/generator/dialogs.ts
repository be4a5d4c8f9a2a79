import type { Instant } from '../../pkg/cdr/schema/views.ts';
import type { Failure } from './failures.ts';
import { oneHour, oneSecond } from './options.ts';
import type { Random } from './random.ts';
import { onTick } from './ticks.ts';

/** Identity of a dialog: call id, from tag, to tag. */
export const dialogId = (random: Random): string => `${random.hex(32)};from-${random.hex(10)};to-${random.hex(10)}`;

const longest = 4 * oneHour;

/** When a session was answered and when it was over. */
export interface Times {
  readonly response: Instant | null;
  readonly end: Instant | null;
}

/**
 * Times of a session that started at `start`: an answer within `patience` on average; a failed one is over with its
 * final answer, one without any answer never gets a time.
 */
export function drawTimes(
  random: Random,
  start: Instant,
  failure: Failure | null,
  patience: number,
  length: number,
): Times {
  if (failure?.code === null) {
    return { response: null, end: null };
  }
  const response = start + Math.min(30 * oneSecond, 40 + random.exponential(patience));
  if (failure) {
    return { response: onTick(response), end: onTick(response) };
  }
  return {
    response: onTick(response),
    end: onTick(response + Math.min(longest, oneSecond + random.exponential(length))),
  };
}

/** Retried sessions are few; the flag is often not set at all. */
export function callFlag(random: Random, failed: boolean): number | null {
  if (random.chance(failed ? 0.05 : 0.006)) {
    return 1;
  }
  return random.chance(0.55) ? null : 0;
}
