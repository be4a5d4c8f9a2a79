import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byCodePoint } from '../cdr/spellings.ts';
import { byItem } from './order.ts';

const codePoints = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0);

/** The definition: the first code point that differs decides, else the length. */
function naive(a: string, b: string): number {
  const [left, right] = [codePoints(a), codePoints(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) {
      return Math.sign(difference);
    }
  }
  return Math.sign(left.length - right.length);
}

const texts = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', 'é', '\uFFFD', '\uE000', '😀', '𐀀', ' '),
  maxLength: 5,
});

describe('texts', () => {
  test('compare by code point, beyond the basic plane too', () => {
    // By UTF-16 units the emoji would come first.
    expect(['😀', '\uFFFD', 'z', 'Z', 'é', ''].sort(byCodePoint)).toEqual(['', 'Z', 'z', 'é', '\uFFFD', '😀']);
    expect('😀' < '\uFFFD').toBe(true);
  });

  test('compare as the definition says', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(byCodePoint(a, b))).toBe(naive(a, b));
      }),
    );
  });

  test('that are equal are the same, and a prefix comes first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 1 }), (a, more) => {
        expect(byCodePoint(a, a)).toBe(0);
        expect(byCodePoint(a, `${a}!${more}`)).toBeLessThan(0);
        expect(byCodePoint(`${a}!${more}`, a)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('items', () => {
  test('go up: numbers as numbers, texts by code point, null last', () => {
    expect([10, null, 9, -1, 100].sort(byItem)).toEqual([-1, 9, 10, 100, null]);
    expect(['10', null, '9', 'b', 'B'].sort(byItem)).toEqual(['10', '9', 'B', 'b', null]);
    expect(byItem(null, null)).toBe(0);
  });

  test('have one order', () => {
    const items = fc.oneof(texts, fc.constant(null));
    fc.assert(
      fc.property(items, items, items, (a, b, c) => {
        expect(Math.sign(byItem(a, b))).toBe(0 - Math.sign(byItem(b, a)));
        if (byItem(a, b) <= 0 && byItem(b, c) <= 0) {
          expect(byItem(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
