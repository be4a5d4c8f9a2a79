/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws Error where there is nothing to sum up */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || min === undefined || max === undefined) {
    throw new Error('no measurements');
  }
  return { median: (low + high) / 2, min, max };
}

/** Digits that say something: none above a hundred, one above ten, else two. */
export function digits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** `median (min to max)`. */
export const spreadText = ({ median, min, max }: Spread, text = digits): string =>
  `${text(median)} (${text(min)} to ${text(max)})`;

/** Ratios of measurements taken side by side. */
export const ratios = (values: readonly number[], baseline: readonly number[]): Spread =>
  spreadOf(values.map((value, index) => value / (baseline[index] ?? Number.NaN)));
