import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { column, ask, resource, source, startMarked, everything, type Watched } from './support/asking.ts';
import { markedRows, marker } from './support/marked-rows.ts';

// The attempts that docs/personal-data.md lists, in its order.

const rows = markedRows();
const hidden = source({ personalData: 'admins' }, 'hidden');
const users = [...new Set(rows.sessions.flatMap(({ FromUri }) => (FromUri === null ? [] : [FromUri])))];
const [known = ''] = users;
const all = { categories: ['success', 'expected', 'unexpected', 'uncategorized'] };

let watched: Watched;
beforeAll(async () => {
  watched = await startMarked();
});
afterAll(() => watched.plugin.shutdown());

const asViewer = (model: unknown, headers: Record<string, string> = {}) =>
  ask(watched.plugin, hidden, 'viewer', model, { headers });
const asAdmin = (model: unknown) => ask(watched.plugin, hidden, 'admin', model);
const refused = (id: string) =>
  `filters.${id}: names are hidden from your role, and cannot be asked for either. Click on a pseudonym, or enter one such as user 7F3K-9Q2M.`;

describe('a guessed name', () => {
  const bare = known.replace('sip:', '');
  const guesses = [
    known,
    bare,
    bare.toUpperCase(),
    `<${known}>`,
    `${bare.slice(0, 3)}*`,
    '*',
    'nobody@nowhere.example',
  ];
  test.each(['fromUsers', 'toUsers', 'users'])('is refused in %s, whether it exists or not', async (id) => {
    for (const guess of guesses) {
      const list = await asViewer({ report: 'failureList', filters: { [id]: [guess] } });
      expect([guess, list.error, list.frames]).toEqual([guess, refused(id), []]);
    }
  });

  test('is refused among pseudonyms, and with one for a beginning', async () => {
    const [pseudonym] = column(await asViewer({ report: 'failureList', filters: all }), 'fromUser');
    for (const values of [
      [pseudonym, known],
      [`${String(pseudonym)}*`],
      ['user *'],
      [`${String(pseudonym)} ${known}`],
    ]) {
      expect((await asViewer({ report: 'failureList', filters: { users: values } })).error).toBe(refused('users'));
    }
  });

  test('is refused of a conference, which carries an address', async () => {
    const conferenceUris = rows.conferences[0]?.ConferenceUri ?? '';
    expect(conferenceUris).toMatch(marker);
    for (const report of ['failureList', 'conferenceDetail', 'joinTimes', 'summary']) {
      expect((await asViewer({ report, filters: { conferenceUris } })).error).toBe(refused('conferenceUris'));
    }
  });

  test('is refused before the database is asked', async () => {
    const nowhere = { uid: 'nowhere', jsonData: { server: 'localhost:1', username: 'a', personalData: 'admins' } };
    const unreachable = { ...nowhere, secureJsonData: hidden.secureJsonData ?? {} };
    const answer = await ask(watched.plugin, unreachable, 'viewer', {
      report: 'failureList',
      filters: { users: 'a@b' },
    });
    expect(answer.error).toBe(refused('users'));
  });

  test('is refused as a hardware address in a user agent, and other agents are not', async () => {
    const userAgents = rows.sessions.map(({ FromClientVersion }) => FromClientVersion);
    const personal = userAgents.find((agent) => agent !== null && marker.test(agent));
    const plain = userAgents.find((agent) => agent !== null && agent.startsWith('UCCAPI'));
    const by = (agent: unknown) => asViewer({ report: 'sessionDetail', filters: { userAgents: agent } });
    expect((await by(personal)).error).toBe(refused('userAgents'));
    expect((await by(plain)).frames[0]?.fields[0]?.values.length).toBeGreaterThan(0);
    expect(await resource(watched.plugin, hidden, 'viewer', 'values/userAgents?limit=10000')).toMatch(
      /client \w{4}-\w{4}/,
    );
  });

  test('is refused in a query that an admin saved, which looks like any other', async () => {
    const saved = { report: 'failureList', filters: { users: [known] } };
    expect((await asAdmin(saved)).error).toBe('');
    expect((await asViewer(saved, { 'X-Dashboard-Uid': 'saved', 'X-Panel-Id': '1' })).error).toBe(refused('users'));
    const open = await ask(watched.plugin, hidden, 'a public dashboard', saved);
    expect(open.error).toBe(refused('users'));
  });

  test('is refused letter by letter where addresses are suggested, and a pseudonym finds none there', async () => {
    for (const kind of ['users', 'fromUsers', 'toUsers']) {
      for (const search of ['', 'zqx', 'zqxuser1']) {
        const answer = await resource(watched.plugin, hidden, 'viewer', `values/${kind}?limit=100&search=${search}`);
        expect(JSON.parse(answer)).toEqual({ code: 'query', message: refused(kind) });
      }
      const none = await resource(watched.plugin, hidden, 'viewer', `values/${kind}?search=user%200000-0000`);
      expect(JSON.parse(none)).toEqual({ values: [], more: false });
    }
  });

  test('is refused in an alert rule, unless rules may', async () => {
    const rule = { report: 'summary', format: 'numeric', filters: { users: [known] } };
    const by = (settings: object) => ask(watched.plugin, source({ ...settings }), 'an alert rule', rule);
    expect((await by({ personalData: 'admins' })).error).toBe(refused('users'));
    expect((await by({ personalData: 'admins', personalDataInAlerts: true })).error).toBe('');
  });
});

