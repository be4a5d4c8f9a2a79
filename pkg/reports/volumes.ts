import type { Volumes } from '../../contract/reports/volumes.ts';
import type { Counting } from '../../contract/settings.ts';
import { categories } from '../../contract/vocabulary.ts';
import type { Buckets } from '../cdr/calendar.ts';
import type { Classification } from '../cdr/classification.ts';
import type { SessionCell } from '../cdr/questions/session-cells.ts';
import type { SessionKind } from './kinds.ts';
import { percentage } from './shapes/metrics.ts';

/** Sessions by category, in the order of the vocabulary. */
export type CategoryCounts = readonly number[];

const noCounts = (): number[] => categories.map(() => 0);
const positions = new Map(categories.map(({ id }, position) => [id, position]));

/** A row of an activity report within each bucket: a modality, a kind of conference session, or All. */
export interface Group {
  readonly label: string;
  /** Of the kind as far as the cells tell it. */
  holds(kind: Partial<SessionKind>): boolean;
}

/** A cell with what its category hangs on, and what tells its group. */
type KindCell = SessionCell<'DiagnosticId' | 'ResponseCode'> & Partial<SessionKind>;

/** Rolls cells up: for each group, for each bucket, the sessions by category. */
export function rollUp(
  cells: readonly KindCell[],
  groups: readonly Group[],
  buckets: Buckets,
  classification: Classification,
): CategoryCounts[][] {
  const volumes = groups.map(() => buckets.starts.map(noCounts));
  const membership = new Map<string | number | undefined, number[]>();
  for (const { time, Media, Kind, DiagnosticId, ResponseCode, sessions } of cells) {
    // Cells of one question tell either the one or the other.
    const kind = Kind ?? Media;
    let member = membership.get(kind);
    if (!member) {
      const known = { ...(Media !== undefined && { Media }), ...(Kind !== undefined && { Kind }) };
      member = groups.flatMap((group, index) => (group.holds(known) ? [index] : []));
      membership.set(kind, member);
    }
    const bucket = buckets.bucketOf(time);
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

/** Start of a bucket, and the part of the range that it counts, by column id. */
export function bucketCells(buckets: Buckets, bucket: number) {
  const { from = null, to = null } = buckets.spans[bucket] ?? {};
  return { time: buckets.starts[bucket] ?? null, bucketStart: from, bucketEnd: to };
}

/** The metrics of the activity reports, keyed by column id. */
export function volumeMetrics(counts: CategoryCounts, counting: Counting): Volumes {
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
