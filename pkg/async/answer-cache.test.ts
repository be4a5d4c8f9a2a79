import { describe, expect, jest, test } from '@jest/globals';
import { DiagnosticsError } from '../errors.ts';
import { AnswerCache } from './answer-cache.ts';

type Row = Readonly<Record<string, unknown>>;

/** Bytes as a text of JSON has them. */
const cacheOf = (seconds: number, bytes?: number) =>
  new AnswerCache<readonly Row[]>({
    seconds,
    ...(bytes && { bytes }),
    bytesOf: (rows) => 2 * JSON.stringify(rows).length,
  });

/** A database that answers when told to. */
function database() {
  const trips: { signal: AbortSignal; answer: (rows: readonly Row[]) => void; fail: (cause: unknown) => void }[] = [];
  const ask = jest.fn(
    (signal: AbortSignal) =>
      new Promise<readonly Row[]>((answer, fail) => {
        trips.push({ signal, answer, fail });
      }),
  );
  const trip = (index: number) => {
    const found = trips[index];
    if (!found) {
      throw new Error(`no trip ${index}`);
    }
    return found;
  };
  return { ask, trip };
}

const rows: readonly Row[] = [{ n: 1 }];
const alive = () => new AbortController().signal;
/** What the signal of a caller that has gone away aborts with. */
const reason = new Error('gone');

describe('equal questions', () => {
  test('asked at the same time share one trip', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(10);
    const answers = [1, 2, 3].map(() => shared.get('q', alive(), ask));
    trip(0).answer(rows);
    const origins = (await Promise.all(answers)).map(({ origin }) => origin);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(origins).toEqual(['asked', 'running', 'running']);
  });

  test('asked soon after are answered from memory', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(10);
    const first = shared.get('q', alive(), ask);
    trip(0).answer(rows);
    await first;
    expect(await shared.get('q', alive(), ask)).toEqual({ answer: rows, origin: 'cache' });
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('asked after the time is over make a new trip', async () => {
    const clock = jest.spyOn(performance, 'now');
    // The memory keeps its own idea of now for a moment.
    const later = async (milliseconds: number) => {
      clock.mockReturnValue(1e6 + milliseconds);
      await new Promise((resume) => setTimeout(resume, 20));
    };
    try {
      await later(0);
      const shared = cacheOf(10);
      const ask = jest.fn(() => Promise.resolve(rows));
      await shared.get('q', alive(), ask);
      await later(9_000);
      expect((await shared.get('q', alive(), ask)).origin).toBe('cache');
      await later(11_000);
      expect((await shared.get('q', alive(), ask)).origin).toBe('asked');
    } finally {
      clock.mockRestore();
    }
  });

  test('are never answered from memory with 0 seconds, and still share a running trip', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(0);
    const together = [shared.get('q', alive(), ask), shared.get('q', alive(), ask)];
    trip(0).answer(rows);
    expect((await Promise.all(together)).map(({ origin }) => origin)).toEqual(['asked', 'running']);
    const later = shared.get('q', alive(), ask);
    trip(1).answer([]);
    expect(await later).toEqual({ answer: [], origin: 'asked' });
  });

  test('an answer without rows is remembered too', async () => {
    const shared = cacheOf(10);
    await shared.get('q', alive(), () => Promise.resolve([]));
    expect((await shared.get('q', alive(), () => Promise.reject(new Error('asked again')))).origin).toBe('cache');
  });
});

describe('what is kept', () => {
  const kilobytes = (count: number): Row[] => [{ text: 'x'.repeat(count * 1024) }];
  const origin = async (cache: AnswerCache<readonly Row[]>, key: string, found: readonly Row[]) =>
    (await cache.get(key, alive(), () => Promise.resolve(found))).origin;

  test('is bounded by bytes, however few rows they are, and the least recently used goes first', async () => {
    const cache = cacheOf(10, 300 * 1024);
    for (const key of ['a', 'b']) {
      await origin(cache, key, kilobytes(60));
    }
    expect(await origin(cache, 'a', [])).toBe('cache');
    await origin(cache, 'c', kilobytes(60));
    expect(await origin(cache, 'a', [])).toBe('cache');
    expect(await origin(cache, 'b', [])).toBe('asked');
  });

  test('is no answer larger than all of it, and what was there stays', async () => {
    const cache = cacheOf(10, 300 * 1024);
    await origin(cache, 'small', rows);
    await origin(cache, 'large', kilobytes(400));
    expect(await origin(cache, 'small', [])).toBe('cache');
    expect(await origin(cache, 'large', [])).toBe('asked');
  });
});

