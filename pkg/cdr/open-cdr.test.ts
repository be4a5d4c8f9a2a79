import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { validateSettings } from '../../contract/settings.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Engine, FoundRow, RunOptions } from './engines/engine.ts';
import { tsql } from './engines/sqlserver/dialect.ts';
import { openCdr, type CdrObserver } from './open-cdr.ts';
import { asFound, type Question } from './questions/question.ts';
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
    const cdr = await openCdr(engine, settings, { statement }).forCall(alive());
    expect(await cdr.ask(echo, {})).toEqual([{ n: 1 }]);
    const sent = { sql: 'select @1 as "n" from "dbo"."Pools"', parameters: ['a'] };
    expect(engine.query).toHaveBeenCalledWith(sent, { signal: expect.any(AbortSignal), maxRows: 1234 });
    expect(cdr.trace.statements).toEqual([sent]);
    expect(cdr.trace.script()).toBe(`declare @1 nvarchar(max) = N'a';\n${sent.sql}`);
    expect(statement).toHaveBeenCalledWith({ seconds: expect.any(Number), rows: 1, origin: 'database' });
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

test('closing closes the engine', async () => {
  const engine = fakeEngine();
  await openCdr(engine, settings).close();
  expect(engine.close).toHaveBeenCalledTimes(1);
});
