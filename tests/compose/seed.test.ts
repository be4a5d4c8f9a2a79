import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { reportDefinition, reportIds, type ReportId } from '../../contract/reports/index.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { pluginContext, resourceRequest, type DataSource } from '../../preview/plugin-host/requests.ts';
import { ask, health } from '../faults/support/ask.ts';
import { noticesOf } from '../faults/support/expected.ts';
import { LcsCdrAdmin } from '../faults/support/lcscdr-admin.ts';
import { builtExecutable } from '../support/executable.ts';
import { connect, dataSourceOf, dropDatabase, testServer, type TestServer } from '../support/sqlserver.ts';
import { runSeed, type SeedRun } from './support/run-seed.ts';

const given = testServer();
const suite = given ? describe : describe.skip;

suite('the seed command on a SQL Server', () => {
  const server = { ...(given as TestServer), database: `${given?.database}_seed` };
  const reader = { login: 'seed_test_reader', password: `Re'ad"er$;[Of]-Tests-2024` };
  const day = 24 * 3600 * 1000;
  let plugin: PluginProcess;

  /** The URL of the tests, with another database and without the password. */
  function urlOf(database: string): string {
    const url = new URL(process.env.MSSQL_TEST_URL ?? '');
    url.pathname = `/${database}`;
    url.password = '';
    if (!url.searchParams.has('ca')) {
      url.searchParams.set('trustServerCertificate', 'true');
    }
    return url.href;
  }

  const seed = (...args: readonly string[]): SeedRun =>
    runSeed(['--url', urlOf(server.database), '--days', '2', '--sessions-per-day', '400', ...args], {
      LCSCDR_SEED_PASSWORD: server.password,
      LCSCDR_READER_PASSWORD: reader.password,
    });

  async function asAdministrator<T>(
    database: string,
    use: (pool: Awaited<ReturnType<typeof connect>>) => Promise<T>,
  ): Promise<T> {
    const pool = await connect(server, database);
    try {
      return await use(pool);
    } finally {
      await pool.close();
    }
  }

  const dropDatabases = async () => {
    for (const name of [server.database, `${server.database}_other`]) {
      await dropDatabase(server, name);
    }
    await asAdministrator('master', (pool) =>
      pool.request().batch(`if suser_id('${reader.login}') is not null drop login ${reader.login}`),
    );
  };

  const sourceOfReader = (uid: string): DataSource => ({
    ...dataSourceOf({ ...server, username: reader.login, password: reader.password }, { cacheSeconds: 0 }),
    uid,
  });

  beforeAll(async () => {
    await dropDatabases();
    plugin = await startPlugin({ executable: builtExecutable() });
  });
  afterAll(async () => {
    await plugin.shutdown();
    await dropDatabases();
  });

  test('creates, fills, and makes a login; again it leaves alone what is fresh, or replaces it when told to', () => {
    const first = seed('--reader', reader.login);
    expect(first).toMatchObject({ code: 0, error: '' });
    expect(first.out).toMatch(
      /Created the database.*\n.*day 1 of 2.*\n.*day 2 of 2.*\nFilled: \d{3,} sessions.*\n.*login/s,
    );
    expect(seed()).toMatchObject({ code: 1, error: expect.stringContaining('--overwrite replaces it') });
    expect(seed('--refresh', '1').out).toContain('left as it is');
    expect(seed('--refresh', '1', '--seed', '2').out).toContain('Filled: ');
    expect(seed('--overwrite', '--reader', reader.login)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Dropping the demo data.*Filled: .*login/s),
    });
  }, 300_000);

  test('touches no database that it did not make, whatever it is told', async () => {
    const other = `${server.database}_other`;
    await asAdministrator('master', (pool) => pool.request().batch(`create database ${other}`));
    await asAdministrator(other, async (pool) => {
      await pool.request().batch('create table dbo.Dialogs (SessionIdTime datetime not null)');
      const { code, error } = runSeed(['--url', urlOf(other), '--overwrite', '--refresh', '0'], {
        LCSCDR_SEED_PASSWORD: server.password,
      });
      expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('did not make') });
      const { recordset } = await pool.request().query('select TABLE_NAME from INFORMATION_SCHEMA.TABLES');
      expect(recordset).toHaveLength(1);
    });
  });

  test('leaves the password of a login that exists, and says that it is another', () => {
    const { code, error } = runSeed(
      ['--url', urlOf(server.database), '--days', '2', '--sessions-per-day', '400', '--refresh', '1'],
      {
        LCSCDR_SEED_PASSWORD: server.password,
        LCSCDR_READER_LOGIN: reader.login,
        LCSCDR_READER_PASSWORD: 'Another-2024',
      },
    );
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('exists with another password') });
    expect(error).not.toContain('Another-2024');
  });

  describe('with the login it made', () => {
    const range = { from: Date.now() - 2 * day, to: Date.now() };
    const questions = reportIds.flatMap((report) =>
      reportDefinition(report).formats.map((format) => [report, format] as const),
    );

    test('nothing is missing', async () => {
      expect(await health(plugin, sourceOfReader('health'))).toMatchObject({
        status: 1,
        details: { mediaTypes: 'view' },
      });
    });

    /** What reports of one thing want to be asked for; a conference whose every part is there. */
    async function needs(report: ReportId): Promise<object> {
      switch (report) {
        case 'failureDistribution':
          return { dimensions: ['applications'] };
        case 'diagnosticReport':
        case 'sessionDetail':
          return { filters: { responseCodes: '200, 480, 486, 503, 504' } };
        case 'conferenceDetail':
          return asAdministrator(server.database, async (pool) => {
            const { recordset } = await pool
              .request()
              .query<{ ConferenceUri: string }>('select top (1) ConferenceUri from dbo.ConferencesView');
            return { filters: { conferenceUris: recordset[0]?.ConferenceUri } };
          });
        default:
          return {};
      }
    }

    test.each(questions)('%s answers as %s', async (report, format) => {
      const model = { report, format, ...(await needs(report)) };
      const answer = await ask(plugin, sourceOfReader('reports'), model, range);
      expect({ status: answer.status, error: answer.error, notices: noticesOf(answer) }).toMatchObject({
        ...{ status: 200, error: '' },
        notices: expect.not.stringMatching(/may not read|lacks/),
      });
    });

    test.each(['pools', 'gateways', 'userAgents', 'sources', 'diagnosticIds'])('%s are listed', async (list) => {
      const request = resourceRequest(
        pluginContext(sourceOfReader('lists')),
        'GET',
        `values/${list}?from=${range.from}`,
      );
      const { body } = await plugin.callResource(request);
      const { values } = JSON.parse(body.toString('utf8')) as { values: unknown[] };
      expect(values.length).toBeGreaterThan(0);
    });

    test('the table of sessions stands in where the view has no MediaTypes', async () => {
      const admin = await LcsCdrAdmin.connect(server);
      try {
        await admin.dropView('SessionDetailsView');
        await admin.createView('SessionDetailsView', { without: ['MediaTypes'] });
        // The right on the view went with it: the script brings it back.
        expect(seed('--refresh', '1', '--reader', reader.login)).toMatchObject({ code: 0, error: '' });
        const source = sourceOfReader('without MediaTypes');
        expect(await health(plugin, source)).toMatchObject({ details: { mediaTypes: 'table' } });
        const answer = await ask(plugin, source, { report: 'p2pActivity', interval: 'total' }, range);
        expect({ status: answer.status, error: answer.error }).toEqual({ status: 200, error: '' });
        expect(answer.frames[0]?.fields[0]?.values.length).toBeGreaterThan(3);
      } finally {
        await admin.close();
      }
    });

    test.each([
      "insert into dbo.Pools values (999, N'x')",
      "update dbo.Pools set PoolFQDN = N'x'",
      'delete from dbo.ClientVersions',
      'drop table dbo.Pools',
      'create table dbo.Mine (a int)',
      'grant select on dbo.Users to call_diagnostics_reader',
      'select top (1) UserUri from dbo.Users',
      'select top (1) User1Id from dbo.SessionDetails',
      'select top (1) * from dbo.Dialogs',
    ])('refused: %s', async (statement) => {
      const pool = await connect({ ...server, username: reader.login, password: reader.password }, server.database);
      try {
        await expect(pool.request().batch(statement)).rejects.toThrow(/permission|denied|cannot|owner/i);
      } finally {
        await pool.close();
      }
    });
  });
});
