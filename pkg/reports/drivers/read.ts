import type { FilterId } from '../../../contract/filters.ts';
import type { Filters } from '../../../contract/query.ts';
import { failedCategories, type Category } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import { driverFailures, newestDriverFailures, type DriverFailure } from '../../cdr/questions/driver-failures.ts';
import { driverSessions } from '../../cdr/questions/driver-sessions.ts';
import type { SlicedSelection } from '../../cdr/questions/sliced-sessions.ts';
import { byCodePoint } from '../../cdr/spellings.ts';
import { isIn, slicesOf } from '../../cdr/time-bins.ts';
import { DiagnosticsError } from '../../errors.ts';
import type { Notice } from '../../plugin/frames/frame.ts';
import type { ReportRequest } from '../report.ts';
import { weekShift } from '../spikes/windows.ts';
import type { ComparedWith } from './measure.ts';
import { failuresOf, sessionsOf, type Failure, type Observed } from './observed.ts';
import { sampleFor, weighed } from './sample.ts';
import { Values } from './values.ts';

type Request = ReportRequest<'failureDrivers'>;

const day = 86_400_000;
/** Nothing here hangs on a zone, and the wider the bins, the more sessions agree. */
const binMinutes = 60;
/** Users whose sessions are counted: those with the most failures. */
const mostUsers = 10;

/** Everything that drivers are found in. */
export interface Read {
  readonly observed: Observed;
  readonly values: Values;
  readonly comparedWith: ComparedWith;
  /** Whether the sessions of a value are known. */
  readonly isCounted: (value: number) => boolean;
  readonly categories: readonly Category[];
  readonly notices: readonly Notice[];
}

/** Filters that choose failures; all others choose sessions, failed or not. */
const ofFailures: readonly FilterId[] = [
  'categories',
  'diagnosticIds',
  'responseCodes',
  'requestTypes',
  'sources',
  'applications',
];

/** The ranges that the range is compared with: earlier weeks where it is short, none where its own sessions are. */
export function weeksBefore({ query, range, cdr }: Request): TimeRange[] {
  const length = range.to - range.from;
  const { compareWith } = query;
  // A week before overlaps with more than a week.
  const areWeeks = compareWith === 'earlierWeeks' ? length <= 7 * day : compareWith === 'auto' && length <= day;
  const shift = weekShift(cdr.counting);
  return areWeeks
    ? Array.from({ length: query.baselineWeeks }, (_, index) => shift(range, index + 1)).filter(
        ({ from, to }) => from < to,
      )
    : [];
}

/** Reads failures, then sessions: two statements, three where there are more failures than a statement may bring. */
export async function readObserved(request: Request): Promise<Read> {
  const { query, range, cdr } = request;
  const { from } = range;
  const weeks = weeksBefore(request);
  const slices = from < range.to ? slicesOf([range, ...weeks], binMinutes) : [];
  const rated = cdr.counting.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  const categories = query.filters.categories ?? rated;
  const kept = Object.entries(query.filters).filter(([id]) => !ofFailures.includes(id as FilterId));
  const filters = Object.fromEntries(kept) as Filters;
  const { rows, complete } = await failureRows(cdr, {
    ...{ slices, binMinutes },
    filters: { ...query.filters, categories },
  });
  const values = new Values();
  const found = failuresOf(rows, values, from);
  // Where the other sessions are what failures are held against, so many of them are counted as these failures take.
  const every = weeks.length === 0 ? sampleFor(found.length) : undefined;
  const users = usersWithMost(found, values, Math.max(1, query.minFailures));
  const cells = await cdr.ask(driverSessions, {
    ...{ slices, binMinutes, filters, every },
    // The same users are the same question, whichever of them has most.
    users: users.map((user) => values.shown(user)).sort(byCodePoint),
  });
  const read = weeks.filter((week) => week.from > complete);
  const filled = read.filter((week) => cells.some(({ time }) => isIn(time, week)));
  const areWeeks = filled.length > 0 && filled.length * 2 >= weeks.length;
  const isUsed = (time: number) => time >= from || (areWeeks && read.some((week) => isIn(time, week)));
  const failures = found.filter(({ time }) => isUsed(time));
  const isCounted = (value: number) => values.value(value).dimension !== 'user' || users.includes(value);
  const used = cells.filter(({ time }) => isUsed(time));
  const sessions = sessionsOf(used, values, from, failing(failures, isCounted));
  return {
    observed: { sessions: every === undefined ? sessions : weighed(sessions, failures, every), failures },
    values,
    comparedWith: areWeeks ? 'Weeks' : 'Others',
    isCounted,
    categories,
    notices: [...cut(complete > -Infinity, cdr.maxRows), ...tooLong(request), ...sampled(every)],
  };
}

/** All failures, or the newest where there are more than a statement may bring: then what lies before the oldest of them is not known. */
async function failureRows(
  cdr: Request['cdr'],
  selection: SlicedSelection,
): Promise<{ readonly rows: readonly DriverFailure[]; readonly complete: number }> {
  const limit = cdr.maxRows;
  const all = await cdr.ask(driverFailures, selection).catch((error: unknown) => {
    if (error instanceof DiagnosticsError && error.code === 'tooLarge') {
      return undefined;
    }
    throw error;
  });
  if (all && all.length <= limit) {
    return { rows: all, complete: -Infinity };
  }
  const rows = await cdr.ask(newestDriverFailures, { ...selection, limit });
  return { rows, complete: rows.at(-1)?.SessionIdTime ?? -Infinity };
}

/** Values that failures of the range have, of those that are counted. */
const failing = (failures: readonly Failure[], isCounted: (value: number) => boolean) =>
  new Set([...countsOf(failures).keys()].filter(isCounted));

/** How many failures of the range have a value, by value. */
function countsOf(failures: readonly Failure[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { before, values } of failures) {
    if (!before) {
      for (const value of values) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** Users with the most failures of the range, each with so many at least. An address that ends so would be the beginning of others. */
function usersWithMost(failures: readonly Failure[], values: Values, fewest: number): number[] {
  return [...countsOf(failures)]
    .filter(([value]) => values.value(value).dimension === 'user')
    .filter(([user, count]) => count >= fewest && !values.shown(user).endsWith('*'))
    .sort(([a, most], [b, other]) => other - most || byCodePoint(values.value(a).key, values.value(b).key))
    .slice(0, mostUsers)
    .map(([user]) => user);
}

function cut(isCut: boolean, limit: number): Notice[] {
  const text = `Only the newest ${limit} rows of failures were looked at, and no week before them: choose a shorter range or more filters.`;
  return isCut ? [{ severity: 'warning', text }] : [];
}

function sampled(every: number | undefined): Notice[] {
  const text = `So many sessions failed that only one in ${every} of the others is counted, and stands for all ${every}: figures on sessions are estimates. Choose a shorter range or more filters to have all counted.`;
  return every === undefined ? [] : [{ severity: 'info', text }];
}

function tooLong({ query, range }: Request): Notice[] {
  const text = 'A range of more than a week is compared with its own sessions: earlier weeks would overlap with it.';
  return query.compareWith === 'earlierWeeks' && range.to - range.from > 7 * day ? [{ severity: 'info', text }] : [];
}
