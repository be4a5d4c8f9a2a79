import type { Failure, Sessions } from './observed.ts';

/** One in how many: primes that do not divide 100, so that neither whole seconds nor whole minutes are all in the sample or all outside. */
const steps = [11, 17, 23];
/** Failures beside which all other sessions are counted: fewer than a sample is worth. */
const countedBeside = 6000;
/** Failures for each of which another step of the sample is taken: a driver has 3 in a hundred of them, 180 and more. */
const perStep = 500;

/**
 * One in how many other sessions is counted, beside so many failed ones: all of these are known, and to hold them against ten times as
 * many others tells no more. Undefined where all are counted.
 */
export function sampleFor(failed: number): number | undefined {
  return failed < countedBeside ? undefined : steps.findLast((every) => every * perStep <= failed);
}

/** By the hundredth of a second in its minute. */
const isIn = (time: number, every: number) => (Math.floor(time / 10) % 6000) % every === 0;

/** The sessions of a sample as those of all: each stands for as many, but the failed ones for themselves, in the sample or not. */
export function weighed(sample: readonly Sessions[], failures: readonly Failure[], every: number): Sessions[] {
  return [
    ...sample.map((one) => ({ ...one, count: one.count * every })),
    ...failures.map(({ values, before, time }) => ({ values, before, count: 1 - (isIn(time, every) ? every : 0) })),
  ];
}
