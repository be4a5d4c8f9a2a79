import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CellCache, type Cell, type CellRequest, type Keeping } from './cell-cache.ts';
import type { TimeRange } from './calendar.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Slice } from './time-bins.ts';

const minute = 60_000;
const hour = 60 * minute;
const megabyte = 2 ** 20;
const keeping: readonly Keeping[] = [
  { endedAgo: 24 * hour, keep: 6 * hour },
  { endedAgo: hour, keep: 5 * minute },
  { endedAgo: -Infinity, keep: 10_000 },
];
const start = Date.UTC(2026, 2, 10);
const at = (hours: number) => start + hours * hour;
const alive = () => new AbortController().signal;

interface Counted extends Cell {
  readonly pool: string;
  readonly sessions: number;
}

/** Sessions of a pool at instants, counted by hour as a database would. */
class FakeDatabase {
  sessions: readonly { readonly time: number; readonly pool: string }[] = [];
  readonly asked: (readonly Slice[])[] = [];

  count(slices: readonly TimeRange[]): Counted[] {
    const cells = new Map<string, Counted>();
    for (const { time, pool } of this.sessions) {
      const slice = slices.find(({ from, to }) => from <= time && time < to);
      if (slice) {
        const cell = Math.max(Math.floor(time / hour) * hour, slice.from);
        const sessions = (cells.get(`${cell} ${pool}`)?.sessions ?? 0) + 1;
        cells.set(`${cell} ${pool}`, { time: cell, pool, sessions });
      }
    }
    return [...cells.values()];
  }

  request(slices: readonly Slice[], rest: Partial<CellRequest<Counted>> = {}): CellRequest<Counted> {
    return {
      key: 'sessions by pool',
      slices,
      binMinutes: 60,
      columns: ['pool', 'sessions'],
      fresh: false,
      load: (missing) => {
        this.asked.push(missing);
        return { statement: undefined, rows: Promise.resolve(this.count(missing)) };
      },
      note: (_, answer) => answer(),
      ...rest,
    };
  }
}

/** A database with a session of either of two pools every ten minutes of ten days, and a cache whose clock is set by hand. */
function given({ now = at(240), bytes = 64 * megabyte } = {}) {
  const database = new FakeDatabase();
  database.sessions = Array.from({ length: 10 * 24 * 6 }, (_, index) => ({
    time: start + index * 10 * minute,
    pool: index % 3 === 0 ? 'a' : 'b',
  }));
  const clock = { now };
  return { database, clock, cache: new CellCache(keeping, bytes, () => clock.now) };
}

