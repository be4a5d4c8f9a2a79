import { DateTime, IANAZone } from 'luxon';
import type { Counting } from '../../../contract/settings.ts';
import { maxBuckets, type TimeRange } from '../../cdr/calendar.ts';
import { coarsestBins, slicesOf, type BinWidth, type Slice } from '../../cdr/time-bins.ts';
import { DiagnosticsError } from '../../errors.ts';
import type { ReportRequest } from '../report.ts';

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

/** How the windows of a query lie. */
export function windowOptions({ query, cdr }: ReportRequest<'failureSpikes' | 'joinTimeSpikes'>): WindowOptions {
  return { windowMinutes: query.windowMinutes, baselineWeeks: query.baselineWeeks, clock: cdr.counting };
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

/** What is read for some windows: each of them, and each of their baselines, is a run of whole time bins and slices. */
export interface WindowSlices {
  /** Those that lie in no window, only in what windows are compared with, are brief. */
  readonly slices: readonly Slice[];
  readonly binMinutes: BinWidth;
}

/**
 * Plans what to read: nothing between the windows of one week and those of the next, and no stretch twice.
 * @param windows in their order, without gaps
 * @param compared whether their baselines are wanted
 */
export function slicesOfWindows(windows: readonly SpikeWindow[], compared = true): WindowSlices {
  const baselines = windows.flatMap(({ weeks, day: before }) => (compared ? [...weeks, before] : []));
  const observed = { from: windows[0]?.span.from ?? 0, to: windows.at(-1)?.span.to ?? 0 };
  // The range may cut the first window and the last: a slice begins or ends there, for that no bin has to be narrow.
  const inner = windows.slice(1).flatMap(({ start, weeks }) => [start, ...weeks.map(({ from }) => from)]);
  const binMinutes = coarsestBins(inner);
  const ranges = [...windows.map(({ span }) => span), ...baselines];
  const slices = slicesOf(ranges, binMinutes, [observed.from, observed.to]).map((slice): Slice => ({
    ...slice,
    brief: slice.from < observed.from || slice.to > observed.to,
  }));
  return { slices, binMinutes };
}
