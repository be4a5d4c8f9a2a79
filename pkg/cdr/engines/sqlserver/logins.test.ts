import { describe, expect, test } from '@jest/globals';
import { DiagnosticsError, type ErrorCode } from '../../../errors.ts';
import { Logins } from './logins.ts';

const start = Date.UTC(2026, 10, 27, 9, 0, 0);

/** Logins that end as told, and a clock that is moved by hand. */
function tried() {
  const attempts: { resolve: (value: number) => void; reject: (reason: unknown) => void }[] = [];
  let now = start;
  const logins = new Logins(
    () => new Promise<number>((resolve, reject) => attempts.push({ resolve, reject })),
    () => now,
  );
  const end = async (code?: ErrorCode) => {
    const attempt = attempts.at(-1);
    if (code) {
      attempt?.reject(new DiagnosticsError(code, `${code}.`));
    } else {
      attempt?.resolve(attempts.length);
    }
    await new Promise(setImmediate);
  };
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  return { logins, attempts, end, pass };
}

const outcome = (login: Promise<number>) => login.then(String, (error: Error) => error.message);

test('logins go one after the other', async () => {
  const { logins, attempts, end } = tried();
  const opened = [logins.open(), logins.open(), logins.open()];
  expect(attempts).toHaveLength(1);
  await end();
  expect(attempts).toHaveLength(2);
  await end();
  await end();
  expect((await Promise.all(opened)).sort()).toEqual([1, 2, 3]);
});

describe('a failure', () => {
  test.each(['network', 'timeout', 'tls', 'permission', 'server'] as const)(
    '%s reaches all who wait, and the next one tries again',
    async (code) => {
      const { logins, attempts, end } = tried();
      const waiting = [logins.open(), logins.open()].map(outcome);
      await end(code);
      expect(await Promise.all(waiting)).toEqual([`${code}.`, `${code}.`]);
      const next = logins.open();
      expect(attempts).toHaveLength(2);
      await end();
      expect(await next).toBe(2);
    },
  );

  test('that nobody foresaw is passed on as it is', async () => {
    const { logins, attempts } = tried();
    const waiting = outcome(logins.open());
    attempts[0]?.reject(new Error('odd'));
    expect(await waiting).toBe('odd');
  });
});

describe('a refused login', () => {
  async function refuse({ logins, end }: ReturnType<typeof tried>): Promise<string> {
    const waiting = outcome(logins.open());
    await end('auth');
    return waiting;
  }

  test('is remembered for all, with the time of the next try', async () => {
    const t = tried();
    const waiting = [t.logins.open(), t.logins.open()].map(outcome);
    await t.end('auth');
    const told = await Promise.all(waiting);
    expect(told[0]).toMatch(/^auth\. .* the next try is at 2026-11-27 09:00:30 UTC; Save & test .* at once\.$/);
    t.pass(29);
    expect([...told, await outcome(t.logins.open())]).toEqual([told[0], told[0], told[0]]);
    expect(t.attempts).toHaveLength(1);
  });

  test('pauses 30 s, then twice as long each time, and ten minutes at most', async () => {
    const t = tried();
    const times: string[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const text = await refuse(t);
      times.push(/at \S+ (\S+) UTC/.exec(text)?.[1] ?? '');
      t.pass(600);
    }
    // Every ten minutes one refusal: 30, 60, 120, 240, 480, 600, 600 seconds later.
    expect(times).toEqual(['09:00:30', '09:11:00', '09:22:00', '09:34:00', '09:48:00', '10:00:00', '10:10:00']);
  });

  test('a login that goes through ends it', async () => {
    const t = tried();
    await refuse(t);
    t.pass(31);
    await refuse(t);
    t.pass(61);
    const open = t.logins.open();
    await t.end();
    await open;
    expect(await refuse(t)).toContain('at 2026-11-27 09:02:02 UTC');
  });

  test('forgetting it lets one try at once, and its pause is the longer', async () => {
    const t = tried();
    await refuse(t);
    t.logins.forget();
    expect(await refuse(t)).toContain('at 2026-11-27 09:01:00 UTC');
    expect(t.attempts).toHaveLength(2);
  });

  test('another kind of failure in between does not shorten the pauses', async () => {
    const t = tried();
    await refuse(t);
    t.pass(30);
    const waiting = outcome(t.logins.open());
    await t.end('network');
    expect(await waiting).toBe('network.');
    expect(await refuse(t)).toContain('at 2026-11-27 09:01:30 UTC');
  });
});
