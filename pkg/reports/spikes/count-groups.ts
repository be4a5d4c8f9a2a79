import type { FilterId } from '../../../contract/filters.ts';
import type { Filters } from '../../../contract/query.ts';
import { activities, failedCategories, type Activity, type Category } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import { addressKey } from '../../cdr/names.ts';
import { sessionCells, type SessionCell } from '../../cdr/questions/session-cells.ts';
import type { SessionColumn } from '../../cdr/questions/sessions.ts';
import { isIn } from '../../cdr/time-bins.ts';
import type { ReportRequest } from '../report.ts';
import { ByTime, CountsByTime } from './by-time.ts';
import { figuresOf, type Counts, type SpikeFigures } from './figures.ts';
import { groupColumns, Grouping, sessionGroups, type GroupLabels } from './groups.ts';
import type { SpikeWindow, WindowSlices } from './windows.ts';

type Request = ReportRequest<'failureSpikes'>;
type Row = Partial<SessionCell<SessionColumn>> & Pick<SessionCell<never>, 'time' | 'sessions'>;

/** What a format needs beyond the counts. */
export interface Needs {
  /** Users impacted: brings the users of the failures in the windows. */
  readonly users: boolean;
  /** Expected and unexpected failures apart. */
  readonly volumes: boolean;
}

/** One group with its counts in all windows. */
export interface SpikeGroupCounts {
  readonly labels: GroupLabels;
  /** Failures of all windows together, and those of one category where these were asked for. */
  failures(category?: Category): number;
  failuresIn(window: SpikeWindow): number;
  figures(window: SpikeWindow): SpikeFigures;
}

/** All groups of a query, and the diagnostic IDs of failures before the windows. */
export interface CountedGroups {
  readonly groups: readonly SpikeGroupCounts[];
  /** IDs of failures that began in the baselines, not before the instant; known where groups are told apart by ID. */
  idsBefore(instant: number): ReadonlySet<number | null | undefined>;
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

/** What counts as failed: the categories asked for, else those of the setting `failureRate`. */
function failureFilters({ query, cdr }: Request): Filters {
  const rated = cdr.counting.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  return { categories: rated, ...query.filters };
}

/** The filters that choose sessions, failed or not. */
function sessionFilters({ query }: Request): Filters {
  const kept = Object.entries(query.filters).filter(([id]) => !ofFailures.includes(id as FilterId));
  return Object.fromEntries(kept) as Filters;
}

/** Reads sessions and failures over the slices and sorts them into groups. */
export async function countGroups(
  request: Request,
  { slices, binMinutes }: WindowSlices,
  { users, volumes }: Needs,
): Promise<CountedGroups> {
  const { query, cdr } = request;
  const counter = new GroupCounter(request, slices);
  const columns = groupColumns(query.groupBy);
  // What the windows are compared with needs no more than its counts.
  const detailed: SessionColumn[] = [
    ...(users ? (['FromUser'] as const) : []),
    ...(volumes ? (['DiagnosticId', 'ResponseCode'] as const) : []),
  ];
  await Promise.all(
    activities.map(async ({ id: activity }) => {
      const of = { activity, slices, binMinutes };
      const [sessions, failures] = await Promise.all([
        cdr.ask(sessionCells(groupColumns(sessionGroups(query.groupBy))), { ...of, filters: sessionFilters(request) }),
        cdr.ask(sessionCells(columns, detailed), { ...of, filters: failureFilters(request) }),
      ]);
      counter.addSessions(sessions, activity);
      counter.addFailures(failures, activity);
    }),
  );
  return counter;
}

interface Entry {
  readonly sessionsKey: string;
  readonly failures: CountsByTime;
  readonly byCategory: Map<Category | undefined, number>;
  /** Users of failures, by what the spellings of each have in common. */
  readonly users: ByTime<Set<string>>;
}

/** Sorts counted sessions and failures into groups. */
class GroupCounter implements CountedGroups {
  readonly #request: Request;
  readonly #grouping: Grouping;
  readonly #brief: readonly TimeRange[];
  readonly #sessions = new Map<string, CountsByTime>();
  readonly #entries = new Map<string, Entry>();
  readonly #earlierIds: { readonly time: number; readonly id: number | null | undefined }[] = [];

