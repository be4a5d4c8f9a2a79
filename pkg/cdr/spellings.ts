import { nameKey } from './names.ts';

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

/** Spellings of names, or with another key of addresses: tells which are the same, and shows each in the one that comes first by code point. */
export class Spellings {
  readonly #keyOf: (text: string) => string;
  readonly #first = new Map<string, string>();
  /** Key by text: among many rows the same texts come again and again. */
  readonly #keys = new Map<string, string>();

  constructor(keyOf: (text: string) => string = nameKey) {
    this.#keyOf = keyOf;
  }

  /** Takes note of a spelling, and tells what it has in common with others of the same. */
  keyOf(text: string): string {
    const noted = this.#keys.get(text);
    if (noted !== undefined) {
      return noted;
    }
    const key = this.#keyOf(text);
    this.#keys.set(text, key);
    const known = this.#first.get(key);
    if (known === undefined || byCodePoint(text, known) < 0) {
      this.#first.set(key, text);
    }
    return key;
  }

  /** What is shown for a key; final once all spellings have been noted. */
  shown(key: string): string {
    return this.#first.get(key) ?? key;
  }
}