test('the order tells nothing: where sessions are as many, pseudonyms are in order, also at a limit', async () => {
  const ranked = { report: 'failureDistribution', dimensions: ['fromUsers'], filters: all };
  const answer = await asViewer({ ...ranked, limit: 1000 });
  const [items, sessions] = [column(answer, 'item').map(String), column(answer, 'sessions').map(Number)];
  const ties = items.flatMap((item, index) =>
    sessions[index] === sessions[index + 1] ? [[item, items[index + 1] ?? '']] : [],
  );
  const code = (item = '') => item.slice(item.indexOf(' '));
  expect(ties.length).toBeGreaterThan(20);
  expect(ties.filter(([a = '', b = '']) => a.split(' ')[0] === b.split(' ')[0] && code(a) > code(b))).toEqual([]);
  const first = await asViewer({ ...ranked, limit: 5 });
  expect(column(first, 'item')).toEqual(items.slice(0, 5));
});

test('the inspector has a sentence in place of the SQL', async () => {
  const [pseudonym] = column(await asViewer({ report: 'failureList', filters: all }), 'fromUser');
  const { frames } = await asViewer({ report: 'failureList', filters: { users: pseudonym } });
  expect(frames[0]?.meta?.executedQueryString).toBe(
    '-- The statements are hidden from your role: their values may name people.',
  );
  const whole = await asAdmin({ report: 'failureList', filters: { users: known } });
  expect(whole.frames[0]?.meta?.executedQueryString).toMatch(marker);
});

test('an error quotes nothing of the query, on a public dashboard neither', async () => {
  const { error } = await ask(watched.plugin, hidden, 'a public dashboard', {
    report: 'failureList',
    filters: { diagnosticIds: 'Zqxname Zqxfamily' },
  });
  expect(error).toMatch(/^Diagnostic ID: "…" is not a whole number/);
});

test('whoever previews a rule, or sends the header of one, is who it is', async () => {
  const rules = source({ personalData: 'admins', personalDataInAlerts: true });
  const model = { report: 'failureList', filters: all };
  const list = await ask(watched.plugin, rules, 'editor', model, { headers: { FromAlert: 'true' } });
  expect(column(list, 'fromUser').filter((user) => marker.test(String(user)))).toEqual([]);
});

test('a pseudonym that nobody has finds nobody, and says so', async () => {
  const { error, frames } = await asViewer({ report: 'failureList', filters: { users: 'user 0000-0000' } });
  expect(error).toBe('');
  expect(frames[0]?.fields[0]?.values).toEqual([]);
  expect(frames[0]?.meta?.notices?.map(({ text }) => text).join()).toMatch(
    /^Nobody in this range has the pseudonym user 0000-0000\./,
  );
});

describe('not prevented, as the page says:', () => {
  test('small counts - a filter may leave one user', async () => {
    const [first] = column(await asViewer({ report: 'failureList', filters: all }), 'fromUser');
    const { frames } = await asViewer({
      report: 'failureDistribution',
      dimensions: ['fromUsers'],
      filters: { ...all, users: first },
    });
    expect(frames[0]?.fields[0]?.values.length).toBeGreaterThan(0);
  });

  test('own calls - the time of a call finds the pseudonym of the other side', async () => {
    const session = rows.sessions.find(({ FromUri, ToUri }) => FromUri !== null && ToUri !== null);
    const at = session?.SessionIdTime ?? 0;
    const list = await ask(
      watched.plugin,
      hidden,
      'viewer',
      { report: 'failureDistribution', dimensions: ['toUsers'], filters: all },
      { range: { from: at, to: at + 1000 } },
    );
    expect(column(list, 'item').map(String).join()).toMatch(/user \w{4}-\w{4}/);
  });

  test('following a pseudonym - somebody has the same one in every report', async () => {
    const [first] = column(await asViewer({ report: 'failureList', filters: all }), 'fromUser');
    expect(String(first)).toMatch(/^user \w{4}-\w{4}/);
    const filters = { users: [first] };
    const top = await asViewer({
      report: 'failureDistribution',
      dimensions: ['fromUsers'],
      filters: { ...all, ...filters },
    });
    expect(column(top, 'item')).toContain(first);
    const sessions = await asViewer({ report: 'sessionDetail', filters });
    expect([...column(sessions, 'fromUser'), ...column(sessions, 'toUser')]).toContain(first);
  });

  test('an alert rule that may see names tells an editor by its count whether somebody had a failed call', async () => {
    const rules = source({ personalData: 'admins', personalDataInAlerts: true });
    const rule = (user: string) => ({
      report: 'summary',
      format: 'numeric',
      metric: 'p2pTotalSessions',
      filters: { users: user },
    });
    const count = async (user: string) =>
      (await ask(watched.plugin, rules, 'an alert rule', rule(user))).frames[0]?.fields.at(-1)?.values[0];
    expect(await count(known)).toBeGreaterThan(0);
    expect(await count('nobody@nowhere.example')).toBe(0);
  });
});

