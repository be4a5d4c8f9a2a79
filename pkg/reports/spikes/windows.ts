import { DateTime } from 'luxon';
import type { Settings } from '../../../contract/settings.ts';
import { maxBuckets, type TimeRange } from '../../cdr/calendar.ts';
import { DiagnosticsError } from '../../errors.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const week = 7 * day;

/** A window with what it is compared with. */
export interface SpikeWindow {
  /** Where a time series shows it: its start, also where the range cuts the beginning off. */
  readonly start: number;
  /** The part that counts. */
  readonly span: TimeRange;
  /** The same part of each preceding week, the nearest first. A clock change may leave nothing of one. */
  readonly weeks: readonly TimeRange[];
  /** The 24 hours before it. */
  readonly day: TimeRange;
}

/** Length of windows, how many weeks they go back, and by which clock. */
export interface WindowOptions {
  readonly windowMinutes: number;
  readonly baselineWeeks: number;
  readonly clock: Clock;
}

/** The setting `baselineClock` with its zone. */
export type Clock = Pick<Settings, 'baselineClock' | 'reportTimeZone'>;

/** An instant so many whole weeks earlier, in UTC or on the clock of the report time zone. */
export function weeksBefore(instant: number, weeks: number, { baselineClock, reportTimeZone }: Clock): number {
  return baselineClock === 'utc'
    ? instant - weeks * week
    : DateTime.fromMillis(instant, { zone: reportTimeZone }).minus({ weeks }).toMillis();
}

/** A range so many whole weeks earlier, each end by itself. */
export function rangeBefore({ from, to }: TimeRange, weeks: number, clock: Clock): TimeRange {
  return { from: weeksBefore(from, weeks, clock), to: weeksBefore(to, weeks, clock) };
}

function compared(start: number, span: TimeRange, { baselineWeeks, clock }: WindowOptions): SpikeWindow {
  return {
    start,
    span,
    weeks: Array.from({ length: baselineWeeks }, (_, index) => rangeBefore(span, index + 1, clock)),
    day: { from: span.from - day, to: span.from },
  };
}

/** The one window that ends with the range, however long the range is. */
export function lastWindow({ to }: TimeRange, options: WindowOptions): SpikeWindow {
  const from = to - options.windowMinutes * minute;
  return compared(from, { from, to }, options);
}

/**
 * The windows that touch the range, one after the other from midnight in UTC; the range cuts the first and the last.
 * @throws DiagnosticsError `tooLarge` above {@link maxBuckets}
 */
export function windowsOf(range: TimeRange, options: WindowOptions): SpikeWindow[] {
  const length = options.windowMinutes * minute;
  const first = Math.floor(range.from / length) * length;
  const count = range.from < range.to ? Math.ceil((range.to - first) / length) : 0;
  if (count > maxBuckets) {
    throw new DiagnosticsError(
      'tooLarge',
      `spikes.windowMinutes: this range has more than ${maxBuckets} windows. Choose longer windows or a shorter range.`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * length;
    const span = { from: Math.max(start, range.from), to: Math.min(start + length, range.to) };
    return compared(start, span, options);
  });
}
