import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexOf = (word: number): string =>
  `${bytes[word >>> 24]}${bytes[(word >>> 16) & 255]}${bytes[(word >>> 8) & 255]}${bytes[word & 255]}`;

/** Mixes numbers into one 32 bit seed (the finaliser of MurmurHash3 after each), so that neighbours differ in all bits. */
export function mix(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash | 0;
}

/** Items with weights, prepared for drawing. */
export interface Weighted<T> {
  readonly items: readonly T[];
  /** Running sums, the last being 1. */
  readonly sums: readonly number[];
}

export function weighted<T>(entries: readonly (readonly [T, number])[]): Weighted<T> {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  return { items: entries.map(([item]) => item), sums: entries.map(([, weight]) => (sum += weight / total)) };
}

/** Repeatable random numbers from pure-rand, drawn the ways the generator needs. */
export class Random {
  readonly #generator;

  constructor(...seed: readonly number[]) {
    this.#generator = xoroshiro128plus(mix(...seed));
    // Its first outputs still show the seed.
    for (let i = 0; i < 4; i++) {
      this.#generator.next();
    }
  }

  /** From 0 to below 1. */
  float(): number {
    return (this.#generator.next() >>> 0) / 0x1_0000_0000;
  }

  /** From `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.float() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** Around `mean` with a long tail, never negative. */
  exponential(mean: number): number {
    return -Math.log(1 - this.float()) * mean;
  }

  /** A whole number whose average is `mean`. */
  count(mean: number): number {
    const whole = Math.floor(mean);
    return whole + (this.chance(mean - whole) ? 1 : 0);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.float() * items.length)];
    if (item === undefined) {
      throw new Error('Nothing to pick from');
    }
    return item;
  }

  draw<T>({ items, sums }: Weighted<T>): T {
    const at = this.float();
    let i = 0;
    while (i < sums.length - 1 && at >= (sums[i] ?? 1)) {
      i++;
    }
    return items[i] as T;
  }

  /** Upper case, as SQL Server shows a uniqueidentifier. */
  guid(): string {
    const hex = this.hex(32).toUpperCase();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) {
      text += hexOf(this.#generator.next());
    }
    return text.length > length ? text.slice(0, length) : text;
  }
}
