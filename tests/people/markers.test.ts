import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filters } from '../../contract/filters.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { valueKinds } from '../../pkg/data-source/find-values.ts';
import { pluginContext } from '../../preview/plugin-host/requests.ts';
import { allQueries } from './support/all-queries.ts';
import {
  ask,
  callers,
  column,
  resource,
  source,
  startMarked,
  type CallerName,
  type Watched,
} from './support/asking.ts';
import { databaseError, failing, marker, markedRows } from './support/marked-rows.ts';

// Every report, format, value list and error, as everyone: whoever may not see people finds no marker in any byte that leaves the plugin.

const rows = markedRows();
const names = Object.keys(callers) as CallerName[];
const blind = (...but: CallerName[]) => names.filter((name) => !but.includes(name));

/** Who may not see people, by the settings. Written by hand, after docs/personal-data.md. */
const settings: readonly { readonly set: Record<string, unknown>; readonly cannot: readonly CallerName[] }[] = [
  { set: { personalData: 'editors' }, cannot: blind('admin', 'editor') },
  { set: { personalData: 'admins', pseudonymDomains: 'kind' }, cannot: blind('admin') },
  { set: { personalData: 'nobody', personalDataTrail: true }, cannot: ['admin', 'viewer', 'an alert rule'] },
  { set: { personalData: 'nobody', personalDataInAlerts: true }, cannot: ['admin', 'viewer'] },
];

let watched: Watched;
beforeAll(async () => {
  watched = await startMarked();
});
afterAll(() => watched.plugin.shutdown());

/** What is written while something is asked must not have a marker either. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const before = watched.written().length;
  const done = await work();
  expect(watched.written().slice(before)).not.toMatch(marker);
  return done;
}

describe.each(settings)('with $set', ({ set, cannot }) => {
  const from = source(set);

  describe.each(cannot)('%s', (who) => {
    let queries: ReturnType<typeof allQueries>;
    beforeAll(async () => {
      const list = await ask(watched.plugin, from, who, {
        report: 'failureList',
        filters: { activities: 'conference' },
      });
      const conference = column(list, 'conferenceUri').find((uri) => typeof uri === 'string');
      expect(conference).toMatch(/^conference [0-9A-Z]{4}-[0-9A-Z]{4}/);
      queries = allQueries(rows, String(conference));
    });

    test('finds no name in any report', async () => {
      let found = 0;
      for (const [title, model] of queries) {
        const answer = await quietly(() => ask(watched.plugin, from, who, model));
        expect([title, answer.error, answer.status]).toEqual([title, '', 200]);
        expect([title, marker.exec(answer.bytes.toString('latin1'))?.[0]]).toEqual([title, undefined]);
        found += answer.frames.reduce((sum, { fields }) => sum + (fields[0]?.values.length ?? 0), 0);
      }
      expect(found).toBeGreaterThan(3000);
    });

    test('finds no name in any value list, nor by searching there', async () => {
      for (const kind of valueKinds) {
        const url = `values/${kind}?limit=10000&from=${String(rows.sessions[0]?.SessionIdTime)}`;
        expect(await quietly(() => resource(watched.plugin, from, who, url))).not.toMatch(marker);
        const search = await quietly(() => resource(watched.plugin, from, who, `${url}&search=0004f2aa`));
        expect(JSON.parse(search)).toEqual({ values: [], more: false });
      }
    });

    test('finds no name in an error, and the log of the call has none', async () => {
      const range = { from: failing, to: failing + 1000 };
      for (const report of ['failureList', 'summary', 'topFailures'] as const) {
        for (const errorAsRow of [false, true]) {
          const answer = await quietly(() =>
            ask(watched.plugin, from, who, { report, errorAsRow, fresh: true }, { range }),
          );
          expect(answer.bytes.toString('latin1')).not.toMatch(marker);
          expect(answer.bytes.toString('latin1')).toContain('The demo data could not answer.');
        }
      }
      for (const { id, kind } of filters) {
        for (const report of reportIds.filter((one) =>
          (reportDefinition(one).filters as readonly string[]).includes(id),
        )) {
          const value = kind === 'text' ? 'zqxuser1@zqxdomain.example' : 'sip:zqxuser1@zqxdomain.example';
          const answer = await quietly(() => ask(watched.plugin, from, who, { report, filters: { [id]: value } }));
          expect([report, id, marker.exec(answer.bytes.toString('latin1'))?.[0]]).toEqual([report, id, undefined]);
        }
      }
    });

    test('finds no name in the health check and the metrics', async () => {
      const request = { pluginContext: pluginContext(from, callers[who]), headers: {} };
      const { message, jsonDetails } = await quietly(() => watched.plugin.checkHealth(request));
      expect(message + jsonDetails.toString()).not.toMatch(marker);
      expect(await watched.plugin.collectMetrics()).not.toMatch(marker);
    });
  });
});

test('the log has what a database said in the call of somebody who may see it', async () => {
  const before = watched.written().length;
  const range = { from: failing, to: failing + 1000 };
  const model = { report: 'failureList', fresh: true };
  const { error } = await ask(watched.plugin, source({ personalData: 'admins' }, 'logged'), 'admin', model, { range });
  expect(error).toBe('The demo data could not answer. The Grafana log has the details.');
  expect(watched.written().slice(before)).toContain(databaseError);
});

describe('who may see people does', () => {
  test.each<[Record<string, unknown>, CallerName]>([
    [{}, 'viewer'],
    [{}, 'a public dashboard'],
    [{}, 'an alert rule'],
    [{ personalData: 'editors' }, 'editor'],
    [{ personalData: 'editors' }, 'admin'],
    [{ personalData: 'admins' }, 'admin'],
    [{ personalData: 'nobody', personalDataInAlerts: true }, 'an alert rule'],
  ])('with %j %s', async (set, who) => {
    const from = source(set, `sees ${JSON.stringify(set)}`);
    const all = { categories: ['success', 'expected', 'unexpected', 'uncategorized'] };
    const list = await ask(watched.plugin, from, who, { report: 'failureList', filters: all });
    const users = column(list, 'fromUser').filter((user) => user !== null);
    expect(users.length).toBeGreaterThan(100);
    expect(users.filter((user) => !marker.test(String(user)))).toEqual([]);
  });
});
