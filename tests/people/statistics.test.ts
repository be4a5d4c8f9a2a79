import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allQueries } from './support/all-queries.ts';
import { ask, column, source, startMarked, type Asked, type CallerName, type Watched } from './support/asking.ts';
import { markedRows } from './support/marked-rows.ts';

const rows = markedRows();
const from = source({ personalData: 'admins' }, 'statistics');
const roles = ['viewer', 'editor', 'a public dashboard'] as const;
const all = { categories: ['success', 'expected', 'unexpected', 'uncategorized'] };

let watched: Watched;
beforeAll(async () => {
  watched = await startMarked();
});
afterAll(() => watched.plugin.shutdown());

const by = (who: CallerName, model: unknown) => ask(watched.plugin, from, who, model);

/** All numbers, times and truth values of an answer, with their labels. */
const figures = ({ frames }: Asked) =>
  frames.map(({ name, fields }) => ({
    name,
    fields: fields
      .filter(({ type }) => type !== 'string')
      .map((field) => ({ name: field.name, labels: field.labels, values: field.values })),
  }));

test.each(roles)('every number of every report is the same for %s', async (who) => {
  const uris = column(await by(who, { report: 'failureList', filters: { activities: 'conference' } }), 'conferenceUri');
  for (const [title, model] of allQueries(rows, String(uris.find((uri) => uri !== null)))) {
    const [seen, hidden] = [await by('admin', model), await by(who, model)];
    // Equal times of joining are ordered by what is seen of names.
    const inAnyOrder = title.startsWith('conferenceDetail');
    const texts = (asked: Asked) =>
      figures(asked).map((frame) => (inAnyOrder ? frame.fields.map(({ values }) => values.length) : frame));
    expect([title, JSON.stringify(texts(hidden))]).toEqual([title, JSON.stringify(texts(seen))]);
  }
});

describe.each(['fromUsers', 'toUsers'] as const)('a click on a row of %s', (dimension) => {
  test('opens as many rows for a viewer as for an admin: those that the row counts', async () => {
    const ranked = { report: 'failureDistribution', dimensions: [dimension], filters: all, limit: 1000 };
    const [seen, hidden] = [await by('admin', ranked), await by('viewer', ranked)];
    const listed = async (who: CallerName, item: unknown) => {
      const list = await by(who, { report: 'failureList', filters: { ...all, [dimension]: item }, limit: 50_000 });
      const keys = column(list, 'sessionIdTime').map(
        (time, index) => `${String(time)} ${String(column(list, 'sessionIdSeq')[index])}`,
      );
      return new Set(keys).size;
    };
    const [items, sessions] = [column(hidden, 'item'), column(hidden, 'sessions')];
    expect(items.length).toBeGreaterThan(50);
    expect(items).toHaveLength(column(seen, 'item').length);
    const some = items
      .map((item, index) => ({ item, sessions: sessions[index] }))
      .filter((_, index) => index % 5 === 0);
    for (const one of some) {
      expect([one.item, await listed('viewer', one.item)]).toEqual([one.item, one.sessions]);
    }
    const named = column(seen, 'item').filter((_, index) => index % 5 === 0);
    expect(await Promise.all(named.map((item) => listed('admin', item)))).toEqual(
      column(seen, 'sessions').filter((_, index) => index % 5 === 0),
    );
  });
});

test('Session Detail and Conference Detail open by what a row of the list carries', async () => {
  const list = await by('viewer', { report: 'failureList', filters: all });
  const row = (activity: string) => column(list, 'activity').indexOf(activity);
  const cell = (name: string, at: number) => column(list, name)[at];
  const call = row('Peer-to-peer');
  const session = await by('viewer', {
    report: 'sessionDetail',
    filters: { sessionIdTime: cell('sessionIdTime', call), sessionIdSeq: cell('sessionIdSeq', call) },
  });
  expect(column(session, 'fromUser')).toEqual([cell('fromUser', call)]);
  const uri = cell('conferenceUri', row('Conference'));
  const conference = await by('viewer', { report: 'conferenceDetail', filters: { conferenceUris: uri } });
  expect(new Set(column(conference, 'conferenceUri'))).toEqual(new Set([uri]));
});
