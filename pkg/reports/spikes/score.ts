/** What a score never exceeds: beyond it a probability is no double any more. */
export const maxScore = 300;

/** A count and what it is held against. */
export interface Observation {
  readonly sessions: number;
  readonly failures: number;
  /** Share of failures in the baseline, 0 to 1. */
  readonly rate: number;
  /** Sessions that the rate comes from, at least 1. */
  readonly history: number;
}

/**
 * How unlikely at least so many failures are under the baseline: -log10 of P(X >= failures), X beta-binomial of
 * `sessions` draws with alpha = rate x history + 1/2 and beta = (1 - rate) x history + 1/2. That is what the baseline
 * predicts for the next count, with Jeffreys' prior: the less history there is, the wider it is. 0 to {@link maxScore}.
 *
 * Summed by the ratios of neighbouring probabilities, outward from the likeliest count: differences of log gamma
 * functions lose the digits of a small score where there are many sessions.
 */
export function spikeScore({ sessions: n, failures: k, rate, history }: Observation): number {
  if (k <= 0) {
    return 0;
  }
  const alpha = rate * history + 0.5;
  const beta = (1 - rate) * history + 0.5;
  // P(j + 1) / P(j); alpha + beta >= 2, so the probabilities rise up to one count and fall from there on.
  const ratio = (j: number) => ((n - j) * (j + alpha)) / ((j + 1) * (n - j - 1 + beta));
  const mode = likeliest(n, alpha, beta);
  const below = (from: number) => sumOutward(from, (j) => (j > 0 ? 1 / ratio(j - 1) : 0), -1, from);
  const above = (from: number) => sumOutward(from, (j) => (j < n ? ratio(j) : 0), 1, n - from);
  const total = below(mode) + above(mode) - 1;
  if (k <= mode) {
    // P(X < k), relative to the mode as the total is: exact also where next to nothing is left out.
    const less = Math.exp(logProduct(k - 1, mode, ratio) * -1) * below(k - 1);
    return -Math.log1p(-less / total) / Math.LN10;
  }
  const tail = logProduct(mode, k, ratio) + Math.log(above(k)) - Math.log(total);
  return Math.min(maxScore, Math.max(0, -tail / Math.LN10));
}

/** The count with the highest probability: where the ratio of neighbours falls below 1. */
function likeliest(n: number, alpha: number, beta: number): number {
  const constant = n * (alpha - 1) + 1 - beta;
  const slope = alpha + beta - 2;
  const last = slope > 0 ? Math.floor(constant / slope) : constant >= 0 ? n : -1;
  return Math.min(n, Math.max(0, last + 1));
}

/** Probabilities from `start` outward, relative to that of `start`, until the rest no longer matters. */
function sumOutward(start: number, next: (j: number) => number, step: 1 | -1, count: number): number {
  let [sum, term] = [1, 1];
  for (let taken = 1, j = start; taken <= count; taken += 1, j += step) {
    term *= next(j);
    sum += term;
    if (term * (count - taken) < sum * 1e-18) {
      break;
    }
  }
  return sum;
}

/** Log of the product of the ratios from `low` up to, not including, `high`: log of P(high) / P(low). */
function logProduct(low: number, high: number, ratio: (j: number) => number): number {
  let [log, product] = [0, 1];
  for (let j = low; j < high; j += 1) {
    product *= ratio(j);
    if (product < 1e-200 || product > 1e200) {
      log += Math.log(product);
      product = 1;
    }
  }
  return log + Math.log(product);
}
