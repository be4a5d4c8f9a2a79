import { expect, test } from '@jest/globals';
import { writeAll } from './reporter.ts';

test('a reader that is slow gets every byte, and in its order', () => {
  const text = 'Zürich → Genève '.repeat(50);
  let got = Buffer.alloc(0);
  let asked = 0;
  writeAll(text, (part) => {
    asked += 1;
    if (asked % 3 === 0) {
      throw Object.assign(new Error('EAGAIN: resource temporarily unavailable, write'), { code: 'EAGAIN' });
    }
    // A pipe takes what fits, in the middle of a letter too.
    got = Buffer.concat([got, part.subarray(0, 7)]);
    return Math.min(7, part.length);
  });
  expect(got.toString()).toBe(text);
});

test('a reader that has gone is an error', () => {
  const gone = Object.assign(new Error('EPIPE: broken pipe, write'), { code: 'EPIPE' });
  expect(() => {
    writeAll('text', () => {
      throw gone;
    });
  }).toThrow(gone);
});