  constructor(request: Request, slices: WindowSlices['slices']) {
    this.#request = request;
    this.#grouping = new Grouping(request.query.groupBy);
    this.#brief = slices.filter(({ brief }) => brief);
  }

  addSessions(rows: readonly Row[], activity: Activity): void {
    for (const row of rows) {
      for (const key of this.#grouping.ofSessions(row, activity)) {
        this.#sessionsOf(key).add(row.time, row.sessions);
      }
    }
  }

  addFailures(rows: readonly Row[], activity: Activity): void {
    for (const row of rows) {
      const observed = !this.#brief.some((slice) => isIn(row.time, slice));
      if (!observed) {
        this.#earlierIds.push({ time: row.time, id: row.DiagnosticId });
      }
      for (const { key, sessionsKey } of this.#grouping.ofFailures(row, activity)) {
        const entry = this.#entryOf(key, sessionsKey);
        entry.failures.add(row.time, row.sessions);
        if (observed) {
          this.#addObserved(entry, row);
        }
      }
    }
  }

  get groups(): SpikeGroupCounts[] {
    const { groupBy } = this.#request.query;
    // Where only failures tell groups apart, a group without any has no key of its own.
    if (groupBy.length === sessionGroups(groupBy).length) {
      for (const key of this.#sessions.keys()) {
        this.#entryOf(key, key);
      }
    }
    return [...this.#entries].map(([key, entry]) => ({
      labels: this.#grouping.labels(key),
      failures: (category) => entry.byCategory.get(category) ?? 0,
      failuresIn: ({ span }) => entry.failures.in(span),
      figures: (window) => this.#figures(entry, window),
    }));
  }

  idsBefore(instant: number): ReadonlySet<number | null | undefined> {
    return new Set(this.#earlierIds.filter(({ time }) => time >= instant).map(({ id }) => id));
  }

  #addObserved(entry: Entry, row: Row): void {
    const { DiagnosticId = null, ResponseCode } = row;
    const category =
      ResponseCode === undefined ? undefined : this.#request.cdr.classification.categoryOf(DiagnosticId, ResponseCode);
    for (const counted of new Set([undefined, category])) {
      entry.byCategory.set(counted, (entry.byCategory.get(counted) ?? 0) + row.sessions);
    }
    if (typeof row.FromUser === 'string') {
      entry.users.get(row.time, () => new Set()).add(addressKey(row.FromUser));
    }
  }

  #figures(entry: Entry, { span, weeks, day }: SpikeWindow): SpikeFigures {
    const all = this.#sessionsOf(entry.sessionsKey);
    const counts = (range: TimeRange): Counts => {
      const sessions = all.in(range);
      // Failures are read apart from sessions: one that came in between is not in both.
      return { sessions, failures: Math.min(entry.failures.in(range), sessions) };
    };
    const users = new Set<string>();
    for (const some of entry.users.in(span)) {
      some.forEach((user) => users.add(user));
    }
    const observed = { ...counts(span), usersImpacted: users.size, weeks: weeks.map(counts), day: () => counts(day) };
    return figuresOf(observed, this.#request.query);
  }

  #sessionsOf(key: string): CountsByTime {
    const counts = this.#sessions.get(key) ?? new CountsByTime();
    this.#sessions.set(key, counts);
    return counts;
  }

  #entryOf(key: string, sessionsKey: string): Entry {
    const entry = this.#entries.get(key) ?? {
      sessionsKey,
      failures: new CountsByTime(),
      byCategory: new Map(),
      users: new ByTime<Set<string>>(),
    };
    this.#entries.set(key, entry);
    return entry;
  }
}
