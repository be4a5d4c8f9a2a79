import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { SavedQuery } from '../../contract/query.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { cdrOfRows, rowsOnServer, type Asking, type CdrOfRows } from '../support/cdr-of-rows.ts';
import { createLcsCdr, dropDatabase, testServer } from '../support/sqlserver.ts';
import type { CdrRows } from '../../demo/generator/rows.ts';
import { changed, drawnChange, type Change } from './drawn-changes.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const end = Date.UTC(2026, 10, 12, 9, 30);
const all = generateCdr({ seed: 5, end, days: 2, sessionsPerDay: 60, edgeCases: true });

/** For how long an hour may be answered from memory that ended so long ago or longer, as docs/configure.md says. */
const intervals = [
  { endedAgo: 24 * hour, keep: 6 * hour },
  { endedAgo: hour, keep: 5 * minute },
  { endedAgo: -Infinity, keep: 10 * second },
];
const longest = 6 * hour;

/** Reports whose every value stands for one bucket. */
const byBucket: readonly SavedQuery[] = [
  { report: 'summary', format: 'timeSeries', interval: 'hourly' },
  { report: 'p2pActivity', format: 'timeSeries', interval: 'hourly' },
  { report: 'joinTimes', format: 'timeSeries', interval: 'hourly' },
];
/** Reports that are exact after the longest interval, and of which nothing is said before. */
const asAWhole: readonly SavedQuery[] = [
  { report: 'conferenceActivity', format: 'table', interval: 'daily' },
  { report: 'topFailures' },
  { report: 'failureDistribution' },
  { report: 'failureDrivers', show: 'values', minFailures: 1 },
];

type Step =
  | { readonly kind: 'wait'; readonly time: number }
  | { readonly kind: 'change'; readonly change: Change }
  /** One of those drawn, its range moved by so many minutes. */
  | { readonly kind: 'ask'; readonly of: number; readonly moved: number; readonly fresh: boolean };
interface Drawn {
  readonly saved: SavedQuery;
  /** Minutes from the range's end to now, and of the range. */
  readonly ago: number;
  readonly length: number;
}

const minutes = (most: number) =>
  fc.oneof(
    fc.nat({ max: most }).map((hours) => hours * 60),
    fc.nat({ max: most * 60 }),
  );
const drawn = fc.record({
  saved: fc.constantFrom(...byBucket, ...asAWhole),
  ago: minutes(30),
  length: minutes(30).map((length) => length + 1),
});
/** Few, or none is asked again before what was kept is too old. */
const fewDrawn = fc.array(drawn, { minLength: 1, maxLength: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      time: fc.constantFrom(second, 9 * second, 11 * second, 4 * minute, 6 * minute, hour, 5 * hour, longest),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const), change: drawnChange }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      of: fc.nat({ max: 1 }),
      moved: fc.oneof(fc.constant(0), fc.integer({ min: -120, max: 120 })),
      fresh: fc.constantFrom(false, false, false, true),
    }),
  },
);

/** The rows that the database held from an instant on. */
interface State {
  readonly since: number;
  readonly rows: CdrRows;
}

/** Opens a CDR whose answers age by this clock. */
type Opening = (now: () => number) => CdrOfRows;

/** A CDR whose rows change, its clock, and all that it has held. */
class Sequence {
  readonly #cdr: CdrOfRows;
  readonly #states: State[];
  readonly #clock: { now: number };
  /** Whether the database holds the newest rows already. */
  #held = false;

  constructor(cdr: CdrOfRows, clock: { now: number }) {
    // Half of the reports and sessions come later, or never.
    const rows = changed(all, all, { kind: 'vanish', every: 2, first: 0, responseCode: null, diagnosticId: null });
    this.#states = [{ since: -Infinity, rows }];
    this.#cdr = cdr;
    this.#clock = clock;
  }

  wait(time: number): void {
    this.#clock.now += time;
  }

