import type { FilterId } from '../../../contract/filters.ts';
import type { Filters } from '../../../contract/query.ts';
import { failedCategories, type Category } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import { driverFailures, type DriverFailure } from '../../cdr/questions/driver-failures.ts';
import { driverSessions, driverUserSessions, type DriverCell } from '../../cdr/questions/driver-sessions.ts';
import { byCodePoint } from '../../cdr/spellings.ts';
import type { Notice } from '../../plugin/frames/frame.ts';
import type { ReportRequest } from '../report.ts';
import { weekShift } from '../spikes/windows.ts';
import { excessOf, leastShare } from './find-drivers.ts';
import type { ComparedWith, Counts } from './measure.ts';
import { failuresOf, sessionsOf, type Failure, type Observed } from './observed.ts';
import { sampleFor, weighed } from './sample.ts';
import { Values } from './values.ts';

type Request = ReportRequest<'failureDrivers'>;

const day = 86_400_000;
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

/** Reads sessions and failures, and the sessions of those users who fail most: three statements at most. */
export async function readObserved(request: Request): Promise<Read> {
  const { query, range, cdr } = request;
  const weeks = weeksBefore(request);
  const slices = range.from < range.to ? [range, ...weeks] : [];
  const rated = cdr.counting.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  const categories = query.filters.categories ?? rated;
  const kept = Object.entries(query.filters).filter(([id]) => !ofFailures.includes(id as FilterId));
  const filters = Object.fromEntries(kept) as Filters;
  const limit = cdr.maxRows;
  const asked = cdr.ask(driverFailures, { slices, filters: { ...query.filters, categories }, limit });
  // Where the other sessions are what failures are held against, so many of them are counted as these failures take.
  const every = weeks.length === 0 ? sampleFor(sessionsIn(await asked)) : undefined;
  const sample = { slices, filters, ...(every !== undefined && { every }) };
  const [cells, rows] = await Promise.all([cdr.ask(driverSessions, sample), asked]);
  // What lies before the oldest of the failures that were read is not known: its weeks are left out.
  const complete = rows.length < limit ? -Infinity : (rows.at(-1)?.SessionIdTime ?? -Infinity);
  const isRead = (slice: number) => slice === 0 || (slices[slice]?.from ?? 0) > complete;
  const filled = weeks.filter((_, index) => isRead(index + 1) && hasSessions(cells, index + 1));
  const areWeeks = filled.length > 0 && filled.length * 2 >= weeks.length;
  const used = (slice: number) => slice === 0 || (areWeeks && isRead(slice));
  const values = new Values();
  const failures = failuresOf(
    rows.filter(({ slice }) => used(slice)),
    values,
  );
  const comparedWith = areWeeks ? 'Weeks' : 'Others';
  const usedCells = cells.filter(({ slice }) => used(slice));
  // A user with fewer failures cannot be a driver.
  const fewest =
    query.format === 'table' && query.show === 'values'
      ? 0
      : leastShare * excessOf(countsOf(usedCells, failures), comparedWith);
  const users = usersWithMost(failures, values, Math.max(1, query.minFailures, fewest));
  const parties = users.map((user) => values.shown(user));
  const ofUsers = await cdr.ask(driverUserSessions, { ...sample, parties });
  const isUser = (value: number) => users.includes(value);
  const counted = sessionsOf(
    usedCells,
    ofUsers.filter(({ slice }) => used(slice)),
    values,
    isUser,
  );
  return {
    observed: { sessions: every === undefined ? counted : weighed(counted, failures, every), failures },
    values,
    comparedWith,
    isCounted: (value) => values.value(value).dimension !== 'user' || isUser(value),
    categories,
    notices: [...cut(rows.length >= limit, limit), ...tooLong(request), ...sampled(every)],
  };
}

/** How many sessions there are among rows of theirs, which stand together. */
function sessionsIn(rows: readonly DriverFailure[]): number {
  return rows.filter((row, index) => {
    const before = rows[index - 1];
    return (
      row.SessionIdTime !== before?.SessionIdTime ||
      row.SessionIdSeq !== before.SessionIdSeq ||
      row.Store !== before.Store
    );
  }).length;
}

function countsOf(cells: readonly DriverCell[], failures: readonly Failure[]): Counts {
  const sessions = (before: boolean) =>
    cells.reduce((sum, cell) => sum + (cell.slice > 0 === before ? cell.sessions : 0), 0);
  const failuresBefore = failures.filter(({ before }) => before).length;
  return {
    sessions: sessions(false),
    sessionsBefore: sessions(true),
    failures: failures.length - failuresBefore,
    failuresBefore,
  };
}

const hasSessions = (cells: readonly DriverCell[], slice: number) => cells.some((cell) => cell.slice === slice);

/** Users with the most failures of the range, each with so many at least. An address that ends so would be the beginning of others. */
function usersWithMost(failures: readonly Failure[], values: Values, fewest: number): number[] {
  const counts = new Map<number, number>();
  for (const failure of failures) {
    for (const value of failure.before ? [] : failure.values) {
      if (values.value(value).dimension === 'user') {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
  }
  return [...counts]
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
