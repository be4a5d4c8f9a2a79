import { DateTime } from 'luxon';
import { median as middle } from 'simple-statistics';
import type { Range } from './buckets.ts';
import type { Task } from './frames.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A window, the same window of each preceding week, and the 24 hours before it. */
export interface Window {
  /** Where a time series shows it. */
  readonly start: number;
  readonly span: Range;
  readonly weeks: readonly Range[];
  readonly day: Range;
}

/** Whole weeks earlier: 168 hours each, or by the clock on the wall of the report time zone. */
export function weeksEarlier(task: Task, range: Range, weeks: number): Range {
  const { baselineClock, reportTimeZone } = task.settings;
  const back = (instant: number) =>
    baselineClock === 'utc'
      ? instant - weeks * 7 * day
      : DateTime.fromMillis(instant, { zone: reportTimeZone }).minus({ weeks }).toMillis();
  return { from: back(range.from), to: back(range.to) };
}

function windowOf(task: Task, start: number, span: Range): Window {
  const { baselineWeeks = 0 } = task.query;
  const weeks = Array.from({ length: baselineWeeks }, (_, i) => weeksEarlier(task, span, i + 1));
  return { start, span, weeks, day: { from: span.from - day, to: span.from } };
}

/** One window that ends with the range for tables and numbers; else all that touch the range, from midnight in UTC. */
export function windowsOf(task: Task): Window[] {
  const { from, to } = task.range;
  const length = (task.query.windowMinutes ?? 60) * minute;
  if (task.query.format === 'table' || task.query.format === 'numeric') {
    return [windowOf(task, to - length, { from: to - length, to })];
  }
  const windows: Window[] = [];
  for (let start = from - (from % length); start < to; start += length) {
    windows.push(windowOf(task, start, { from: Math.max(start, from), to: Math.min(start + length, to) }));
  }
  return from < to ? windows : [];
}

/** Items in the order of time, asked for by range. */
export class Timeline<Item extends { readonly time: number }> {
  readonly #items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.#items = [...items].sort((a, b) => a.time - b.time);
  }

  in({ from, to }: Range): readonly Item[] {
    return from < to ? this.#items.slice(this.#before(from), this.#before(to)) : [];
  }

  /** How many items come before an instant. */
  #before(instant: number): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = (this.#items[middle] as Item).time < instant ? [middle + 1, high] : [low, middle];
    }
    return low;
  }
}

/** The weeks that have anything, where at least half of them do; else the day, where it has anything. */
export function baselineOf<Part>(
  weeks: readonly (readonly Part[])[],
  before: readonly Part[],
): { readonly baseline: string; readonly parts: readonly (readonly Part[])[] } {
  const filled = weeks.filter((week) => week.length > 0);
  if (filled.length >= Math.ceil(weeks.length / 2)) {
    return { baseline: 'Weeks', parts: filled };
  }
  return before.length > 0 ? { baseline: 'Day', parts: [before] } : { baseline: 'None', parts: [] };
}

/** The median; null of nothing. */
export const median = (values: readonly number[]): number | null => (values.length === 0 ? null : middle([...values]));
