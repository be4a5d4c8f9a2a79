import { byCodePoint } from '../cdr/spellings.ts';

/** Ascending: numbers as numbers, texts by code point, null last. */
export function byItem(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCodePoint(String(a), String(b));
}
