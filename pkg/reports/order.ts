/** Compares texts by code point, unlike `<`, which compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [one, other] = [left.next(), right.next()];
    if (one.done || other.done) {
      return Number(other.done ?? false) - Number(one.done ?? false);
    }
    const difference = (one.value.codePointAt(0) ?? 0) - (other.value.codePointAt(0) ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
}

/** Ascending: numbers as numbers, texts by code point, null last. */
export function byItem(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCodePoint(String(a), String(b));
}
