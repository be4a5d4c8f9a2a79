import type { Filters } from '../../../contract/query.ts';
import { activities, failedCategories } from '../../../contract/vocabulary.ts';
import { calendarBuckets, type Buckets } from '../../cdr/calendar.ts';
import type { Cdr } from '../../cdr/cdr.ts';
import { addressKey } from '../../cdr/names.ts';
import type { CellSelection } from '../../cdr/questions/question.ts';
import { sessionCells, type SessionCell } from '../../cdr/questions/session-cells.ts';
import type { SessionColumn } from '../../cdr/questions/sessions.ts';
import { wholeSlices } from '../../cdr/time-bins.ts';
import { DiagnosticsError } from '../../errors.ts';
import type { ReportRequest } from '../report.ts';
import { linesOf, type LineCell, type LineName } from './lines.ts';

type Request = ReportRequest<'trends'>;

/** One line: numbers by bucket. */
export interface TrendLine extends LineName {
  readonly sessions: readonly number[];
  readonly failed: readonly number[];
  /** Distinct users of the failed sessions. */
  readonly users: readonly number[];
  /** Sessions without which nothing is known of the line in a bucket. */
  readonly seen: readonly number[];
  /** What the line has a row for, and is ranked by. */
  readonly counted: readonly number[];
}

/** So many slices are read at once: a statement of more parts costs more than finer bins do. */
const mostSlices = 60;

/**
 * Buckets as slices, which bring a cell where hours would bring hundreds; the whole range by months, which other lines of a dashboard are
 * made of. Hours where these are too many.
 */
function cellsOf({ range, zone }: Request, { interval, spans, binMinutes }: Buckets): CellSelection {
  const parts = interval === 'total' ? calendarBuckets(range, 'monthly', zone).spans : spans;
  const slices = parts.filter(({ from, to }) => from < to);
  return slices.length <= mostSlices ? { slices, binMinutes: wholeSlices } : { slices: [range], binMinutes };
}

const codes = ['DiagnosticId', 'ResponseCode'] as const;
const storeOf = ({ features }: Cdr): readonly 'Store'[] => (features.stores ? ['Store'] : []);

/**
 * The lines of a query: stores by name, others the largest first.
 * @param needsUsers whether anybody asks for users impacted, for which the users of all failures are read
 */
export async function countTrends(request: Request, buckets: Buckets, needsUsers: boolean): Promise<TrendLine[]> {
  const { query, cdr } = request;
  const { categories, diagnosticIds, responseCodes, ...ofSessions } = query.filters;
  const wanted = categories ?? (cdr.counting.failureRate === 'all' ? failedCategories : (['unexpected'] as const));
  const selection = cellsOf(request, buckets);
  const ask = async <Name extends SessionColumn>(columns: readonly Name[], filters: Filters) => {
    const both = activities.map(({ id }) => cdr.ask(sessionCells(columns), { ...selection, filters, activity: id }));
    return (await Promise.all(both)).flat() as SessionCell<Name>[];
  };
  const lines = linesOf(query.trendOf, cdr.features.stores);
  const [cells, users] = await Promise.all([
    // Texts first: they tell most cells apart, and SQLite sorts what it groups.
    asOneForAll(ask(['FromUserAgent', ...storeOf(cdr), ...codes], ofSessions), () =>
      ask([...codes, ...lines.columns], ofSessions),
    ),
    needsUsers ? ask([...lines.ofUsers, 'FromUser'], { ...query.filters, categories: wanted }) : [],
  ]);
  const empty = (): number[] => buckets.starts.map(() => 0);
  const everything = empty();
  const counts = new Map<string, { sessions: number[]; failed: number[]; users: Set<string>[] }>();
  const lineOf = (cell: LineCell) => {
    const key = lines.keyOf(cell);
    const known = counts.get(key) ?? { sessions: empty(), failed: empty(), users: buckets.starts.map(() => new Set()) };
    counts.set(key, known);
    return known;
  };
  for (const cell of cells) {
    const bucket = buckets.bucketOf(cell.time);
    const failed =
      wanted.includes(cdr.classification.categoryOf(cell.DiagnosticId, cell.ResponseCode)) &&
      (diagnosticIds?.includes(cell.DiagnosticId) ?? true) &&
      (responseCodes?.includes(cell.ResponseCode) ?? true);
    add(everything, bucket, cell.sessions);
    if (failed || !lines.ofFailures) {
      const line = lineOf(cell);
      add(line.sessions, bucket, cell.sessions);
      add(line.failed, bucket, failed ? cell.sessions : 0);
    }
  }
  for (const cell of users) {
    if (cell.FromUser !== null) {
      lineOf(cell).users[buckets.bucketOf(cell.time)]?.add(addressKey(cell.FromUser));
    }
  }
  const found = [...counts].map(([key, { sessions, failed, users: named }]): TrendLine => ({
    ...lines.nameOf(key),
    ...{ sessions: lines.ofFailures ? everything : sessions, failed, users: named.map(({ size }) => size) },
    seen: lines.standAlone ? sessions : everything,
    counted: lines.ofFailures ? failed : sessions,
  }));
  const size = ({ counted }: TrendLine) => counted.reduce((sum, count) => sum + count, 0);
  return found.sort((a, b) => (lines.ranked ? size(b) - size(a) : 0) || lines.byName(a, b));
}

/**
 * Cells with whatever tells the lines of any query apart: a dashboard has lines of all kinds, and they share what was read once. Where these
 * are more than one statement may bring, those that the query needs.
 */
async function asOneForAll<Cells>(shared: Promise<Cells>, alone: () => Promise<Cells>): Promise<Cells> {
  try {
    return await shared;
  } catch (error) {
    if (error instanceof DiagnosticsError && error.code === 'tooLarge') {
      return alone();
    }
    throw error;
  }
}

function add(counts: number[], bucket: number, sessions: number): void {
  counts[bucket] = (counts[bucket] ?? 0) + sessions;
}
