import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { validateSettings } from '../../contract/settings.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Engine, FoundRow, RunOptions } from './engines/engine.ts';
import { tsql } from './engines/sqlserver/dialect.ts';
import { openCdr, type CdrObserver } from './open-cdr.ts';
import { DatetimeParameter } from './parameter.ts';
import { asFound, type Question } from './questions/question.ts';
import { sessionCells } from './questions/session-cells.ts';
import { viewColumns } from './schema/columns.ts';

const catalogRows = (without: readonly string[] = []): FoundRow[] =>
  Object.entries(viewColumns)
    .filter(([name]) => !without.includes(name))
    .flatMap(([TABLE_NAME, columns]) =>
      columns.map((COLUMN_NAME) => ({ TABLE_SCHEMA: 'dbo', TABLE_NAME, COLUMN_NAME })),
    );

function fakeEngine() {
  return {
    dialect: tsql,
    place: 'Connected to LcsCDR on sql01',
    query: jest.fn<Engine['query']>(() => Promise.resolve([{ n: 1 }])),
    catalog: jest.fn<Engine['catalog']>(() => Promise.resolve(catalogRows())),
    poolState: () => undefined,
    forget: () => undefined,
    close: jest.fn(() => Promise.resolve()),
  } satisfies Engine;
}

const alive = () => new AbortController().signal;
const codeOf = (error: unknown) => (error instanceof DiagnosticsError ? error.code : error);
const settings = validateSettings({ connectTimeout: 15, queryTimeout: 60, cacheSeconds: 0, maxRows: 1234 });

interface Selection {
  readonly view?: string;
  readonly value?: string;
}

/** Asks for a value and names a view. */
const echo: Question<Selection, { readonly n: number }> = {
  name: 'echo',
  describe: ({ db }, { view = 'Pools', value = 'a' }) =>
    db.selectFrom(view as 'Pools').select(sql<number>`${value}`.as('n')),
  read: asFound,
  merge: (answers) => answers.flat(),
};

describe('the catalog probe', () => {
  test('is made once, for callers at the same time and later', async () => {
    const engine = fakeEngine();
    const open = openCdr(engine, settings);
    const [one, other] = await Promise.all([open.forCall(alive()), open.forCall(alive())]);
    const later = await open.forCall(alive());
    expect([other.features, later.features]).toEqual([one.features, one.features]);
    expect(engine.catalog).toHaveBeenCalledTimes(1);
    expect(one.features.missing).toEqual([]);
  });

  test('that failed is tried again', async () => {
    const engine = fakeEngine();
    const open = openCdr(engine, settings);
    engine.catalog.mockRejectedValueOnce(new DiagnosticsError('network', 'down'));
    expect(await open.forCall(alive()).catch(codeOf)).toBe('network');
    expect((await open.forCall(alive())).features.mediaTypes).toBe('view');
    expect(engine.catalog).toHaveBeenCalledTimes(2);
  });

  test('is made again after the catalog was forgotten', async () => {
    const engine = fakeEngine();
    const open = openCdr(engine, settings);
    expect((await open.forCall(alive())).features.missing).toEqual([]);
    engine.catalog.mockResolvedValue(catalogRows(['VoipDetailsView']));
    open.forget();
    expect((await open.forCall(alive())).features.missing).toHaveLength(1);
  });

  test('does not begin for a caller who has gone', async () => {
    const engine = fakeEngine();
    expect(
      await openCdr(engine, settings)
        .forCall(AbortSignal.abort(new Error('gone')))
        .catch(String),
    ).toBe('Error: gone');
    expect(engine.catalog).not.toHaveBeenCalled();
  });
});

