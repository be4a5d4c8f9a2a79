import type { SpikeOptions } from '../../../contract/query.ts';
import type { Category } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import type { Classification } from '../../cdr/classification.ts';
import type { CountRow } from './count-sessions.ts';
import { figuresOf, type Counts, type SpikeFigures } from './figures.ts';
import type { Grouping, GroupLabels } from './groups.ts';
import type { ReadingPlan } from './reading-plan.ts';
import { SegmentCounts } from './segment-counts.ts';
import type { SpikeWindow } from './windows.ts';

/** One group with its counts in all windows. */
export interface SpikeGroupCounts {
  readonly labels: GroupLabels;
  /** Failures of all windows together, and those of one category where these were asked for. */
  failures(category?: Category): number;
  failuresIn(window: SpikeWindow): number;
  figures(window: SpikeWindow, options: SpikeOptions): SpikeFigures;
}

interface Entry {
  readonly sessionsKey: string;
  readonly failures: SegmentCounts;
  readonly byCategory: Map<Category | undefined, number>;
  /** Users of failures by segment, in lower case. */
  readonly users: Map<number, Set<string>>;
}

/** Sorts counted sessions and failures into groups. */
export class GroupCollector {
  readonly #classification: Classification;
  readonly #plan: ReadingPlan;
  readonly #grouping: Grouping;
  readonly #sessions = new Map<string, SegmentCounts>();
  readonly #entries = new Map<string, Entry>();

  constructor(classification: Classification, plan: ReadingPlan, grouping: Grouping) {
    this.#classification = classification;
    this.#plan = plan;
    this.#grouping = grouping;
  }

  addSessions(row: CountRow): void {
    const segment = this.#plan.segmentOf(row.piece, row.step);
    for (const key of this.#grouping.ofSessions(row)) {
      this.#sessionsOf(key).add(segment, row.sessions);
    }
  }

  addFailures(row: CountRow): void {
    const segment = this.#plan.segmentOf(row.piece, row.step);
    const observed = this.#plan.pieces[row.piece]?.observed ?? false;
    const category = this.#categoryOf(row);
    for (const { key, sessionsKey } of this.#grouping.ofFailures(row)) {
      const entry = this.#entryOf(key, sessionsKey);
      entry.failures.add(segment, row.sessions);
      if (observed) {
        for (const counted of new Set([undefined, category])) {
          entry.byCategory.set(counted, (entry.byCategory.get(counted) ?? 0) + row.sessions);
        }
        if (typeof row.User === 'string') {
          const users = entry.users.get(segment) ?? new Set();
          entry.users.set(segment, users.add(row.User.toLowerCase()));
        }
      }
    }
  }

  /** @param failuresOnly leaves out groups without any failure, which have no key of their own */
  groups(failuresOnly: boolean): SpikeGroupCounts[] {
    if (!failuresOnly) {
      for (const key of this.#sessions.keys()) {
        this.#entryOf(key, key);
      }
    }
    return [...this.#entries].map(([key, entry]) => ({
      labels: this.#grouping.labels(key),
      failures: (category) => entry.byCategory.get(category) ?? 0,
      failuresIn: ({ span }) => entry.failures.in(this.#plan.segmentsIn(span)),
      figures: (window, options) => this.#figures(entry, window, options),
    }));
  }

  #figures(entry: Entry, { span, weeks, day }: SpikeWindow, options: SpikeOptions): SpikeFigures {
    const all = this.#sessionsOf(entry.sessionsKey);
    const counts = (range: TimeRange): Counts => {
      const segments = this.#plan.segmentsIn(range);
      const sessions = all.in(segments);
      // Failures are read apart from sessions: one that came in between is not in both.
      return { sessions, failures: Math.min(entry.failures.in(segments), sessions) };
    };
    const [first, end] = this.#plan.segmentsIn(span);
    const users = new Set<string>();
    for (let segment = first; segment < end; segment += 1) {
      entry.users.get(segment)?.forEach((user) => users.add(user));
    }
    const observed = { ...counts(span), usersImpacted: users.size, weeks: weeks.map(counts), day: () => counts(day) };
    return figuresOf(observed, options);
  }

  #sessionsOf(key: string): SegmentCounts {
    const counts = this.#sessions.get(key) ?? new SegmentCounts();
    this.#sessions.set(key, counts);
    return counts;
  }

  #entryOf(key: string, sessionsKey: string): Entry {
    const entry = this.#entries.get(key) ?? {
      sessionsKey,
      failures: new SegmentCounts(),
      byCategory: new Map(),
      users: new Map(),
    };
    this.#entries.set(key, entry);
    return entry;
  }

  #categoryOf({ FailureId, FailureCode }: CountRow): Category | undefined {
    return FailureId === undefined
      ? undefined
      : this.#classification.categoryOf(FailureId as number | null, (FailureCode ?? null) as number | null);
  }
}
