/** Where a baseline comes from, in the words of the column Baseline. */
export type BaselineKind = 'Weeks' | 'Day' | 'None';

/** What a window is held against: parts with some data, none where there is nothing. */
export interface Baseline<Part> {
  readonly kind: BaselineKind;
  readonly parts: readonly Part[];
}

/**
 * The weeks that have data, where at least half of them do; else the day before, where that has some.
 * @param sizeOf sessions or reports of a part
 */
export function chooseBaseline<Part>(
  weeks: readonly Part[],
  day: () => Part,
  sizeOf: (part: Part) => number,
): Baseline<Part> {
  const filled = weeks.filter((part) => sizeOf(part) > 0);
  if (filled.length > 0 && filled.length * 2 >= weeks.length) {
    return { kind: 'Weeks', parts: filled };
  }
  const before = day();
  return sizeOf(before) > 0 ? { kind: 'Day', parts: [before] } : { kind: 'None', parts: [] };
}