describe("the server's own classification", () => {
  const withTable = () => [
    ...catalogRows(),
    { TABLE_SCHEMA: 'dbo', TABLE_NAME: 'MsDiagMetaData', COLUMN_NAME: 'MsDiagId', DATA_TYPE: 'int' },
    { TABLE_SCHEMA: 'dbo', TABLE_NAME: 'MsDiagMetaData', COLUMN_NAME: 'ErrorCategory', DATA_TYPE: 'tinyint' },
  ];
  const serverEngine = () => {
    const engine = fakeEngine();
    engine.catalog.mockImplementation(() => Promise.resolve(withTable()));
    engine.query.mockImplementation(({ sql: text }) =>
      Promise.resolve(text.includes('MsDiagMetaData') ? [{ id: 30512, category: 2 }] : [{ n: 1 }]),
    );
    return engine;
  };
  const reads = (engine: ReturnType<typeof fakeEngine>) =>
    engine.query.mock.calls.filter(([{ sql: text }]) => text.includes('MsDiagMetaData')).length;

  test('is read once, with the catalog, and decides what nobody documents', async () => {
    const engine = serverEngine();
    const open = openCdr(engine, settings);
    const [{ classification }] = await Promise.all([open.forCall(alive()), open.forCall(alive())]);
    await (await open.forCall(alive())).ask(echo, {});
    expect(classification.categoryOf(30512, 200)).toBe('unexpected');
    expect(reads(engine)).toBe(1);
    open.forget();
    await open.forCall(alive());
    expect(reads(engine)).toBe(2);
  });

  test('is not asked where the setting says so', async () => {
    const engine = serverEngine();
    const { counting } = validateSettings({ serverClassification: false });
    const { classification } = await openCdr(engine, { ...settings, counting }).forCall(alive());
    expect(classification.categoryOf(30512, 200)).toBe('uncategorized');
    expect(classification.server).toBeUndefined();
    expect(engine.query).not.toHaveBeenCalled();
  });

  test('that cannot be read for want of a right costs no report', async () => {
    const engine = serverEngine();
    engine.query.mockRejectedValueOnce(new DiagnosticsError('permission', 'No right.'));
    const { classification, features } = await openCdr(engine, settings).forCall(alive());
    expect(classification.categoryOf(30512, 200)).toBe('uncategorized');
    expect(classification.server?.told).toContain('MsDiagMetaData could not be read: No right.');
    expect(features.missing).toEqual([]);
  });

  test('of a server that is gone meanwhile is no answer to keep', async () => {
    const engine = serverEngine();
    engine.query.mockRejectedValueOnce(new DiagnosticsError('network', 'down'));
    const open = openCdr(engine, settings);
    expect(await open.forCall(alive()).catch(codeOf)).toBe('network');
    expect((await open.forCall(alive())).classification.categoryOf(30512, 200)).toBe('unexpected');
  });
});