describe('pseudonyms', () => {
  test('are other ones in another data source, and with another key', async () => {
    const model = { report: 'failureList', filters: all };
    const of = async (from: typeof hidden) =>
      column(await ask(watched.plugin, from, 'viewer', model), 'fromUser').map(String);
    const here = await of(hidden);
    const there = await of(source({ personalData: 'admins' }, 'another'));
    const rotated = await of({ ...hidden, updated: 2, secureJsonData: { pseudonymKey: 'f'.repeat(64) } });
    const again = await of({ ...hidden, updated: 3 });
    expect(again).toEqual(here);
    const common = (others: readonly string[]) =>
      new Set(here.filter((one) => one.startsWith('user') && others.includes(one)));
    expect([common(there).size, common(rotated).size]).toEqual([0, 0]);
  });

  test('are not given without a key, nor with one that is short: there is no answer at all', async () => {
    for (const secureJsonData of [{}, { pseudonymKey: 'short' }]) {
      const from = { ...hidden, uid: `key ${JSON.stringify(secureJsonData)}`, secureJsonData };
      const answer = await ask(watched.plugin, from, 'viewer', { report: 'summary' });
      expect([answer.status, answer.frames]).toEqual([400, []]);
      expect(answer.error).toMatch(/^setting pseudonymKey: /);
      expect((await ask(watched.plugin, from, 'admin', { report: 'summary' })).status).toBe(200);
    }
  });

  test('of a list that was read before a restart are found again', async () => {
    const [pseudonym] = column(await asViewer({ report: 'failureList', filters: all }), 'fromUser');
    const model = { report: 'failureList', filters: { ...all, users: pseudonym }, limit: 50_000 };
    const before = column(await asViewer(model), 'fromUser').length;
    const fresh = await startMarked();
    try {
      const after = await ask(fresh.plugin, hidden, 'viewer', model, { range: everything });
      expect(column(after, 'fromUser')).toHaveLength(before);
      expect(before).toBeGreaterThan(0);
    } finally {
      await fresh.plugin.shutdown();
    }
  });

  test('tell whoever sees names whose they are', async () => {
    const [pseudonym] = column(await asViewer({ report: 'failureList', filters: all }), 'fromUser');
    const found = column(
      await asAdmin({ report: 'failureList', filters: { ...all, fromUsers: pseudonym } }),
      'fromUser',
    );
    expect(new Set(found.map((user) => String(user).toLowerCase())).size).toBe(1);
    expect(String(found[0])).toMatch(marker);
  });
});

describe('the trail', () => {
  const noted = source({ personalData: 'editors', personalDataTrail: true });
  const lines = (since: number) =>
    watched
      .written()
      .slice(since)
      .split('\n')
      .filter((line) => line.includes('personal data shown'));

  test('has who was shown names, what and by which filters, and none of their values', async () => {
    const before = watched.written().length;
    const model = { report: 'failureList', filters: { ...all, fromUsers: [known] } };
    await ask(watched.plugin, noted, 'editor', model, {
      headers: { 'X-Dashboard-Uid': 'cd-failure-list', 'X-Panel-Id': '3' },
    });
    const [line, ...more] = lines(before);
    expect(more).toEqual([]);
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 'info',
      message: 'personal data shown',
      fields: {
        uname: 'eve',
        role: 'Editor',
        report: 'failureList',
        filters: ['categories', 'fromUsers'],
        dashboard: 'cd-failure-list',
        panel: '3',
      },
    });
    expect(line).not.toMatch(marker);
  });

  test('has no line for those who see pseudonyms, nor for answers without people', async () => {
    const before = watched.written().length;
    await ask(watched.plugin, noted, 'viewer', { report: 'failureList', filters: all });
    await ask(watched.plugin, noted, 'editor', { report: 'summary' });
    await ask(watched.plugin, source({ personalData: 'editors' }), 'editor', { report: 'failureList', filters: all });
    expect(lines(before)).toEqual([]);
  });
});
