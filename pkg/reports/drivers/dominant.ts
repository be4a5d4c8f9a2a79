import { byItem } from '../order.ts';
import type { Failure } from './observed.ts';

/** What most of some failures have in common. */
export interface Dominant {
  readonly diagnosticId: number | null;
  readonly responseCode: number | null;
  /** Share of the failures with the ID, or with the response code where that is none, 0 to 1. */
  readonly share: number;
}

/** The most frequent diagnostic ID, or response code where the most frequent has no ID; the lower of two that are as frequent. */
export function dominantOf(failures: readonly Failure[]): Dominant {
  const [id = null, own = []] = mostFrequent(failures, ({ diagnosticId, responseCode }) =>
    diagnosticId === null ? `code ${responseCode}` : diagnosticId,
  );
  const [responseCode = null] = mostFrequent(own, (failure) => failure.responseCode);
  return {
    diagnosticId: typeof id === 'number' ? id : null,
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    share: own.length / Math.max(1, failures.length),
  };
}

type Key = string | number | null;

function mostFrequent(
  failures: readonly Failure[],
  keyOf: (failure: Failure) => Key,
): [key?: Key, failures?: Failure[]] {
  const groups = new Map<Key, Failure[]>();
  for (const failure of failures) {
    const key = keyOf(failure);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(failure);
  }
  const [most] = [...groups].sort(([a, left], [b, right]) => right.length - left.length || byKey(a, b));
  return most ?? [];
}

/** Numbers before words. */
const byKey = (a: Key, b: Key) => Number(typeof a === 'string') - Number(typeof b === 'string') || byItem(a, b);
