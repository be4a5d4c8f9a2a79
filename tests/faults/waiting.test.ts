import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { until } from '../support/plugins.ts';
import { ask, health, type Answer } from './support/ask.ts';
import { wholeRange } from './support/embedded.ts';
import { failed, ok } from './support/expected.ts';
import { startProxy } from './support/fake-servers.ts';
import { lcsCdr } from './support/tds/fake-lcscdr.ts';
import { startSqlServer, type FakeSqlServer, type FakeSqlServerOptions } from './support/tds/fake-sql-server.ts';

/** A report of one statement. */
const oneStatement = { report: 'sessionDetail', filters: { responseCodes: 504 } };
let plugin: PluginProcess;
const servers: { stop(): Promise<void> }[] = [];
let made = 0;

beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await plugin.ping();
});
afterAll(() => plugin.shutdown());

async function serverWith(options: Partial<FakeSqlServerOptions>): Promise<FakeSqlServer> {
  const sql = await startSqlServer({ answer: lcsCdr(), ...options });
  servers.push(sql);
  return sql;
}

function sourceAt(port: number, settings: Readonly<Record<string, unknown>> = {}): DataSource {
  const jsonData = { server: '127.0.0.1', port, username: 'reader', encrypt: false, cacheSeconds: 0, ...settings };
  return { uid: `waiting ${++made}`, jsonData, secureJsonData: { password: 'secret' } };
}

interface Timed extends Answer {
  readonly seconds: number;
}

async function timed(source: DataSource, index = 0): Promise<Timed> {
  const started = performance.now();
  const range = { from: wholeRange.from + index * 1000, to: wholeRange.to };
  const answer = await ask(plugin, source, oneStatement, range);
  return { ...answer, seconds: (performance.now() - started) / 1000 };
}