test('what was being asked for when all was forgotten goes to those who wait, and is neither kept nor shared', async () => {
  const { ask, trip } = database();
  const cache = cacheOf(10);
  const before = cache.get('q', alive(), ask);
  cache.clear();
  const after = cache.get('q', alive(), ask);
  trip(0).answer(rows);
  expect(await before).toEqual({ answer: rows, origin: 'asked' });
  const newRows = [{ n: 2 }];
  trip(1).answer(newRows);
  expect(await after).toEqual({ answer: newRows, origin: 'asked' });
  expect(await cache.get('q', alive(), ask)).toEqual({ answer: newRows, origin: 'cache' });
});

test('different questions go their own ways', async () => {
  const { ask, trip } = database();
  const shared = cacheOf(10);
  const answers = [shared.get('a', alive(), ask), shared.get('b', alive(), ask)];
  trip(0).answer([{ n: 'a' }]);
  trip(1).answer([{ n: 'b' }]);
  expect((await Promise.all(answers)).map(({ answer }) => answer)).toEqual([[{ n: 'a' }], [{ n: 'b' }]]);
});

describe('cancellation', () => {
  test('of one waiter leaves the others waiting', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(10);
    const impatient = new AbortController();
    const gone = shared.get('q', impatient.signal, ask).catch((error: unknown) => error);
    const stays = shared.get('q', alive(), ask);
    impatient.abort(reason);
    expect(await gone).toBe(reason);
    expect(trip(0).signal.aborted).toBe(false);
    trip(0).answer(rows);
    expect((await stays).answer).toBe(rows);
  });

  test('of the last waiter ends the trip, and the next question makes a new one', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(10);
    const [one, other] = [new AbortController(), new AbortController()];
    const gone = [shared.get('q', one.signal, ask), shared.get('q', other.signal, ask)].map((answer) =>
      answer.catch((error: unknown) => error),
    );
    one.abort(reason);
    await gone[0];
    expect(trip(0).signal.aborted).toBe(false);
    other.abort(reason);
    expect(await Promise.all(gone)).toEqual([reason, reason]);
    expect(trip(0).signal.aborted).toBe(true);
    trip(0).fail(new Error('aborted'));
    const next = shared.get('q', alive(), ask);
    trip(1).answer(rows);
    expect((await next).origin).toBe('asked');
  });

  test('before the question was asked makes no trip', async () => {
    const { ask } = database();
    const over = AbortSignal.abort(reason);
    expect(
      await cacheOf(10)
        .get('q', over, ask)
        .catch((error: unknown) => error),
    ).toBe(reason);
    expect(ask).not.toHaveBeenCalled();
  });

  test('after the answer ends nothing', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(10);
    const caller = new AbortController();
    const answer = shared.get('q', caller.signal, ask);
    trip(0).answer(rows);
    await answer;
    caller.abort();
    expect(trip(0).signal.aborted).toBe(false);
  });
});

describe('errors', () => {
  test('reach everyone who waits, and are not kept', async () => {
    const { ask, trip } = database();
    const shared = cacheOf(10);
    const cause = new DiagnosticsError('server', 'broken');
    const failing = [shared.get('q', alive(), ask), shared.get('q', alive(), ask)].map((answer) =>
      answer.catch((error: unknown) => error),
    );
    trip(0).fail(cause);
    expect(await Promise.all(failing)).toEqual([cause, cause]);
    const next = shared.get('q', alive(), ask);
    trip(1).answer(rows);
    expect(await next).toEqual({ answer: rows, origin: 'asked' });
  });
});
