import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ClickHouseArchive } from '../../archive/clickhouse/clickhouse-archive.ts';
import { readConfig } from '../../archive/config.ts';
import { validateSettings, type ClickHouseConnection } from '../../contract/settings.ts';
import { connectionConfig } from '../../pkg/cdr/engines/sqlserver/configuration.ts';
import { hasClickHouse, startClickHouse, type ClickHouseServer } from '../../preview/clickhouse/server.ts';
import { composeFile, read, readYaml, root } from './support/compose-file.ts';

const { services } = composeFile('docker-compose.yml');
const { clickhouse = {}, archiver = {}, grafana = {} } = services;
const secrets = { ARCHIVER_PASSWORD: 'writes "too" $more', LCSCDR_READER_PASSWORD: "reads 'alone'" };
const config = readConfig(join(root, 'compose/archive/archive.yaml'), secrets);

interface DataSources {
  readonly datasources: readonly { readonly uid: string; readonly jsonData: Record<string, unknown> }[];
}
const [live, archive] = readYaml<DataSources>('compose/datasources-archive/call-diagnostics.yaml').datasources;

/** What a user may do: by its part of users.xml, and by a script of `sql/`. */
const grantsOf = (user: string): string[] => {
  const [, part = ''] =
    new RegExp(`<${user}>(.*?)</${user}>`, 's').exec(usersXml.replace(/<profiles>.*?<\/profiles>/s, '')) ?? [];
  return [...part.matchAll(/<query>(.*?)<\/query>/g)].map(([, grant = '']) => grant);
};
const grantsOfScript = (path: string): string[] =>
  [...read(path).matchAll(/^(GRANT [A-Z, ]+ ON \S+) TO/gm)].map(([, grant = '']) => grant);
const usersXml = read('compose/archive/users.xml');

describe('the profile archive', () => {
  test('has ClickHouse and the archiver, and nothing else has it', () => {
    const withProfile = Object.entries(services).filter(([, { profiles }]) => profiles !== undefined);
    expect(withProfile.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['clickhouse', ['archive']],
      ['archiver', ['archive']],
    ]);
    expect(archiver.depends_on).toEqual({
      seed: { condition: 'service_completed_successfully' },
      clickhouse: { condition: 'service_healthy' },
    });
  });

  test('copies the LcsCDR beside it, as the data source of Grafana reads it', () => {
    const [store, ...others] = config.stores;
    expect(others).toEqual([]);
    const { connection, limits } = validateSettings(live?.jsonData);
    expect(store?.settings.connection).toEqual(connection);
    expect(connection).toMatchObject({ engine: 'sqlserver', server: 'sqlserver', username: 'grafana_reader' });
    expect(connection.engine === 'sqlserver' && connectionConfig(connection, limits, { password: 'x' })).toBeTruthy();
    expect(store?.secrets).toMatchObject({ password: secrets.LCSCDR_READER_PASSWORD });
  });

  test('gives the archiver each variable that its configuration names', () => {
    const named = [...read('compose/archive/archive.yaml').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(archiver.environment ?? {}).sort()).toEqual(named.sort());
  });

  test('starts an executable that the build makes, on what is mounted', () => {
    const [, script = ''] = archiver.entrypoint ?? [];
    expect(script).toBe('/archive/archiver.sh');
    const text = read('compose/archive/archiver.sh');
    const { executable } = JSON.parse(read('plugin.json')) as { executable: string };
    for (const arch of ['amd64', 'arm64']) {
      expect(text).toContain(`/plugin/${executable}_linux_${arch}`);
    }
    expect(archiver.volumes).toEqual(
      ['./dist:/plugin', './compose/archive:/archive'].map((mount) => {
        const [source, target] = mount.split(':');
        return { type: 'bind', source, target, read_only: true, bind: { create_host_path: false } };
      }),
    );
  });

  test('gives Grafana both data sources where .env says so: the live one as it is, and the archive that is filled', () => {
    const folder = './compose/${GRAFANA_DATASOURCES:-datasources}';
    expect(grafana.volumes).toContainEqual(expect.objectContaining({ source: folder }));
    expect(read('.env.example')).toMatch(/# [^\n]*datasources-archive[^\n]*\nGRAFANA_DATASOURCES=datasources\n/);
    expect(existsSync(join(root, 'compose/datasources-archive'))).toBe(true);
    expect(live).toEqual(readYaml<DataSources>('compose/datasources/call-diagnostics.yaml').datasources[0]);
    const { connection } = validateSettings(archive?.jsonData);
    expect(connection).toMatchObject({ engine: 'clickhouse', username: 'grafana_reader' });
    expect(config.archive.kind === 'clickhouse' && config.archive.connection).toEqual({
      ...connection,
      username: 'call_diagnostics_archiver',
    });
  });

  test('has users with the rights that the scripts give, and passwords of the environment', () => {
    expect(grantsOf('call_diagnostics_archiver')).toEqual(grantsOfScript('sql/clickhouse-archiver.sql'));
    expect(grantsOf('grafana_reader')).toEqual(grantsOfScript('sql/clickhouse-reader.sql'));
    const taken = [...usersXml.matchAll(/<password[ >][^\n]*/g)].map(([text]) => text);
    expect(taken).toEqual(['ARCHIVER_PASSWORD', 'READER_PASSWORD'].map((name) => `<password from_env="${name}"/>`));
    expect(Object.keys(clickhouse.environment ?? {})).toEqual(['ARCHIVER_PASSWORD', 'READER_PASSWORD']);
  });
});

/** ClickHouse itself has the last word on users. */
(hasClickHouse ? describe : describe.skip)('a ClickHouse with these users', () => {
  let server: ClickHouseServer | undefined;
  beforeAll(async () => {
    [server] = await startClickHouse(1, {
      file: usersXml,
      environment: { ARCHIVER_PASSWORD: secrets.ARCHIVER_PASSWORD, READER_PASSWORD: secrets.LCSCDR_READER_PASSWORD },
    });
  }, 90_000);
  afterAll(() => server?.stop());

  const opened = (url: string): ClickHouseArchive => {
    if (config.archive.kind !== 'clickhouse') {
      throw new Error('The archive is not on ClickHouse.');
    }
    const { connection } = config.archive;
    return new ClickHouseArchive({ ...config.archive, connection: { ...connection, url } });
  };

  test('lets the archiver make the archive, and Grafana read it and no more', async () => {
    const url = server?.url ?? '';
    const target = opened(url);
    await target.init();
    await target.requireCurrent();
    await target.tryWriting();
    await target.close();
    const { connection } = validateSettings(archive?.jsonData);
    const { username, archiveDatabase } = connection as ClickHouseConnection;
    const told = async (query: string) => {
      const response = await fetch(`${url}/?database=${archiveDatabase}`, {
        method: 'POST',
        body: query,
        headers: { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': secrets.LCSCDR_READER_PASSWORD },
      });
      return { ok: response.ok, text: (await response.text()).trim() };
    };
    expect(await told('select count() from "SessionDetailsView"')).toEqual({ ok: true, text: '0' });
    expect(await told('insert into "ArchiveVersions" ("Version") values (9)')).toMatchObject({ ok: false });
    expect(await told('select count() from system.users')).toMatchObject({ ok: false });
  });
});
