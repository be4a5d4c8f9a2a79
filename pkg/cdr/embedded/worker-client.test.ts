import type { Worker } from 'node:worker_threads';
import { Worker as Thread } from 'node:worker_threads';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { EmbeddedConnection, EmbeddedOptions } from './embedded-connection.ts';
import { generateCdr } from '../../../demo/generator/generate.ts';
import { openEmbeddedInProcess } from './in-process.ts';
import { openEmbedded } from './worker-client.ts';

const end = Date.UTC(2026, 5, 17, 12, 34);
const options: EmbeddedOptions = { seed: 5, end, days: 2, frozen: true };
let connection: EmbeddedConnection | undefined;

afterEach(() => connection?.close());

const slow =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000) SELECT COUNT(*) AS n FROM c';

describe('the embedded CDR in a thread', () => {
  test('says what it holds and answers in order', async () => {
    connection = openEmbedded(options);
    const rows = generateCdr(options);
    const sessions = rows.sessions.length + rows.conferenceSessions.length;
    await expect(connection.ready).resolves.toEqual({ sessions, from: expect.any(Number), to: end });
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
    connection = openEmbedded(options);
    const local = openEmbeddedInProcess(options);
    const sql = 'SELECT * FROM ErrorReportView ORDER BY ErrorTime, ErrorReportSeq';
    expect(await connection.query(sql, [])).toEqual(await local.query(sql, []));
    await local.close();
  });

  test('rejects what SQLite refuses, and goes on', async () => {
    connection = openEmbedded(options);
    await expect(connection.query('SELECT missing', [])).rejects.toThrow('no such column: missing');
    await expect(connection.query('SELECT ?', [{}])).rejects.toThrow('cannot be bound');
    await expect(connection.query('SELECT ?', [() => 1])).rejects.toThrow();
    expect(await connection.query("SELECT ulower('ÄÖÜ') AS low", [])).toEqual([{ low: 'äöü' }]);
  });

  test('drops an aborted query that still waits', async () => {
    const sent: string[] = [];
    connection = openEmbedded(options, (given) => spied(start(given), sent));
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
    connection = openEmbedded(options);
    const abort = new AbortController();
    const running = connection.query(slow, [], abort.signal);
    setTimeout(() => abort.abort(new Error('gone')), 5);
    await expect(running).rejects.toThrow('gone');
    expect(await connection.query('SELECT 1 AS n', [])).toEqual([{ n: 1 }]);
  });

  test('starts again after a crash', async () => {
    const threads: Worker[] = [];
    connection = openEmbedded(options, (given) => {
      const thread = start(given);
      threads.push(thread);
      return thread;
    });
    await connection.ready;
    const lost = connection.query(slow, []);
    const waiting = connection.query('SELECT 1', []);
    lost.catch(() => undefined);
    void threads[0]?.terminate();
    await expect(lost).rejects.toThrow('ended unexpectedly');
    await expect(waiting).rejects.toThrow('ended unexpectedly');
    expect(await connection.query('SELECT 5 AS n', [])).toEqual([{ n: 5 }]);
    expect(threads).toHaveLength(2);
  });

  test('refuses queries once closed', async () => {
    connection = openEmbedded(options);
    const pending = connection.query('SELECT 1', []);
    pending.catch(() => undefined);
    await connection.close();
    await expect(pending).rejects.toThrow('closed');
    await expect(connection.query('SELECT 1', [])).rejects.toThrow('closed');
  });
});

describe('keeping up with the clock', () => {
  const sql = 'SELECT COUNT(*) AS n, MAX(SessionIdTime) AS last FROM SessionDetailsView';

  test('adds the sessions that started since, at the earliest after half a minute', async () => {
    let now = end;
    const live = openEmbeddedInProcess({ ...options, frozen: false }, () => now);
    const [before] = await live.query(sql, []);
    now = end + 20_000;
    expect((await live.query(sql, []))[0]).toEqual(before);
    for (const minutes of [10, 90, 91, 200]) {
      now = end + minutes * 60_000;
      await live.query(sql, []);
    }
    const [after] = await live.query(sql, []);
    expect(Number(after?.['n'])).toBeGreaterThan(Number(before?.['n']) + 50);
    expect(Number(after?.['last'])).toBeLessThan(now);
    await live.close();
  });

  test('does not move when frozen', async () => {
    const frozen = openEmbeddedInProcess(options, () => end + 86_400_000);
    expect(Number((await frozen.query(sql, []))[0]?.['last'])).toBeLessThan(end);
    await frozen.close();
  });
});

function start(given: EmbeddedOptions): Worker {
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
