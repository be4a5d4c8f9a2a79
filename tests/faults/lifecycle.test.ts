import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery } from '../../preview/plugin-host/requests.ts';
import { reportIds } from '../../contract/reports/index.ts';
import { builtExecutable } from '../support/executable.ts';
import { start, temporaryDirectory } from '../support/plugins.ts';
import { ask, rowsOf, send } from './support/ask.ts';
import { demo, embedded, wholeRange } from './support/embedded.ts';

const executable = builtExecutable();
const summary = { report: 'summary', interval: 'total' };
const ok = expect.objectContaining({ status: 200, error: '' });

describe('killed while it answers', () => {
  test('the next start is clean, and nothing is left but in the temporary directory', async () => {
    const [temporary, cwd] = ['tmp', 'cwd'].map((name) => join(temporaryDirectory(), name)) as [string, string];
    [temporary, cwd].forEach((path) => mkdirSync(path));
    const place = { executable, cwd, env: { TMPDIR: temporary } };

    const killed = await start(place);
    const running = reportIds.map((report) => ask(killed.plugin, embedded(), { report }, wholeRange).catch(String));
    killed.plugin.process.kill('SIGKILL');
    expect(await killed.plugin.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await Promise.all(running);
    expect(readdirSync(cwd)).toEqual([]);
    const left = readdirSync(temporary);
    expect(left.length).toBeLessThanOrEqual(1);

    const next = await start(place);
    expect(await ask(next.plugin, embedded(), summary, wholeRange)).toEqual(ok);
    await next.logged('stale sockets removed');
    expect(readdirSync(temporary).filter((name) => left.includes(name))).toEqual([]);
    expect(next.logs.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
    expect(await next.plugin.shutdown()).toEqual({ code: 0, signal: null });
    expect([...readdirSync(temporary), ...readdirSync(cwd)]).toEqual([]);
  });
});

describe('settings that change', () => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    plugin = await startPlugin({ executable });
  });
  afterAll(() => plugin.shutdown());

  test('queries on the old settings end first, however long they take; the new ones count at once', async () => {
    // Takes longer to generate than an instance is kept after its settings have changed.
    const large = { ...demo, days: 80, sessionsPerDay: 4000 };
    const old = { ...embedded('changing', { demo: large }), updated: 1 };
    const running = [summary, { report: 'topFailures' }, { report: 'failureDistribution' }].map((model) =>
      ask(plugin, old, model, wholeRange),
    );
    const changed = { ...embedded('changing'), updated: 2 };
    const small = await ask(plugin, changed, summary, wholeRange);
    expect(small).toEqual(ok);
    const answers = await Promise.all(running);
    expect(answers).toEqual([ok, ok, ok]);
    const sessions = (answer: (typeof answers)[number] | undefined) =>
      Number(answer && rowsOf(answer)[0]?.['p2pTotalSessions']);
    expect(sessions(answers[0])).toBeGreaterThan(sessions(small));
    expect(await ask(plugin, changed, summary, wholeRange)).toEqual(ok);
  });

  test('a change with every query', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, updated) =>
        ask(
          plugin,
          { ...embedded('restless', { demo: { ...demo, seed: updated % 3 } }), updated },
          summary,
          wholeRange,
        ),
      ),
    );
    expect(answers).toEqual(answers.map(() => ok));
  });

  test('wrong settings say so, and mended ones work', async () => {
    const wrong = { ...embedded('mended', { cacheSeconds: -1 }), updated: 1 };
    expect(await ask(plugin, wrong, summary, wholeRange)).toMatchObject({
      status: 400,
      error: expect.stringMatching(/^setting cacheSeconds: /),
    });
    expect(await ask(plugin, { ...embedded('mended'), updated: 2 }, summary, wholeRange)).toEqual(ok);
  });
});

describe('load', () => {
  test('200 queries of mixed validity at once: each gets its answer', async () => {
    const { plugin } = await start({ executable });
    const models = [
      { report: 'summary' },
      { report: 'nonsense' },
      { report: 'failureList', filters: { users: "o'brien" } },
      { report: 'failureList', filters: { pools: {} } },
      { report: 'topFailures', format: 'timeSeries' },
      { report: 'sessionDetail' },
      { report: 'failureDistribution', format: 'numeric', dimensions: ['pools'] },
      null,
    ];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        // Ranges differ, so that no question is answered from memory.
        const range = { from: wholeRange.from + index * 1000, to: wholeRange.to };
        return index % 2 === 0
          ? ask(plugin, embedded(), models[(index / 2) % models.length], range).then((answer) => [answer])
          : send(
              plugin,
              embedded(),
              [0, 1].map((more) => dataQuery(`${more}`, models[(index + more) % models.length], range)),
            );
      }),
    );
    const statuses = answers.map((several, index) => [index, several.map(({ status }) => status)]);
    const expected = answers.map((_, index) => {
      const valid = (at: number) => (at % models.length === 7 || [1, 3, 5].includes(at % models.length) ? 400 : 200);
      return [index, index % 2 === 0 ? [valid(index / 2)] : [valid(index), valid(index + 1)]];
    });
    expect(statuses).toEqual(expected);
  });

  test('500 cancelled queries leave nothing that waits', async () => {
    const { plugin, logs } = await start({ executable });
    expect(await ask(plugin, embedded(), summary, wholeRange)).toEqual(ok);
    const gone = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const controller = new AbortController();
        const range = { from: wholeRange.from + index, to: wholeRange.to };
        const model = { report: reportIds[index % 6], format: 'table' };
        const answer = ask(plugin, embedded(), model, range, controller.signal).catch(String);
        // Some before they are sent, some on their way, some while they run.
        await new Promise((resolve) => setTimeout(resolve, index % 40));
        controller.abort();
        return answer;
      }),
    );
    expect(gone.filter((answer) => typeof answer === 'string' && !answer.includes('CANCELLED'))).toEqual([]);
    expect(await ask(plugin, embedded(), { report: 'failureList' }, wholeRange)).toEqual(ok);
    await plugin.ping();
    expect(logs.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });
});
