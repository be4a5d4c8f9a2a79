import type { Failure, Sessions } from './observed.ts';

/** What a minute can be divided by: every second, every third and so on of its seconds. */
const divisors = [2, 3, 4, 5, 6, 10, 12, 15, 20, 30];
/** Failures for each of which another step of the sample is taken: a driver has 3 in a hundred of them, 60 and more. */
const perStep = 1000;

/**
 * Every how manieth second of a minute other sessions are counted in, beside so many failed ones: all of these are known, and to hold them
 * against ten times as many others tells no more. Undefined where all are counted.
 */
export function sampleFor(failed: number): number | undefined {
  return divisors.findLast((every) => every * perStep <= failed);
}

const isIn = (time: number, every: number) => (Math.floor(time / 1000) % 60) % every === 0;

/** The sessions of a sample as those of all: each stands for as many, but the failed ones for themselves, in the sample or not. */
export function weighed(sample: readonly Sessions[], failures: readonly Failure[], every: number): Sessions[] {
  return [
    ...sample.map((one) => ({ ...one, count: one.count * every })),
    ...failures.map(({ values, before, time }) => ({ values, before, count: 1 - (isIn(time, every) ? every : 0) })),
  ];
}
