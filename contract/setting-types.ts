import * as v from 'valibot';
import { alternatives } from './query-error.ts';

// What a setting can be. Provisioning files take values from the environment, and then Grafana makes of a text what it
// looks like, or leaves a number a text: each type reads its values in every form they can arrive in.

/** A text; a number or truth value stands for how it is written. Numbers that lost digits on the way are refused. */
export const text = v.pipe(
  v.union(
    [
      v.string(),
      v.boolean(),
      v.pipe(
        v.number(),
        v.check((value) => Number.isSafeInteger(value) || value % 1 !== 0, 'expected text'),
      ),
    ],
    'expected text',
  ),
  v.transform((value) => String(value).trim()),
);

export const yesOrNo = v.union(
  [
    v.boolean(),
    v.pipe(
      text,
      v.toLowerCase(),
      v.picklist(['true', 'false']),
      v.transform((value) => value === 'true'),
    ),
  ],
  'expected true or false',
);

/** A number, or the digits of one. */
const numeric = (message: string) =>
  v.union([v.number(), v.pipe(v.string(), v.trim(), v.regex(/^-?\d+$/), v.transform(Number))], message);

/** A whole number between two bounds that are part of it. */
export const whole = (low: number, high: number) =>
  v.pipe(
    numeric(`expected a whole number from ${low} to ${high}`),
    v.integer('expected a whole number'),
    v.minValue(low, `expected at least ${low}`),
    v.maxValue(high, `expected at most ${high}`),
  );

/** A whole number that a column of type int can hold. */
const int = 'expected a whole number from -2147483648 to 2147483647';
export const code = v.pipe(
  numeric('expected a number'),
  v.integer('expected a whole number'),
  v.minValue(-(2 ** 31), int),
  v.maxValue(2 ** 31 - 1, int),
);

export const instant = numeric('expected epoch milliseconds');

/** One of a few words. */
export const choice = <const T extends readonly string[]>(...values: T) =>
  v.picklist(values, `expected ${alternatives(values)}`);

/** The settings that were given: texts without blanks around them, and nothing that is empty. */
export function givenOnly(saved: unknown): unknown {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
    return typeof saved === 'string' ? saved.trim() : saved;
  }
  const entries = Object.entries(saved)
    .map(([name, value]) => [name, givenOnly(value)] as const)
    .filter(([, value]) => value !== '' && value !== null);
  return Object.fromEntries(entries);
}