describe('statements that queue for one connection', () => {
  test('four that take longer together than any limit of a pool are all answered, one after the other', async () => {
    const sql = await serverWith({ answer: lcsCdr(() => ({ after: 8000 })) });
    const source = sourceAt(sql.port, { maxConnections: 1, queryTimeout: 90 });
    const answers = await Promise.all([0, 1, 2, 3].map((index) => timed(source, index)));
    expect(answers).toEqual(answers.map(() => ok));
    const seconds = answers.map((answer) => answer.seconds).sort((one, other) => one - other);
    expect(seconds.at(-1)).toBeGreaterThan(31.9);
    expect(seconds.at(-1)).toBeLessThan(34);
  }, 60_000);

  test('waiting counts against the limit of a query', async () => {
    const sql = await serverWith({ answer: lcsCdr(() => ({ after: 1200 })) });
    const source = sourceAt(sql.port, { maxConnections: 1, queryTimeout: 2 });
    expect((await timed(source)).error).toBe('');
    const answers = await Promise.all([0, 1, 2, 3].map((index) => timed(source, index)));
    const byTime = answers.sort((one, other) => one.seconds - other.seconds);
    expect(byTime.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = answers.filter(({ status }) => status !== 200);
    expect(late).toEqual(
      late.map(() => expect.objectContaining(failed(504, /longer than 2 s|busy for the 2 s that a query may take/))),
    );
    expect(late.filter(({ seconds }) => seconds < 1.9 || seconds > 2.6)).toEqual([]);
    // Neither leaves anything behind.
    expect((await timed(source)).error).toBe('');
    expect(sql.open()).toBe(1);
  });

  test('the time of a login is none of a query', async () => {
    const sql = await serverWith({ loginAfter: 2500, answer: lcsCdr(() => ({ after: 300 })) });
    const source = sourceAt(sql.port, { maxConnections: 1, queryTimeout: 2 });
    const answers = await Promise.all([0, 1, 2].map((index) => timed(source, index)));
    expect(answers).toEqual(answers.map(() => ok));
  });

  test('who stops waiting leaves the queue', async () => {
    const sql = await serverWith({ answer: lcsCdr(() => ({ after: 500 })) });
    const source = sourceAt(sql.port, { maxConnections: 1 });
    expect((await timed(source)).error).toBe('');
    const gone = new AbortController();
    const range = { from: wholeRange.from - 5, to: wholeRange.to };
    const waiting = [1, 2, 3].map((index) =>
      ask(plugin, source, oneStatement, { ...range, from: range.from - index }, gone.signal).catch(String),
    );
    await sleep(100);
    gone.abort();
    await Promise.all(waiting);
    const started = performance.now();
    expect((await timed(source)).error).toBe('');
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe('a connection that a firewall forgot', () => {
  test.each([1, 4])('is noticed within seconds and replaced (%i idle)', async (idle) => {
    const sql = await serverWith({ answer: lcsCdr(() => ({ after: 300 })) });
    const proxy = await startProxy('127.0.0.1', sql.port);
    servers.push({ stop: () => proxy.close() });
    const source = sourceAt(proxy.port, { maxConnections: 4 });
    expect((await timed(source)).error).toBe('');
    await Promise.all(Array.from({ length: idle }, (_, index) => timed(source, index)));
    const before = sql.logins.length;
    await sleep(6000);
    proxy.forget();
    const answers = await Promise.all(Array.from({ length: idle }, (_, index) => timed(source, index)));
    expect(answers).toEqual(answers.map(() => ok));
    expect(answers.filter(({ seconds }) => seconds > 4.5)).toEqual([]);
    expect(sql.logins.length).toBeGreaterThan(before);
    // The others that were idle then are not tried one after the other.
    const [next] = await Promise.all([timed(source, 9)]);
    expect(next?.seconds).toBeLessThan(1.5);
  });

  test('under a statement it is the limit of the query that ends it, and the next one is answered', async () => {
    const sql = await serverWith({ answer: lcsCdr(() => ({ after: 1000 })) });
    const proxy = await startProxy('127.0.0.1', sql.port);
    servers.push({ stop: () => proxy.close() });
    const source = sourceAt(proxy.port, { maxConnections: 2, queryTimeout: 2 });
    expect((await timed(source)).error).toBe('');
    const running = timed(source);
    await until(() => sql.statements.length >= 3);
    expect(sql.statements).toHaveLength(3);
    proxy.forget();
    const answer = await running;
    expect(answer).toEqual(expect.objectContaining(failed(504, /longer than 2 s/)));
    expect(answer.seconds).toBeLessThan(2.6);
    expect((await timed(source)).error).toBe('');
  });
});

test('connections are kept between evaluations of a rule', async () => {
  const sql = await serverWith({});
  const source = sourceAt(sql.port);
  await timed(source);
  await sleep(7000);
  expect((await timed(source)).error).toBe('');
  expect(sql.logins).toHaveLength(1);
});

describe('an error of the server that speaks of a pool or of waiting', () => {
  const kin: readonly (readonly [number, string])[] = [
    [701, "There is insufficient system memory in resource pool 'default' to run this query."],
    [802, 'There is insufficient memory available in the buffer pool.'],
    [
      8645,
      "A timeout occurred while waiting for memory resources to execute the query in resource pool 'default' (2).",
    ],
    [
      8651,
      "Could not perform the operation because the requested memory grant was not available in resource pool 'default'.",
    ],
    [10928, 'Resource ID: 1. The request limit for the database is 60 and has been reached.'],
    [10929, 'The server is currently too busy to support requests. Operation timed out waiting in the pool.'],
    [17803, 'There was a memory allocation failure during connection establishment.'],
  ];
  test.each(kin)('%i: %s', async (number, message) => {
    const sql = await serverWith({ answer: lcsCdr(() => ({ messages: [{ number, message, class: 17 }] })) });
    const answer = await timed(sourceAt(sql.port));
    expect(answer).toEqual(expect.objectContaining(failed(502, new RegExp(`SQL Server .*memory.*error ${number}`))));
    expect(answer.error).not.toContain('onnections at most');
  });

  test('its number is told, whatever its words sound like', async () => {
    const words =
      'permission denied: deadlock, certificate, login failed, timeout: request failed, invalid object name';
    const sql = await serverWith({
      answer: lcsCdr(() => ({ messages: [{ number: 8134, message: words, class: 16 }] })),
    });
    expect((await timed(sourceAt(sql.port))).error).toMatch(/^SQL Server reported error 8134 on this query\./);
  });
});

describe('an answer that is none', () => {
  const random = Buffer.from(Array.from({ length: 997 }, (_, index) => (index * index * 31 + 7) % 251));
  const kinds = {
    'tokens that nobody knows': { bytes: random },
    'a token cut short': { bytes: Buffer.from([0x81, 1, 0, 0, 0]) },
    'an empty message': { bytes: Buffer.alloc(0) },
    'bytes outside of packets': { bytes: random, bare: true },
    'a row without columns': { bytes: Buffer.from([0xd1, 1, 2, 3]) },
  };
  test.each(Object.entries(kinds))('%s: an error, and the next query is answered', async (_, garbage) => {
    let bad = true;
    const sql = await serverWith({ answer: lcsCdr(() => (bad ? { garbage } : {})) });
    const source = sourceAt(sql.port, { queryTimeout: 3 });
    const answer = await timed(source);
    expect([200, 502, 504]).toContain(answer.status);
    expect(answer.seconds).toBeLessThan(3.6);
    bad = false;
    expect((await timed(source, 1)).error).toBe('');
  });

  test.each(Object.entries(kinds).filter(([, kind]) => !('bare' in kind)))(
    '%s, to a login: an error, and the next login goes through',
    async (_, { bytes }) => {
      const sql = await serverWith({ loginGarbage: bytes });
      const source = sourceAt(sql.port, { connectTimeout: 1 });
      const answer = await timed(source);
      expect(answer.status).toBeGreaterThan(400);
      expect(answer.seconds).toBeLessThan(2);
      sql.become({ loginGarbage: undefined });
      await health(plugin, source);
      expect((await timed(source, 1)).error).toBe('');
    },
  );
});