describe('over time', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const never = (signals: AbortSignal[]) => (_: unknown, options?: RunOptions) => {
    signals.push(options ? options.signal : (_ as AbortSignal));
    return new Promise<readonly FoundRow[]>(() => undefined);
  };

  test('a catalog with gaps is read again after a minute, a whole one is not', async () => {
    const engine = fakeEngine();
    engine.catalog.mockResolvedValueOnce(catalogRows(['VoipDetailsView']));
    const open = openCdr(engine, settings);
    await open.forCall(alive());
    jest.advanceTimersByTime(59_000);
    expect((await open.forCall(alive())).features.missing).toHaveLength(1);
    jest.advanceTimersByTime(2_000);
    expect((await open.forCall(alive())).features.missing).toEqual([]);
    jest.advanceTimersByTime(600_000);
    await open.forCall(alive());
    expect(engine.catalog).toHaveBeenCalledTimes(2);
  });

  test("a server's classification that could not be read is asked for again after a minute", async () => {
    const engine = fakeEngine();
    const columns = ['MsDiagId', 'ErrorCategory'].map((COLUMN_NAME) => ({
      ...{ TABLE_SCHEMA: 'dbo', TABLE_NAME: 'MsDiagMetaData', COLUMN_NAME },
      DATA_TYPE: 'int',
    }));
    engine.catalog.mockResolvedValue([...catalogRows(), ...columns]);
    engine.query.mockImplementationOnce(() => new Promise(() => undefined));
    engine.query.mockResolvedValue([{ id: 30512, category: 2 }]);
    const open = openCdr(engine, settings);
    const first = open.forCall(alive());
    await jest.advanceTimersByTimeAsync(10_000);
    expect((await first).classification.categoryOf(30512, 200)).toBe('uncategorized');
    await jest.advanceTimersByTimeAsync(61_000);
    expect((await open.forCall(alive())).classification.categoryOf(30512, 200)).toBe('unexpected');
  });

  test('a probe that hangs ends with a timeout, and the next caller tries again', async () => {
    const engine = fakeEngine();
    const signals: AbortSignal[] = [];
    engine.catalog.mockImplementationOnce(never(signals));
    const open = openCdr(engine, settings);
    const hanging = open.forCall(alive()).catch(codeOf);
    await jest.advanceTimersByTimeAsync(80_000);
    expect(await hanging).toBe('timeout');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect((await open.forCall(alive())).features.missing).toEqual([]);
  });

  test('a statement that hangs ends with a timeout beyond those of the driver', async () => {
    const engine = fakeEngine();
    const signals: AbortSignal[] = [];
    const cdr = await openCdr(engine, settings).forCall(alive());
    engine.query.mockImplementationOnce(never(signals));
    const outcome: unknown[] = [];
    const hanging = cdr.ask(echo, {}).catch((error: unknown) => outcome.push(codeOf(error)));
    await jest.advanceTimersByTimeAsync(79_000);
    expect(outcome).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    await hanging;
    expect(outcome).toEqual(['timeout']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('a statement', () => {
  test('reaches the engine with its values and bounds, the call and the observer', async () => {
    const engine = fakeEngine();
    const statement = jest.fn<CdrObserver['statement']>();
    const cdr = await openCdr(engine, settings, { statement }).forCall(alive(), { report: 'summary' });
    expect(await cdr.ask(echo, {})).toEqual([{ n: 1 }]);
    const sent = { sql: 'select @1 as "n" from "dbo"."Pools"', parameters: ['a'] };
    expect(engine.query).toHaveBeenCalledWith(sent, { signal: expect.any(AbortSignal), maxRows: 1234 });
    expect(cdr.trace.statements).toEqual([sent]);
    expect(cdr.trace.script()).toBe(`declare @1 nvarchar(max) = N'a';\n${sent.sql}`);
    expect(statement).toHaveBeenCalledWith({
      seconds: expect.any(Number),
      rows: 1,
      origin: 'asked',
      report: 'summary',
    });
  });

  test('asked twice within the seconds of the setting goes to the database once', async () => {
    const engine = fakeEngine();
    const cdr = await openCdr(engine, { ...settings, limits: { ...settings.limits, cacheSeconds: 60 } }).forCall(
      alive(),
    );
    await cdr.ask(echo, {});
    await cdr.ask(echo, {});
    await cdr.ask(echo, { value: 'b' });
    await cdr.ask(echo, { view: 'Gateways' });
    expect(engine.query).toHaveBeenCalledTimes(3);
  });

  test('that is to be fresh goes to the database whatever is in memory, and what it brings is kept for others', async () => {
    const engine = fakeEngine();
    const open = openCdr(engine, { ...settings, limits: { ...settings.limits, cacheSeconds: 60 } });
    const [fresh, other] = [await open.forCall(alive(), { fresh: true }), await open.forCall(alive())];
    await other.ask(echo, {});
    engine.query.mockResolvedValue([{ n: 2 }]);
    expect(await other.ask(echo, {})).toEqual([{ n: 1 }]);
    expect(await fresh.ask(echo, {})).toEqual([{ n: 2 }]);
    expect(await other.ask(echo, {})).toEqual([{ n: 2 }]);
    expect(engine.query).toHaveBeenCalledTimes(2);
  });

  test('whose caller goes away is ended on the server', async () => {
    const engine = fakeEngine();
    const caller = new AbortController();
    const cdr = await openCdr(engine, settings).forCall(caller.signal);
    let ended: AbortSignal | undefined;
    engine.query.mockImplementationOnce((_, { signal }) => {
      ended = signal;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', reject);
      });
    });
    const answer = cdr.ask(echo, {}).catch(String);
    caller.abort(new Error('gone'));
    expect(await answer).toBe('Error: gone');
    expect(ended?.aborted).toBe(true);
  });

  test.each(['SessionDetailsView', 'ConferenceSessionDetailsView', 'ErrorReportView'])(
    'over %s is refused where the database has no such view',
    async (view) => {
      const engine = fakeEngine();
      engine.catalog.mockResolvedValue(catalogRows([view]));
      const cdr = await openCdr(engine, settings).forCall(alive());
      const refused = await cdr.ask(echo, { view }).catch((error: unknown) => error);
      expect(codeOf(refused)).toBe('schema');
      expect((refused as Error).message).toContain(`${view} does not exist, or the login may not read it`);
      expect(engine.query).not.toHaveBeenCalled();
      expect(await cdr.ask(echo, {})).toEqual([{ n: 1 }]);
    },
  );

  test('that no row can pass is not sent, and answered all the same', async () => {
    const engine = fakeEngine();
    const cdr = await openCdr(engine, settings).forCall(alive());
    const nothing = {
      name: 'nothing',
      describe: () => undefined,
      read: asFound,
      merge: (answers: readonly unknown[]) => [answers.length],
    };
    expect(await cdr.ask(nothing, {})).toEqual([0]);
    expect(engine.query).not.toHaveBeenCalled();
    expect(cdr.trace.statements).toEqual([]);
  });

  test('over another missing view runs, with an empty table in its place', async () => {
    const engine = fakeEngine();
    engine.catalog.mockResolvedValue(catalogRows(['VoipDetailsView']));
    const cdr = await openCdr(engine, settings).forCall(alive());
    await cdr.ask(echo, { view: 'VoipDetailsView' });
    expect(engine.query.mock.calls[0]?.[0].sql).toContain('where 1 = 0');
  });
});

describe('counts in time bins', () => {
  const hour = 3_600_000;
  const sessions = sessionCells(['ResponseCode']);
  const cached = { ...settings, limits: { ...settings.limits, cacheSeconds: 60 } };
  const over = (from: number, to: number) =>
    ({ activity: 'p2p', slices: [{ from: from * hour, to: to * hour }], binMinutes: 60, filters: {} }) as const;

  test('are asked for once, then for what is missing, and the call knows of when they are', async () => {
    const engine = fakeEngine();
    const told = jest.fn<NonNullable<CdrObserver['cells']>>();
    const open = openCdr(engine, cached, { statement: () => undefined, cells: told });
    engine.query.mockResolvedValueOnce([{ bin: 11, ResponseCode: 200, sessions: 3 }]);
    const before = Date.now();
    const cdr = await open.forCall(alive());
    expect(await cdr.ask(sessions, over(10, 12))).toEqual([{ time: 11 * hour, ResponseCode: 200, sessions: 3 }]);
    engine.query.mockResolvedValueOnce([{ bin: 12, ResponseCode: 486, sessions: 1 }]);
    const later = await open.forCall(alive());
    expect(await later.ask(sessions, over(10, 13))).toEqual([
      { time: 11 * hour, ResponseCode: 200, sessions: 3 },
      { time: 12 * hour, ResponseCode: 486, sessions: 1 },
    ]);
    const ranges = engine.query.mock.calls.map(([{ parameters }]) => parameters.slice(0, 2));
    expect(ranges).toEqual([
      [new DatetimeParameter(10 * hour), new DatetimeParameter(12 * hour)],
      [new DatetimeParameter(12 * hour), new DatetimeParameter(13 * hour)],
    ]);
    expect(later.trace.statements).toHaveLength(1);
    expect(later.trace.asOf).toBeGreaterThanOrEqual(before);
    expect([cdr.trace.fromMemory, later.trace.fromMemory]).toEqual([false, true]);
    expect(told.mock.calls.map(([{ kept, asked }]) => [kept, asked])).toEqual([
      [0, 2],
      [2, 1],
    ]);
  });

  test('are kept apart by what they count and by their filters', async () => {
    const engine = fakeEngine();
    engine.query.mockResolvedValue([]);
    const cdr = await openCdr(engine, cached).forCall(alive());
    const selection = over(10, 12);
    await cdr.ask(sessions, selection);
    await cdr.ask(sessionCells(['DiagnosticId']), selection);
    await cdr.ask(sessions, { ...selection, activity: 'conference' });
    await cdr.ask(sessions, { ...selection, filters: { pools: ['a'] } });
    await cdr.ask(sessions, { ...selection, binMinutes: 30 });
    await cdr.ask(sessions, selection);
    expect(engine.query).toHaveBeenCalledTimes(5);
  });

  test('are forgotten with the catalog, and not kept where the cache is off', async () => {
    const engine = fakeEngine();
    engine.query.mockResolvedValue([]);
    const open = openCdr(engine, cached);
    await (await open.forCall(alive())).ask(sessions, over(10, 12));
    open.forget();
    await (await open.forCall(alive())).ask(sessions, over(10, 12));
    const off = await openCdr(engine, settings).forCall(alive());
    await off.ask(sessions, over(10, 12));
    await off.ask(sessions, over(10, 12));
    expect(engine.query).toHaveBeenCalledTimes(4);
  });

  test('that no row can pass are not asked for', async () => {
    const engine = fakeEngine();
    const cdr = await openCdr(engine, cached).forCall(alive());
    expect(await cdr.ask(sessions, { ...over(10, 12), filters: { activities: ['conference'] } })).toEqual([]);
    expect(engine.query).not.toHaveBeenCalled();
  });
});

test('closing closes the engine', async () => {
  const engine = fakeEngine();
  await openCdr(engine, settings).close();
  expect(engine.close).toHaveBeenCalledTimes(1);
});
