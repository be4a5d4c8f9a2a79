import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { filters } from '../../contract/filters.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { lcsCdrViews } from '../../demo/lcscdr/ddl.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, type DataSource } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { until } from '../support/plugins.ts';
import { createLcsCdr, dataSourceOf, dropDatabase, type TestServer } from '../support/sqlserver.ts';
import { ask, health, send, type Answer } from './support/ask.ts';
import { demo, wholeRange } from './support/embedded.ts';
import { failed, noticesOf, ok, reason, summary, timeless } from './support/expected.ts';
import { startProxy, type Proxy } from './support/fake-servers.ts';
import { faultServer } from './support/fault-server.ts';
import { hostileTexts } from './support/hostile.ts';
import { LcsCdrAdmin } from './support/lcscdr-admin.ts';

const given = faultServer('server');
const suite = given ? describe : describe.skip;

suite('faults of SQL Server and of the way to it', () => {
  const server = given as TestServer;
  let plugin: PluginProcess;
  let admin: LcsCdrAdmin;
  let proxy: Proxy;
  let logs = '';
  let made = 0;

  beforeAll(async () => {
    await createLcsCdr(server, generateCdr(demo));
    admin = await LcsCdrAdmin.connect(server);
    plugin = await startPlugin({ executable: builtExecutable(), onLog: (line) => (logs += JSON.stringify(line)) });
  }, 300_000);
  afterAll(async () => {
    await plugin.shutdown();
    await admin.close();
  });
  afterAll(() => dropDatabase(server));
  beforeEach(async () => {
    proxy = await startProxy(server.server, server.port);
  });
  afterEach(async () => {
    await proxy.close();
    await plugin.ping();
    expect(logs).not.toContain(server.password);
  });

  /** A data source of its own for each call, through the proxy. Nothing is answered from memory. */
  function source(
    settings: Record<string, unknown> = {},
    secrets: Record<string, string | undefined> = {},
  ): DataSource {
    const through = { server: '127.0.0.1', port: proxy.port, tlsServerName: server.server, cacheSeconds: 0 };
    const { jsonData, secureJsonData } = dataSourceOf(server, { ...through, ...settings });
    const merged = Object.entries({ ...secureJsonData, ...secrets }).filter(([, value]) => value !== undefined);
    return { uid: `fault ${++made}`, jsonData, secureJsonData: Object.fromEntries(merged) as Record<string, string> };
  }

  const query = (from: DataSource, model: unknown = summary) => ask(plugin, from, model, wholeRange);

  async function expectFailure(from: DataSource, status: number, says: RegExp): Promise<void> {
    const answer = await query(from);
    expect(answer).toEqual(failed(status, says));
    const check = await health(plugin, from);
    expect({ ...check, message: timeless(check.message) }).toMatchObject({
      status: 2,
      message: timeless(answer.error),
    });
    expect(await query(source())).toEqual(ok);
  }

  describe('while connecting', () => {
    test('wrong password', async () => {
      await expectFailure(source({}, { password: 'Wrong-Horse-1' }), 401, /refused the login/);
      expect(logs).not.toContain('Wrong-Horse-1');
    });

    test('unknown login', async () => {
      await expectFailure(source({ username: 'nobody_of_that_name' }), 401, /refused the login nobody_of_that_name/);
    });

    test('wrong database', async () => {
      await expectFailure(source({ database: 'no_such_database' }), 403, /cannot open the database no_such_database/);
    });

    test('untrusted certificate', async () => {
      await expectFailure(
        source({ tlsSkipVerify: false }, { tlsCACert: undefined }),
        502,
        /certificate .* is not trusted/,
      );
    });

    test('certificate of another name', async () => {
      const other = source({ tlsSkipVerify: false, tlsServerName: 'sql01.example.com' });
      await expectFailure(other, 502, /certificate .* is not trusted.* Name in the certificate/);
    });

    test('a way that is blocked, and opens again', async () => {
      const from = source();
      proxy.block(true);
      await expect(query(from)).resolves.toEqual(failed(502, /connection to SQL Server .* failed/));
      proxy.block(false);
      expect(await query(from)).toEqual(ok);
    });
  });

  describe('what the login may read', () => {
    const views = lcsCdrViews.map(({ name }) => name);

    test('all views but one', async () => {
      const login = await admin.createLogin(
        'faults_reader',
        views.filter((name) => name !== 'ErrorReportView'),
      );
      const from = source({ username: login.username }, { password: login.password });
      expect(await query(from)).toEqual(ok);
      const answer = await query(from, { report: 'failureList' });
      expect([403, 502]).toContain(answer.status);
      expect(answer.error).toMatch(/ErrorReportView.*SELECT|may not read .*errorreportview/is);
      expect(await query(from)).toEqual(ok);
      await admin.grant(login.username, ['ErrorReportView']);
      await health(plugin, from);
      expect(await query(from, { report: 'failureList' })).toEqual(ok);
    });

    test('a right taken away under an open connection', async () => {
      const login = await admin.createLogin('faults_revoked', views);
      const from = source({ username: login.username }, { password: login.password });
      const list = { report: 'failureList' };
      expect(await query(from, list)).toEqual(ok);
      await admin.revoke(login.username, 'ErrorReportView');
      expect(await query(from, list)).toEqual(reason(403, /^The login faults_revoked may not read .* Grant it SELECT/));
      expect(await query(from)).toEqual(ok);
      await admin.grant(login.username, ['ErrorReportView']);
      expect(await query(from, list)).toEqual(ok);
    });

    test('a password changed under an open pool', async () => {
      const login = await admin.createLogin('faults_changed', views);
      const from = source({ username: login.username }, { password: login.password });
      expect(await query(from)).toEqual(ok);
      await admin.changePassword(login.username, 'Another-Reader-2024');
      proxy.cut();
      // A connection that is cut while idle may still be tried once.
      await query(from);
      expect(await query(from)).toEqual(failed(401, /refused the login/));
      await admin.changePassword(login.username, login.password);
      expect(await health(plugin, from)).toMatchObject({ status: 1 });
      expect(await query(from)).toEqual(ok);
    });
  });

  describe('another shape of LcsCDR', () => {
    const p2p = { report: 'p2pActivity', interval: 'total' };

    test('a view that the reports need is missing', async () => {
      const from = source();
      await admin.dropView('ErrorReportView');
      try {
        expect(await query(from, { report: 'failureList' })).toEqual(failed(502, /^ErrorReportView does not exist/));
        expect(await query(from)).toEqual(ok);
        expect(await health(plugin, from)).toMatchObject({
          status: 2,
          message: expect.stringMatching(/no ErrorReportView/),
        });
      } finally {
        await admin.createView('ErrorReportView');
      }
      expect(await health(plugin, from)).toMatchObject({ status: 1 });
      expect(await query(from, { report: 'failureList' })).toEqual(ok);
    });

    test('a view that the reports can do without is missing', async () => {
      await admin.dropView('VoipDetailsView');
      try {
        const from = source();
        const answer = await query(from, { report: 'sessionDetail', filters: { responseCodes: 200 } });
        expect(answer).toEqual(ok);
        expect(noticesOf(answer)).toMatch(/VoipDetailsView does not exist.*phone numbers/);
        expect(await health(plugin, from)).toMatchObject({ status: 1, message: expect.stringMatching(/notes/) });
      } finally {
        await admin.createView('VoipDetailsView');
      }
    });

    test('a view goes while a plugin reads it', async () => {
      const from = source();
      expect(await query(from)).toEqual(ok);
      await admin.dropView('SessionDetailsView');
      try {
        expect(await query(from)).toEqual(reason(502, /has no \S*sessiondetailsview/i));
      } finally {
        await admin.createView('SessionDetailsView');
      }
      expect(await query(from)).toEqual(ok);
    });

    test('a column is missing', async () => {
      const from = source();
      const model = { report: 'sessionDetail', filters: { responseCodes: 504 } };
      const whole = await query(from, model);
      await admin.dropView('SessionDetailsView');
      await admin.createView('SessionDetailsView', { without: ['CallPriority', 'ToEdgeServer'] });
      try {
        // What was probed before is no longer true; saving the data source probes again.
        expect(await query(from, model)).toEqual(reason(502, /has no .* save the data source again/));
        expect(await health(plugin, from)).toMatchObject({ status: 1 });
        const answer = await query(from, model);
        expect(noticesOf(answer)).toMatch(/SessionDetailsView lacks .*CallPriority/);
        const without = answer.frames[0]?.fields.filter(({ name }) => !/priority|edge/i.test(name));
        expect(without).toEqual(whole.frames[0]?.fields.filter(({ name }) => !/priority|edge/i.test(name)));
      } finally {
        await admin.dropView('SessionDetailsView');
        await admin.createView('SessionDetailsView');
      }
    });

    test('MediaTypes is missing in the view, then in the table: the same numbers', async () => {
      const expected = (await query(source(), p2p)).frames[0]?.fields;
      const mediaTypes = async (from: DataSource) => (await health(plugin, from)).details['mediaTypes'];
      expect(await mediaTypes(source())).toBe('view');
      await admin.dropView('SessionDetailsView');
      await admin.createView('SessionDetailsView', { without: ['MediaTypes'] });
      try {
        const table = source();
        expect(await mediaTypes(table)).toBe('table');
        expect((await query(table, p2p)).frames[0]?.fields).toEqual(expected);
        // This login may not read the table, which hides its columns.
        const login = await admin.createLogin(
          'faults_media',
          lcsCdrViews.map(({ name }) => name),
        );
        const view = source({ username: login.username }, { password: login.password });
        expect(await mediaTypes(view)).toBe('mediaView');
        expect((await query(view, p2p)).frames[0]?.fields).toEqual(expected);
      } finally {
        await admin.dropView('SessionDetailsView');
        await admin.createView('SessionDetailsView');
      }
    });
  });

  describe('during a query', () => {
    const slowly = async (work: () => Promise<void>): Promise<void> => {
      await admin.dropView('ConferencesView');
      await admin.createView('ConferencesView', { slow: true });
      try {
        await work();
      } finally {
        await admin.dropView('ConferencesView');
        await admin.createView('ConferencesView');
      }
    };

    /** Asks what takes long over the only connection of a pool; resolves once the statement is on its way. */
    async function running(from: DataSource, signal?: AbortSignal): Promise<{ answer: Promise<Answer | string> }> {
      const conferences = { report: 'conferenceDetail', filters: { conferenceUris: 'sip:nobody@example.com' } };
      expect(await query(from, { report: 'joinTimes' })).toEqual(ok);
      const before = proxy.received();
      const answer = ask(plugin, from, conferences, wholeRange, signal).catch(String);
      // Longer than what the driver sends to see whether a connection is alive.
      await until(() => proxy.received() > before + 700);
      return { answer };
    }

    test('the connection breaks', async () => {
      const from = source({ maxConnections: 1 });
      await slowly(async () => {
        const { answer } = await running(from);
        proxy.cut();
        expect(await answer).toEqual(failed(502, /broke during the query. Run it again/));
      });
      expect(await query(from)).toEqual(ok);
    });

    test('the panel goes away, and its connection serves the next one', async () => {
      const from = source({ maxConnections: 1 });
      await slowly(async () => {
        const gone = new AbortController();
        const { answer } = await running(from, gone.signal);
        gone.abort();
        expect(await answer).toContain('CANCELLED');
        expect(await query(from, { report: 'joinTimes' })).toEqual(ok);
      });
    });

    test('the answer takes too long', async () => {
      const from = source({ queryTimeout: 3, maxConnections: 1 });
      await slowly(async () => {
        const { answer } = await running(from);
        expect(await answer).toEqual(failed(504, /longer than 3 s.*shorter range/));
        expect(await query(from, { report: 'joinTimes' })).toEqual(ok);
      });
      expect(await query(from)).toEqual(ok);
    });

    test('nothing comes back any more', async () => {
      const from = source({ queryTimeout: 3, connectTimeout: 1 });
      expect(await query(from)).toEqual(ok);
      proxy.hold(true);
      expect(await query(from, { report: 'topFailures' })).toEqual(failed(504, /did not answer|longer than/));
      proxy.cut();
      proxy.hold(false);
      expect(await query(from)).toEqual(ok);
    });
  });

  test('the server restarts under an open pool', async () => {
    const from = source();
    expect(await Promise.all([1, 2, 3, 4].map(() => query(from, { report: 'topFailures' })))).toEqual([ok, ok, ok, ok]);
    proxy.block(true);
    proxy.cut();
    // The first ones may still meet the broken connections.
    await Promise.all([query(from), query(from)]);
    expect(await query(from)).toEqual(failed(502, /connection to SQL Server .* failed. Check host/));
    expect(await health(plugin, from)).toMatchObject({ status: 2, details: { code: 'network' } });
    proxy.block(false);
    expect(await query(from)).toEqual(ok);
    expect(await health(plugin, from)).toMatchObject({ status: 1 });
  });

  test('changed settings close the old pool once its queries have ended', async () => {
    const from = source();
    expect(await query(from)).toEqual(ok);
    expect(proxy.open()).toBeGreaterThan(0);
    const direct = dataSourceOf(server, { cacheSeconds: 0 });
    expect(await query({ ...direct, uid: from.uid, updated: 1 })).toEqual(ok);
    await until(() => proxy.open() === 0);
  });

  describe('bad input', () => {
    const taken = filters.filter(({ kind }) => kind === 'text').map(({ id }) => id);
    const placesOf = (report: 'failureList' | 'diagnosticReport') =>
      taken.filter((id) => reportDefinition(report).filters.includes(id)).map((id) => ({ report, id }));

    test.each([...placesOf('failureList'), ...placesOf('diagnosticReport')])(
      'hostile texts in $id of $report find nothing, and break nothing',
      async ({ report, id }) => {
        const from = dataSourceOf(server);
        const queries = hostileTexts.map((text, index) =>
          dataQuery(`${index}`, { report, filters: { [id]: text, responseCodes: '200, 486, 504, none' } }, wholeRange),
        );
        const answers = await send(plugin, from, queries);
        for (const [index, { status, error, frames }] of answers.entries()) {
          const text = hostileTexts[index] ?? '';
          const rows = frames[0]?.fields[0]?.values.length;
          // SQL Server takes any 16-bit unit; a server that imitates it may refuse NUL and halves of surrogate pairs.
          if (status === 200 || /^[^\0\p{Cs}]*$/u.test(text)) {
            expect({ text, status, error, rows }).toEqual({ text, status: 200, error: '', rows: 0 });
          } else {
            expect({ status, error }).toEqual({ status: 502, error: expect.stringMatching(/^SQL Server reported/) });
          }
        }
        expect(await query(from)).toEqual(ok);
      },
    );

    test.each(reportIds)('%s with more values than a statement takes says so', async (report) => {
      const values = {
        text: (name: string) => Array.from({ length: 500 }, (_, index) => `${name} ${index}`),
        code: () => Array.from({ length: 500 }, (_, index) => index + 400),
      };
      const all = filters.flatMap(({ id, kind }) =>
        reportDefinition(report).filters.includes(id) && (kind === 'text' || kind === 'code')
          ? [[id, values[kind](id)] as const]
          : [],
      );
      const answer = await query(dataSourceOf(server), { report, filters: Object.fromEntries(all) });
      if (answer.status !== 200) {
        expect(answer).toEqual(failed(413, /^filters: .*values/));
      }
    });

    test.each(['1753-01-01T00:00:00.000Z', '9999-12-31T23:59:59.997Z', '9999-12-31T23:59:59.999999Z'])(
      'a key at %s finds nothing',
      async (time) => {
        for (const model of [
          { report: 'sessionDetail', filters: { sessionIdTime: time, sessionIdSeq: -(2 ** 31) } },
          { report: 'diagnosticReport', filters: { errorTime: time, errorReportSeq: 2 ** 31 - 1 } },
        ]) {
          const { status, error, frames } = await query(source(), model);
          const rows = frames[0]?.fields[0]?.values.length ?? 0;
          expect(status === 400 ? { error } : { rows }).toEqual(
            status === 400 ? { error: expect.stringMatching(/^(Session ID|Error)/) } : { rows: 0 },
          );
        }
      },
    );

    test('ranges from epoch 0 to the year 9999 and backwards', async () => {
      const from = source();
      const wide = { from: 0, to: Date.UTC(9999, 11, 31) };
      expect(await ask(plugin, from, { report: 'failureList' }, wide)).toEqual(ok);
      expect(await ask(plugin, from, summary, wide)).toEqual(ok);
      expect(await ask(plugin, from, summary, { from: wide.to, to: wide.from })).toEqual(failed(400, /^range: /));
    });
  });
});
