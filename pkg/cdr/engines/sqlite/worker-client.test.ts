import type { Worker } from 'node:worker_threads';
import { Worker as Thread } from 'node:worker_threads';
import { afterEach, describe, expect, test } from '@jest/globals';
import { generateCdr } from '../../../../demo/generator/generate.ts';
import { openDemoDatabase } from './demo-database.ts';
import type { SqliteConnection } from './engine.ts';
import { openInThread } from './worker-client.ts';
import type { DatabaseSource } from './worker.ts';

const end = Date.UTC(2026, 5, 17, 12, 34);
const options = { seed: 5, end, days: 2, frozen: true };
const source: DatabaseSource = { kind: 'demo', options };
let connection: SqliteConnection | undefined;

afterEach(() => connection?.close());

const slow =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000) SELECT COUNT(*) AS n FROM c';

describe('demo data in a thread', () => {
  test('holds what was generated and answers in order', async () => {
    connection = openInThread(source);
    const rows = generateCdr(options);
    const held = `SELECT (SELECT COUNT(*) FROM SessionDetailsView) AS p2p,
      (SELECT COUNT(*) FROM ConferenceSessionDetailsView) AS conference`;
    await expect(connection.query(held, [])).resolves.toEqual([
      { p2p: rows.sessions.length, conference: rows.conferenceSessions.length },
    ]);
    const order: number[] = [];
    const ask = (n: number) =>
      connection?.query('SELECT ? AS n, NULL AS empty, ? AS word', [n, `w${n}`]).then((r) => {
        order.push(n);
        return r;
      });
    const answers = await Promise.all([1, 2, 3].map(ask));
    expect(answers[1]).toEqual([{ n: 2, empty: null, word: 'w2' }]);
    expect(order).toEqual([1, 2, 3]);
  });

  test('gives the same rows as without a thread', async () => {
    connection = openInThread(source);
    const local = openDemoDatabase(options);
    const sql = 'SELECT * FROM ErrorReportView ORDER BY ErrorTime, ErrorReportSeq';
    const { names, rows } = local.run(sql, []);
    const objects = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
    expect(objects.length).toBeGreaterThan(0);
    expect(await connection.query(sql, [])).toEqual(objects);
    local.close();
  });

  test('rejects what SQLite refuses, and goes on', async () => {
    connection = openInThread(source);
    await expect(connection.query('SELECT missing', [])).rejects.toThrow('no such column: missing');
    await expect(connection.query('SELECT ?', [{}])).rejects.toThrow('cannot be bound');
    await expect(connection.query('SELECT ?', [() => 1])).rejects.toThrow();
    expect(await connection.query("SELECT name_key('ÄÖÜ') AS low", [])).toEqual([{ low: 'äöü' }]);
  });

  test('drops an aborted query that still waits', async () => {
    const sent: string[] = [];
    connection = openInThread(source, (given) => spied(start(given), sent));
    const abort = new AbortController();
    const first = connection.query(slow, []);
    const second = connection.query('SELECT 2 AS n', [], abort.signal);
    const third = connection.query('SELECT 3 AS n', []);
    abort.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect(await first).toEqual([{ n: 300_000 }]);
    expect(await third).toEqual([{ n: 3 }]);
    expect(sent).toEqual([slow, 'SELECT 3 AS n']);
    await expect(connection.query('SELECT 4', [], abort.signal)).rejects.toThrow('gone');
  });

  test('stops waiting for a running query that is aborted', async () => {
    connection = openInThread(source);
    const abort = new AbortController();
    const running = connection.query(slow, [], abort.signal);
    setTimeout(() => abort.abort(new Error('gone')), 5);
    await expect(running).rejects.toThrow('gone');
    expect(await connection.query('SELECT 1 AS n', [])).toEqual([{ n: 1 }]);
  });

  test('starts again after a crash', async () => {
    const threads: Worker[] = [];
    connection = openInThread(source, (given) => {
      const thread = start(given);
      threads.push(thread);
      return thread;
    });
    await connection.query('SELECT 1', []);
    const lost = connection.query(slow, []);
    const waiting = connection.query('SELECT 1', []);
    lost.catch(() => undefined);
    void threads[0]?.terminate();
    await expect(lost).rejects.toThrow('ended unexpectedly');
    await expect(waiting).rejects.toThrow('ended unexpectedly');
    expect(await connection.query('SELECT 5 AS n', [])).toEqual([{ n: 5 }]);
    expect(threads).toHaveLength(2);
  });

  test('says why there is no database, and tries again with the next query', async () => {
    const threads: Worker[] = [];
    const nothing = { kind: 'demo', options: null } as unknown as DatabaseSource;
    connection = openInThread(nothing, (given) => {
      const thread = start(threads.length === 0 ? given : source);
      threads.push(thread);
      return thread;
    });
    await expect(connection.query('SELECT 1', [])).rejects.toThrow(/ended unexpectedly: ./);
    expect(await connection.query('SELECT 6 AS n', [])).toEqual([{ n: 6 }]);
    expect(threads).toHaveLength(2);
  });

  test('refuses queries once closed', async () => {
    connection = openInThread(source);
    const pending = connection.query('SELECT 1', []);
    pending.catch(() => undefined);
    await connection.close();
    await expect(pending).rejects.toThrow('closed');
    await expect(connection.query('SELECT 1', [])).rejects.toThrow('closed');
  });
});

function start(given: DatabaseSource): Worker {
  return new Thread(new URL('./worker.ts', import.meta.url), { workerData: given });
}

function spied(thread: Worker, sent: string[]): Worker {
  const post = thread.postMessage.bind(thread);
  thread.postMessage = (message: { sql: string }) => {
    sent.push(message.sql);
    post(message);
  };
  return thread;
}
