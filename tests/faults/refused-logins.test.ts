import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { PluginLogLine } from '../../preview/plugin-host/log-line.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { ask, health } from './support/ask.ts';
import { wholeRange } from './support/embedded.ts';
import { failed, ok, summary } from './support/expected.ts';
import { lcsCdr } from './support/tds/fake-lcscdr.ts';
import { startSqlServer, type FakeSqlServer, type FakeSqlServerOptions } from './support/tds/fake-sql-server.ts';

const password = 'Pa55word-of-the-reader';
const loginFailed = { number: 18456, message: "Login failed for user 'reader'." };
const logs: PluginLogLine[] = [];
let plugin: PluginProcess;
let server: FakeSqlServer | undefined;
let made = 0;

beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable(), onLog: (line) => logs.push(line) });
});
afterEach(async () => {
  await server?.stop();
  await plugin.ping();
  expect(JSON.stringify(logs)).not.toContain(password);
});
afterAll(() => plugin.shutdown());

/** A server of its own, and a data source on it. */
async function serverWith(
  options: Partial<FakeSqlServerOptions>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<{ sql: FakeSqlServer; source: DataSource }> {
  const sql = await startSqlServer({ answer: lcsCdr(), ...options });
  server = sql;
  const jsonData = {
    server: '127.0.0.1',
    port: sql.port,
    username: 'reader',
    encrypt: false,
    cacheSeconds: 0,
    ...settings,
  };
  return { sql, source: { uid: `login ${++made}`, jsonData, secureJsonData: { password } } };
}

/** Every report of a dashboard, and then some. */
const panels = (source: DataSource, count = 11) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      ask(plugin, source, summary, { from: wholeRange.from + index, to: wholeRange.to }),
    ),
  );

describe('a password that changed', () => {
  const says = /refused the login reader\..*the next try is at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC; Save & test/;

  test('costs one refused login, however many panels there are and however often they ask', async () => {
    const { sql, source } = await serverWith({ login: () => [loginFailed], loginAfter: 100 });
    const answers = [...(await panels(source)), ...(await panels(source))];
    expect(answers).toEqual(answers.map(() => failed(401, says)));
    expect(new Set(answers.map(({ error }) => error)).size).toBe(1);
    expect(sql.logins).toHaveLength(1);
  });

  test('is tried at once by Save & test and by changed settings, and then serves', async () => {
    const { sql, source } = await serverWith({ login: () => [loginFailed] });
    await panels(source);
    const check = await health(plugin, source);
    expect(check).toMatchObject({ status: 2, message: expect.stringMatching(says), details: { code: 'auth' } });
    expect(sql.logins).toHaveLength(2);
    // The pause grows with each refusal, whoever asked for it.
    const again = Date.parse(/at (\S+ \S+) UTC/.exec(check.message)?.[1]?.replace(' ', 'T').concat('Z') ?? '');
    expect(again - Date.now()).toBeGreaterThan(55_000);
    sql.become({ login: () => [] });
    expect(await ask(plugin, source, summary, wholeRange)).toEqual(failed(401, says));
    expect(await health(plugin, source)).toMatchObject({ status: 1 });
    expect(await ask(plugin, source, summary, wholeRange)).toEqual(ok);
    sql.become({ login: () => [loginFailed] });
    const changed = { ...source, updated: 1 };
    expect(await ask(plugin, changed, summary, wholeRange)).toEqual(failed(401, says));
    sql.become({ login: () => [] });
    expect(await ask(plugin, changed, summary, wholeRange)).toEqual(failed(401, says));
    expect(await ask(plugin, { ...source, updated: 2 }, summary, wholeRange)).toEqual(ok);
  });

  test('leaves connections in use alone', async () => {
    const { sql, source } = await serverWith({}, { maxConnections: 1 });
    expect(await ask(plugin, source, summary, wholeRange)).toEqual(ok);
    sql.become({ login: () => [loginFailed] });
    const answers = await panels(source);
    expect(answers).toEqual(answers.map(() => ok));
    expect(sql.logins).toHaveLength(1);
  });

  test('is noticed once by the many connections that a restart cut', async () => {
    const { sql, source } = await serverWith({ answer: lcsCdr(() => ({ after: 200 })) });
    const before = await panels(source);
    expect(before).toEqual(before.map(() => ok));
    await sql.stop();
    sql.become({ login: () => [loginFailed] });
    await sql.start();
    const tried = sql.logins.length;
    const answers = await panels(source);
    expect(answers).toEqual(answers.map(() => failed(401, says)));
    expect(sql.logins).toHaveLength(tried + 1);
  });

  test('is no matter of another data source', async () => {
    const { sql, source } = await serverWith({
      login: ({ user }) => (user === 'reader' ? [loginFailed] : []),
    });
    await panels(source);
    const other = {
      ...source,
      uid: `login ${++made}`,
      jsonData: { ...(source.jsonData as object), username: 'other' },
    };
    expect(await ask(plugin, other, summary, wholeRange)).toEqual(ok);
    expect(sql.logins.map(({ user }) => user).filter((user) => user === 'reader')).toHaveLength(1);
  });

  test.each([18452, 18470, 18486, 18487, 18488])('error %i pauses too', async (number) => {
    const { sql, source } = await serverWith({ login: () => [{ number, message: 'No.' }, loginFailed] });
    await panels(source);
    await panels(source);
    expect(sql.logins).toHaveLength(1);
  });
});

describe('what does not pause', () => {
  test('a server that is away', async () => {
    const { sql, source } = await serverWith({});
    await sql.stop();
    expect(await ask(plugin, source, summary, wholeRange)).toEqual(failed(502, /^Nothing answers/));
    await sql.start();
    expect(await ask(plugin, source, summary, wholeRange)).toEqual(ok);
  });

  test.each([4060, 976, 17142])('a login whose password was taken, and that failed with error %i', async (number) => {
    const { sql, source } = await serverWith({ login: () => [{ number, message: 'No.' }, loginFailed] });
    const [answer] = await panels(source);
    expect(answer?.error).not.toContain('next try');
    sql.become({ login: () => [] });
    expect(await ask(plugin, source, summary, wholeRange)).toEqual(ok);
  });
});

test('the log has what the server said for every panel, and no stack twice', async () => {
  const { source } = await serverWith({ login: () => [{ number: 18470, message: 'Disabled.' }, loginFailed] });
  const before = logs.length;
  await panels(source);
  const lines = logs.slice(before).filter(({ message }) => message === 'query failed');
  expect(lines.map((line) => JSON.stringify(line))).toEqual(
    Array.from({ length: 11 }, () => expect.stringMatching(/"number":18470.*"number":18456/)),
  );
  expect((JSON.stringify(lines).match(/"stack":/g) ?? []).length).toBeLessThanOrEqual(1);
});