  change(change: Change): void {
    const rows = changed(this.#rows, all, change);
    this.#states.push({ since: this.#clock.now, rows });
    this.#held = false;
  }

  async ask({ saved, ago, length }: Drawn, fresh = false): Promise<void> {
    const to = Math.floor(this.#clock.now / minute) * minute - ago * minute;
    const asking = { saved, range: { from: to - length * minute, to }, fresh };
    if (!this.#held) {
      await this.#cdr.hold(this.#rows);
      this.#held = true;
    }
    const answer = await this.#cdr.ask(asking);
    if (fresh || this.#statesWithin(longest).length === 1) {
      expect(answer).toEqual(this.#cdr.expected(this.#rows, asking));
    } else if (byBucket.includes(saved)) {
      this.#expectSomeMoment(answer, asking);
    }
  }

  async askAfterTheLongestInterval(asked: Drawn): Promise<void> {
    this.wait(longest);
    for (const saved of [...byBucket, ...asAWhole]) {
      await this.ask({ ...asked, saved });
    }
  }

  close(): Promise<void> {
    return this.#cdr.close();
  }

  get #rows(): CdrRows {
    return (this.#states.at(-1) as State).rows;
  }

  /** What the database held at some moment of that time up to now. */
  #statesWithin(time: number): readonly State[] {
    return this.#states.filter((_, index) => (this.#states[index + 1]?.since ?? Infinity) > this.#clock.now - time);
  }

  /** Each value is that of rows that the database held within the interval of its bucket. */
  #expectSomeMoment(answer: readonly unknown[], asking: Asking): void {
    const actual = valuesOf(answer);
    const wanted = new Map(
      this.#statesWithin(longest).map((state) => [state, valuesOf(this.#cdr.expected(state.rows, asking))]),
    );
    const keys = new Set([actual, ...wanted.values()].flatMap((values) => [...values.keys()]));
    for (const key of keys) {
      const bucketEnd = Math.min((Math.floor(Number.parseInt(key) / hour) + 1) * hour, asking.range.to);
      const { keep } = intervals.find(({ endedAgo }) => this.#clock.now - bucketEnd >= endedAgo) ?? { keep: 0 };
      const possible = this.#statesWithin(keep).map((state) => wanted.get(state)?.get(key));
      expect({ key, possible }).toEqual({ key, possible: expect.arrayContaining([actual.get(key)]) as unknown });
    }
  }
}

/** The values of time series that are neither 0 nor missing, by bucket and series. */
function valuesOf(frames: readonly unknown[]): Map<string, unknown> {
  const [frame] = frames as readonly {
    time: number[] | null;
    series: { metric: string; labels: object; values: unknown[] }[];
  }[];
  const series = frame?.series ?? [];
  return new Map(
    series.flatMap(({ metric, labels, values }) =>
      values.flatMap((value, bucket): [string, unknown][] =>
        value ? [[`${frame?.time?.[bucket] ?? 0} ${metric} ${JSON.stringify(labels)}`, value]] : [],
      ),
    ),
  );
}

async function expectSequencesToHold(open: Opening, milliseconds: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), fewDrawn, async (steps, asked) => {
      const clock = { now: end };
      const sequence = new Sequence(
        open(() => clock.now),
        clock,
      );
      try {
        for (const one of steps) {
          if (one.kind === 'wait') {
            sequence.wait(one.time);
          } else if (one.kind === 'change') {
            sequence.change(one.change);
          } else {
            const drawn = asked[one.of % asked.length] as Drawn;
            await sequence.ask({ ...drawn, ago: Math.max(0, drawn.ago + one.moved) }, one.fresh);
          }
        }
        await sequence.askAfterTheLongestInterval(asked[0] as Drawn);
      } finally {
        await sequence.close();
      }
    }),
    // Shrinking ends in time for the seed to be told.
    { numRuns: 40, interruptAfterTimeLimit: milliseconds },
  );
}

describe('answers are those of a moment within the stated interval, and exact after it and when read anew', () => {
  test('on SQLite', () => expectSequencesToHold((now) => cdrOfRows({}, now), 20_000));

  const given = testServer();
  const server = given && { ...given, database: `${given.database}_sequences` };
  (server ? test : test.skip)(
    'on SQL Server',
    async () => {
      if (server) {
        await createLcsCdr(server, all);
        const rows = await rowsOnServer(server);
        try {
          await expectSequencesToHold((now) => rows.open(now), 560_000);
        } finally {
          await rows.close();
          await dropDatabase(server);
        }
      }
    },
    600_000,
  );
});
