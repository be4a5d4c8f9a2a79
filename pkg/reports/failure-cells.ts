import type { Filters } from '../../contract/query.ts';
import { activities } from '../../contract/vocabulary.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { sessionCells, type SessionCell } from '../cdr/questions/session-cells.ts';
import type { SessionColumn } from '../cdr/questions/sessions.ts';
import type { BinWidth } from '../cdr/time-bins.ts';
import { DiagnosticsError } from '../errors.ts';

/** Which failed sessions. */
interface FailureCellSelection {
  readonly range: TimeRange;
  readonly filters: Filters;
  /** An hour where no calendar asks for less. */
  readonly binMinutes?: BinWidth;
}

/**
 * Failed sessions of both kinds in cells so fine that most hold a single session, with everything that a report ranks or counts by: read
 * once for all of that, and hour by hour.
 * @returns undefined where they are more than one statement may bring; whoever asked lets the database count then
 */
export async function failureCells<Name extends SessionColumn>(
  cdr: Cdr,
  columns: readonly Name[],
  { range, filters, binMinutes = 60 }: FailureCellSelection,
): Promise<readonly SessionCell<Name>[] | undefined> {
  const of = { slices: [range], binMinutes, filters };
  try {
    const cells = await Promise.all(
      activities.map(({ id }) => cdr.ask(sessionCells(columns), { ...of, activity: id })),
    );
    return cells.flat();
  } catch (error) {
    if (error instanceof DiagnosticsError && error.code === 'tooLarge') {
      return undefined;
    }
    throw error;
  }
}
