import { DateTime, IANAZone } from 'luxon';
import type { Counting } from '../../../contract/settings.ts';
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
export type Clock = Pick<Counting, 'baselineClock' | 'reportTimeZone'>;

/** Goes back whole weeks. */
export type WeekShift = (range: TimeRange, weeks: number) => TimeRange;

/** Goes back whole weeks in UTC or on the clock of the report time zone, each end of a range by itself. */
export function weekShift({ baselineClock, reportTimeZone }: Clock): WeekShift {
  const before = baselineClock === 'utc' ? weeksBefore : onClock(reportTimeZone);
  return ({ from, to }, weeks) => ({ from: before(from, weeks), to: before(to, weeks) });
}

const weeksBefore = (instant: number, weeks: number) => instant - weeks * week;

function onClock(zoneName: string): typeof weeksBefore {
  const zone = IANAZone.create(zoneName);
  // Windows share their bounds, and those of one week are those of the next a week earlier.
  const offsets = new Map<number, number>();
  const offset = (instant: number) => {
    const known = offsets.get(instant) ?? zone.offset(instant);
    offsets.set(instant, known);
    return known;
  };
  return (instant, weeks) => {
    const earlier = weeksBefore(instant, weeks);
    // Nothing to compute but across a clock change.
    return offset(earlier) === offset(instant)
      ? earlier
      : DateTime.fromMillis(instant, { zone }).minus({ weeks }).toMillis();
  };
}

function compared(start: number, span: TimeRange, baselineWeeks: number, shift: WeekShift): SpikeWindow {
  return {
    start,
    span,
    weeks: Array.from({ length: baselineWeeks }, (_, index) => shift(span, index + 1)),
    day: { from: span.from - day, to: span.from },
  };
}

/** The one window that ends with the range, however long the range is. */
export function lastWindow({ to }: TimeRange, { windowMinutes, baselineWeeks, clock }: WindowOptions): SpikeWindow {
  const from = to - windowMinutes * minute;
  return compared(from, { from, to }, baselineWeeks, weekShift(clock));
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
      `windowMinutes: this range has more than ${maxBuckets} windows. Choose longer windows or a shorter range.`,
    );
  }
  const shift = weekShift(options.clock);
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * length;
    const span = { from: Math.max(start, range.from), to: Math.min(start + length, range.to) };
    return compared(start, span, options.baselineWeeks, shift);
  });
}
