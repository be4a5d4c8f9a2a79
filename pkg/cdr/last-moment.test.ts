import { expect, test } from '@jest/globals';
import { atLastMoment } from './last-moment.ts';

const day = 24 * 3600 * 1000;
const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
const lastDay = (to: number) => ({ from: to - day, to });

test('ranges that end now are asked for as they were at the last moment', () => {
  const now = at('12:00:07.345');
  expect(atLastMoment(lastDay(now), now, 10)).toEqual(lastDay(at('12:00:00')));
  expect(atLastMoment(lastDay(now), now, 3600)).toEqual(lastDay(at('12:00:00')));
  expect(atLastMoment(lastDay(now), now, 3)).toEqual(lastDay(at('12:00:06')));
  expect(atLastMoment(lastDay(now), now, 1)).toEqual(lastDay(at('12:00:07')));
});

test('all who ask between two moments ask for the same', () => {
  const asked = [0, 1, 2_500, 9_999].map((later) => {
    const now = at('12:00:10') + later;
    return JSON.stringify(atLastMoment(lastDay(now), now + 40, 10));
  });
  expect(new Set(asked).size).toBe(1);
});

test('a clock that is ahead shares as well', () => {
  const to = at('12:00:27');
  expect(atLastMoment(lastDay(to), at('12:00:07'), 10)).toEqual(lastDay(at('12:00:20')));
});

test.each([1, 7, 28, 364])('what ends now, %d days before, shares as well', (days) => {
  const now = at('12:00:07.345');
  const { from, to } = lastDay(at('12:00:00') - days * day);
  expect(atLastMoment(lastDay(now - days * day), now, 10)).toEqual({ from, to });
});

test('what begins on a minute begins there still', () => {
  const now = at('12:00:07.345');
  expect(atLastMoment({ from: at('00:00:00'), to: now }, now, 10)).toEqual({
    from: at('00:00:00'),
    to: at('12:00:00'),
  });
});

test('what has just begun does not end before', () => {
  const now = at('12:00:07.345');
  const begun = { from: at('12:00:00'), to: now };
  expect(atLastMoment(begun, now, 10)).toEqual(begun);
});

test.each([
  ['ended before', at('11:59:57'), 10],
  ['ended at this time of day, days before', at('12:00:05') - 3 * day, 10],
  ['ends later', at('13:00:00'), 10],
  ['nothing is kept', at('12:00:07'), 0],
])('a range stays as it is where it %s', (_case, to, seconds) => {
  expect(atLastMoment(lastDay(to), at('12:00:07'), seconds)).toEqual(lastDay(to));
});

test('it is never longer, never later and never older than answers may be', () => {
  for (let offset = 0; offset < 60_000; offset += 137) {
    const now = at('12:00:00') + offset;
    for (const seconds of [1, 7, 10, 45, 300]) {
      const { from, to } = atLastMoment(lastDay(now), now, seconds);
      expect(to - from).toBe(day);
      expect(now - to).toBeGreaterThanOrEqual(0);
      expect(now - to).toBeLessThan(Math.min(seconds, 60) * 1000);
    }
  }
});
