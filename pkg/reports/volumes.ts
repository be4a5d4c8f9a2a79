import type { Counting } from '../../contract/settings.ts';
import { categories } from '../../contract/vocabulary.ts';
import type { Buckets } from '../cdr/calendar.ts';
import type { Classification } from '../cdr/classification.ts';
import type { CubeCell } from '../cdr/cube.ts';
import { percentage } from './shapes/metrics.ts';

/** Sessions by category, in the order of the vocabulary. */
export type CategoryCounts = readonly number[];

const noCounts = (): number[] => categories.map(() => 0);
const positions = new Map(categories.map(({ id }, position) => [id, position]));

/** A row of an activity report within each bucket: a modality, a kind of conference session, or All. */
export interface Group {
  readonly label: string;
  holds(kind: CubeCell['kind']): boolean;
}

/** Rolls the cube up: for each group, for each bucket, the sessions by category. */
export function rollUp(
  cells: readonly CubeCell[],
  groups: readonly Group[],
  buckets: Buckets,
  classification: Classification,
): CategoryCounts[][] {
  const volumes = groups.map(() => buckets.starts.map(noCounts));
  const membership = new Map<CubeCell['kind'], number[]>();
  for (const { step, kind, DiagnosticId, ResponseCode, sessions } of cells) {
    let member = membership.get(kind);
    if (!member) {
      member = groups.flatMap((group, index) => (group.holds(kind) ? [index] : []));
      membership.set(kind, member);
    }
    const bucket = buckets.bucketOf(step);
    const category = positions.get(classification.categoryOf(DiagnosticId, ResponseCode)) ?? 0;
    for (const index of member) {
      const counts = volumes[index]?.[bucket];
      if (counts) {
        counts[category] = (counts[category] ?? 0) + sessions;
      }
    }
  }
  return volumes;
}

export function addUp(counts: readonly CategoryCounts[]): CategoryCounts {
  return counts.reduce((sum, one) => sum.map((value, index) => value + (one[index] ?? 0)), noCounts());
}

/** Sessions that the failure rates count, as the settings define it. */
export function failedOf([, expected = 0, unexpected = 0]: CategoryCounts, counting: Counting): number {
  return counting.failureRate === 'all' ? expected + unexpected : unexpected;
}

export function totalOf(counts: CategoryCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The metrics of the activity reports, keyed by column id. */
export function volumeMetrics(counts: CategoryCounts, counting: Counting): Record<string, number | null> {
  const [success = 0, expected = 0, unexpected = 0, uncategorized = 0] = counts;
  const total = totalOf(counts);
  return {
    successVolume: success,
    successPercentage: percentage(success, total),
    expectedVolume: expected,
    expectedPercentage: percentage(expected, total),
    unexpectedVolume: unexpected,
    unexpectedPercentage: percentage(unexpected, total),
    totalSessions: total,
    uncategorizedVolume: uncategorized,
    uncategorizedPercentage: percentage(uncategorized, total),
    failureRate: percentage(failedOf(counts, counting), total),
  };
}
