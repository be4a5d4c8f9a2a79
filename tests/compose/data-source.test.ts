import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validateSettings, type SqlServerConnection } from '../../contract/settings.ts';
import { connectionConfig } from '../../pkg/cdr/engines/sqlserver/configuration.ts';
import { composeFile, read, readYaml, root } from './support/compose-file.ts';

interface DataSources {
  readonly datasources: readonly {
    readonly uid: string;
    readonly type: string;
    readonly jsonData: Record<string, unknown>;
    readonly secureJsonData?: Readonly<Record<string, string>>;
  }[];
}

const path = 'compose/datasources/call-diagnostics.yaml';
const {
  datasources: [source],
} = readYaml<DataSources>(path);
const { services } = composeFile('docker-compose.yml');

describe('the data source of docker-compose.yml', () => {
  test('is one the plugin takes, with TLS to a server that has its certificate from itself', () => {
    const { connection, limits } = validateSettings(source?.jsonData);
    const config = connectionConfig(connection as SqlServerConnection, limits, { password: 'from the environment' });
    expect(source?.type).toBe((JSON.parse(read('plugin.json')) as { id: string }).id);
    expect(config).toMatchObject({ port: 1433, options: { encrypt: true, trustServerCertificate: true } });
    // Whoever copies the file must meet the reason.
    expect(read(path)).toMatch(/For this demo alone[^\n]*\n[^\n]*#[^\n]*tlsCACert[^\n]*\n\s*tlsSkipVerify: true/);
  });

  test('reads the database that the seed job fills, with the login it makes', () => {
    const { LCSCDR_SEED_URL: url = '', LCSCDR_READER_LOGIN: login } = services.seed?.environment ?? {};
    const { hostname, port, pathname } = new URL(url);
    expect(Object.keys(services)).toContain(hostname);
    expect(source?.jsonData).toMatchObject({
      server: hostname,
      port: Number(port),
      database: pathname.slice(1),
      username: login,
    });
  });

  test('takes its password from a variable that Grafana is given', () => {
    const passwords = Object.values(source?.secureJsonData ?? {});
    expect(passwords).toEqual(['$LCSCDR_READER_PASSWORD']);
    expect(services.grafana?.environment).toHaveProperty('LCSCDR_READER_PASSWORD');
  });

  test('is the one that the alert rules ask, as the demo data is', () => {
    const folder = join(root, 'provisioning/alerting');
    const rules = readdirSync(folder).map((name) => read(`provisioning/alerting/${name}`));
    const asked = new Set(
      rules.flatMap((text) => [...text.matchAll(/"?datasourceUid"?:\s*["']?([\w-]+)/g)].map(([, uid = '']) => uid)),
    );
    asked.delete('__expr__');
    expect(asked.size).toBeGreaterThan(0);
    const demo = readYaml<DataSources>('provisioning/datasources/call-diagnostics.yaml').datasources;
    for (const uid of asked) {
      expect({ uid, compose: source?.uid === uid, demo: demo.some((one) => one.uid === uid) }).toEqual({
        ...{ uid, compose: true, demo: true },
      });
    }
  });
});