describe('what is asked for', () => {
  test('is all of it at first, in one stretch and with the ends as they are', async () => {
    const { database, cache } = given();
    const range = { from: at(2) + 5 * minute, to: at(9) + 7 * minute };
    const { rows, kept, asked, asOf } = await cache.get(database.request([range]), alive());
    expect(rows).toEqual(database.count([range]));
    expect(database.asked).toEqual([[range]]);
    // 2:05 to 3, six whole hours, 9 to 9:07.
    expect({ kept, asked, asOf }).toEqual({ kept: 0, asked: 8, asOf: at(240) });
  });

  test('is afterwards what is missing: the ends of another range, and what lies beyond', async () => {
    const { database, cache } = given();
    await cache.get(database.request([{ from: at(2), to: at(9) }]), alive());
    const moved = { from: at(3) + minute, to: at(11) + minute };
    const { rows, kept } = await cache.get(database.request([moved]), alive());
    expect(rows).toEqual(database.count([moved]));
    expect(database.asked[1]).toEqual([
      { from: at(3) + minute, to: at(4) },
      { from: at(9), to: at(11) + minute },
    ]);
    expect(kept).toBe(5);
  });

  test('is nothing where all is kept, also where nothing was found', async () => {
    const { database, cache } = given();
    const empty = { from: at(-50), to: at(-40) };
    await cache.get(database.request([empty]), alive());
    expect((await cache.get(database.request([empty]), alive())).rows).toEqual([]);
    expect(database.asked).toHaveLength(1);
  });

  test('keeps slices apart that meet within a bin, and brief ones from others', async () => {
    const { database, cache } = given();
    const slices = [
      { from: at(2), to: at(4) + 20 * minute },
      { from: at(4) + 20 * minute, to: at(6) },
    ];
    expect((await cache.get(database.request(slices), alive())).rows).toEqual(database.count(slices));
    const brief = { from: at(2), to: at(4), brief: true };
    await cache.get(database.request([brief]), alive());
    expect(database.asked).toEqual([slices, [brief]]);
  });

  test('is fewer stretches with what lies between where a lot is missing here and there', async () => {
    const { database, cache } = given();
    for (let hours = 0; hours < 40; hours += 2) {
      await cache.get(database.request([{ from: at(hours), to: at(hours + 1) }]), alive());
    }
    await cache.get(database.request([{ from: at(60), to: at(80) }]), alive());
    const whole = { from: at(0), to: at(90) };
    expect((await cache.get(database.request([whole]), alive())).rows).toEqual(database.count([whole]));
    // Missing are 20 hours between others, from 40 to 60 and from 80 on: 21 stretches, of which 9 stay. The last gap is the widest.
    expect(database.asked.at(-1)).toHaveLength(9);
    expect(database.asked.at(-1)?.slice(-2)).toEqual([
      { from: at(39), to: at(60) },
      { from: at(80), to: at(90) },
    ]);
  });

  test('is not shared between keys', async () => {
    const { database, cache } = given();
    const range = { from: at(2), to: at(4) };
    await cache.get(database.request([range]), alive());
    await cache.get(database.request([range], { key: 'others' }), alive());
    expect(database.asked).toHaveLength(2);
  });
});

describe('what is kept', () => {
  const range = { from: at(200), to: at(240) };

  test('is asked for again by its age: the last hour after seconds, the last day after minutes, the rest after hours', async () => {
    const { database, cache, clock } = given();
    await cache.get(database.request([range]), alive());
    clock.now += 10_000;
    await cache.get(database.request([range]), alive());
    clock.now += 5 * minute;
    await cache.get(database.request([range]), alive());
    clock.now += 6 * hour;
    await cache.get(database.request([range]), alive());
    expect(database.asked.slice(1)).toEqual([
      // At 0:00:10 the hour that ended at 0:00. The one before ended an hour ago.
      [{ from: at(239), to: at(240) }],
      // At 0:05:10 all that ended less than 24 hours ago: from 0 to 1 ended 23 hours ago.
      [{ from: at(216), to: at(240) }],
      // At 6:05:10 everything was asked for six hours ago or more.
      [range],
    ]);
  });

  test('is read anew where that is wanted, for the others too', async () => {
    const { database, cache } = given();
    await cache.get(database.request([range]), alive());
    database.sessions = [];
    expect((await cache.get(database.request([range], { fresh: true }), alive())).rows).toEqual([]);
    expect((await cache.get(database.request([range]), alive())).rows).toEqual([]);
    expect(database.asked).toEqual([[range], [range]]);
  });

  test('tells of when its oldest part is', async () => {
    const { database, cache, clock } = given();
    await cache.get(database.request([{ from: at(100), to: at(101) }]), alive());
    clock.now += hour;
    const { asOf } = await cache.get(database.request([{ from: at(100), to: at(110) }]), alive());
    expect(asOf).toBe(at(240));
  });

  test('takes no more than the bytes it may, the latest used stays', async () => {
    const { database, cache } = given({ bytes: 20_000 });
    await cache.get(database.request([{ from: at(0), to: at(240) }]), alive());
    expect(cache.bytes).toBeGreaterThan(15_000);
    expect(cache.bytes).toBeLessThanOrEqual(20_000);
    await cache.get(database.request([{ from: at(238), to: at(239) }]), alive());
    expect(database.asked).toHaveLength(1);
  });

  test('is forgotten when told so, with what is on its way', async () => {
    const { database, cache } = given();
    await cache.get(database.request([range]), alive());
    const other = cache.get(database.request([{ from: at(0), to: at(2) }]), alive());
    cache.clear();
    expect((await other).rows).toHaveLength(4);
    expect(cache.bytes).toBe(0);
    await cache.get(database.request([range]), alive());
    expect(database.asked).toHaveLength(3);
  });
});

describe('callers at the same time', () => {
  /** Requests whose statements end when told to. */
  function held(database: FakeDatabase) {
    const running: { slices: readonly Slice[]; signal: AbortSignal; end(error?: Error): void }[] = [];
    const request = (slices: readonly Slice[]) =>
      database.request(slices, {
        load: (missing, signal) => ({
          statement: undefined,
          rows: new Promise((resolve, reject) => {
            const end = (error?: Error) => {
              if (error) {
                reject(error);
              } else {
                resolve(database.count(missing));
              }
            };
            running.push({ slices: missing, signal, end });
          }),
        }),
      });
    return { running, request };
  }
  const early = { from: at(0), to: at(10) };
  const later = { from: at(5), to: at(15) };

  test('wait for the same bins, and ask for the others', async () => {
    const { database, cache } = given();
    const { running, request } = held(database);
    const answers = [early, later, early].map((range) => cache.get(request([range]), alive()));
    expect(running.map(({ slices }) => slices)).toEqual([[early], [{ from: at(10), to: at(15) }]]);
    running.forEach(({ end }) => {
      end();
    });
    expect((await Promise.all(answers)).map(({ rows }) => rows)).toEqual(
      [early, later, early].map((range) => database.count([range])),
    );
  });

  test('take nobody else down when they go away; the last one ends the statement', async () => {
    const { database, cache } = given();
    const { running, request } = held(database);
    const [first, second] = [new AbortController(), new AbortController()];
    const gone = cache.get(request([early]), first.signal).catch(String);
    const stays = cache.get(request([early]), second.signal).catch(String);
    first.abort(new Error('gone'));
    expect(await gone).toBe('Error: gone');
    expect(running[0]?.signal.aborted).toBe(false);
    second.abort(new Error('gone too'));
    expect(await stays).toBe('Error: gone too');
    expect(running[0]?.signal.aborted).toBe(true);
    // Nobody joins what has been ended.
    const next = cache.get(request([early]), alive());
    expect(running).toHaveLength(2);
    running[1]?.end();
    expect((await next).rows).toEqual(database.count([early]));
  });

  test('hear of an error together, and it is not kept', async () => {
    const { database, cache } = given();
    const { running, request } = held(database);
    const answers = [early, later].map((range) => cache.get(request([range]), alive()).catch(String));
    running[0]?.end(new Error('down'));
    running[1]?.end();
    expect(await Promise.all(answers)).toEqual(['Error: down', 'Error: down']);
    const again = cache.get(request([later]), alive());
    // What the other statement brought is kept.
    expect(running[2]?.slices).toEqual([{ from: at(5), to: at(10) }]);
    running[2]?.end();
    expect((await again).rows).toEqual(database.count([later]));
  });

  test('a stretch with more cells than a statement may bring is not asked for again for five minutes, a shorter one is', async () => {
    const { database, cache, clock } = given();
    const large = { from: at(0), to: at(200) };
    const error = new DiagnosticsError('tooLarge', 'The query brought more than 500000 rows.');
    const refused = (slices: readonly Slice[]) =>
      cache.get(
        database.request(slices, {
          load: (missing) => {
            database.asked.push(missing);
            return { statement: undefined, rows: Promise.reject(error) };
          },
        }),
        alive(),
      );
    await expect(refused([large])).rejects.toBe(error);
    await expect(refused([{ ...large, to: at(201) }])).rejects.toBe(error);
    expect(database.asked).toEqual([[large]]);
    const shorter = { from: at(100), to: at(200) };
    expect((await cache.get(database.request([shorter]), alive())).rows).toEqual(database.count([shorter]));
    clock.now += 5 * minute;
    await cache.get(database.request([large]), alive());
    expect(database.asked).toHaveLength(3);
  });

  test('a request that cannot be put fails without harm to the next', async () => {
    const { database, cache } = given();
    const refuse = () => {
      throw new Error('no gateways');
    };
    expect(await cache.get(database.request([early], { load: refuse }), alive()).catch(String)).toContain('gateways');
    expect((await cache.get(database.request([early]), alive())).rows).toHaveLength(20);
  });
});

test('whatever is asked in whatever order while rows come, change and go: every bin is as it was at a moment within its interval', async () => {
  type Row = FakeDatabase['sessions'][number];
  const row = fc.record({ time: fc.integer({ min: at(0), max: at(60) }), pool: fc.constantFrom('a', 'b', 'c') });
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ from: fc.nat(3600), length: fc.nat(3600), fresh: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ add: fc.array(row, { maxLength: 4 }), drop: fc.nat(200) }) },
    {
      weight: 3,
      arbitrary: fc.record({ wait: fc.oneof(fc.nat(20_000), fc.nat(10 * minute), fc.nat(8 * hour)) }),
    },
  );
  const initial = fc.array(row, { minLength: 50, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(initial, fc.array(step, { minLength: 5, maxLength: 40 }), async (sessions, steps) => {
      const { database, cache, clock } = given({ now: at(50), bytes: 60_000 });
      database.sessions = sessions;
      /** What the database held from each moment on. */
      const history: { since: number; sessions: readonly Row[] }[] = [{ since: 0, sessions }];
      for (const one of steps) {
        if ('wait' in one) {
          clock.now += one.wait;
        } else if ('add' in one) {
          database.sessions = [...database.sessions.filter((_, index) => index !== one.drop), ...one.add];
          history.push({ since: clock.now, sessions: database.sessions });
        } else {
          const range = { from: at(0) + one.from * minute, to: at(0) + (one.from + one.length) * minute };
          const { rows } = await cache.get(database.request([range], { fresh: one.fresh }), alive());
          holds(rows, range, one.fresh ? 0 : undefined, clock.now, history);
        }
      }
    }),
    { numRuns: 150 },
  );

  /** Every hour of the range, or part of one, is what some state of the database within its interval had. */
  function holds(
    rows: readonly Counted[],
    range: TimeRange,
    fresh: number | undefined,
    now: number,
    history: readonly { since: number; sessions: readonly Row[] }[],
  ): void {
    for (let from = range.from; from < range.to;) {
      const to = Math.min((Math.floor(from / hour) + 1) * hour, range.to);
      const keep = fresh ?? (now - to >= 24 * hour ? 6 * hour : now - to >= hour ? 5 * minute : 10_000);
      const states = history.filter((_, index) => (history[index + 1]?.since ?? Infinity) >= now - keep);
      const truth = states.map((state) => countedText(state.sessions, from, to));
      const answer = ['a', 'b', 'c'].map((pool) =>
        rows.reduce((sum, cell) => sum + (cell.time === from && cell.pool === pool ? cell.sessions : 0), 0),
      );
      expect(truth).toContain(answer.join());
      from = to;
    }
    expect(rows.every(({ time }) => range.from <= time && time < range.to)).toBe(true);
  }

  function countedText(sessions: readonly Row[], from: number, to: number): string {
    const inside = sessions.filter(({ time }) => from <= time && time < to);
    return ['a', 'b', 'c'].map((pool) => inside.filter((one) => one.pool === pool).length).join();
  }
});
