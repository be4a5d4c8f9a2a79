import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-config-'));
  writeFileSync(join(folder, 'password.txt'), 'from a file\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(text: string, env: NodeJS.ProcessEnv = {}) {
  const path = join(folder, 'archive.yaml');
  writeFileSync(path, text);
  return readConfig(path, env);
}
const stores = `
stores:
  - name: emea
    server: sql01.example.com
    username: grafana_reader
    password: secret
`;

test('a file, stores and their settings', () => {
  const config = read(
    `archive: { file: data/archive.db }
everySeconds: 30
stores:
  - name: emea
    server: sql01.example.com
    port: 1444
    username: grafana_reader
    password: \${EMEA}
    keepDays: 90
  - { name: apac, server: sql02, username: reader, passwordFile: password.txt }
`,
    { EMEA: 'from the environment' },
  );
  expect(config).toMatchObject({
    archive: { kind: 'file', file: join(folder, 'data/archive.db') },
    ...{ everySeconds: 30, fullPassMinutes: 15, pageRows: 5000 },
    stores: [
      {
        ...{ name: 'emea', keepDays: 90, secrets: { password: 'from the environment' } },
        settings: {
          connection: { engine: 'sqlserver', server: 'sql01.example.com', port: 1444, readOnlyIntent: true },
        },
      },
      { name: 'apac', keepDays: 60, secrets: { password: 'from a file' } },
    ],
  });
});

test('stores on one server differ by database or port', () => {
  const text = (more: string) =>
    `archive: { file: a.db }${stores}  - { name: apac, server: sql01.example.com, ${more} }`;
  expect(read(text('port: 1444')).stores).toHaveLength(2);
  expect(read(text('database: LcsCDR2')).stores).toHaveLength(2);
});

test('ClickHouse: the settings of a data source, and a cluster', () => {
  const config = read(`archive:
  url: https://click01.example.com:8443
  username: archiver
  passwordFile: password.txt
  cluster: calls
  servers: [https://click01.example.com:8443, https://click02.example.com:8443]
${stores}`);
  expect(config.archive).toMatchObject({
    ...{ kind: 'clickhouse', cluster: 'calls', replicated: false, secrets: { password: 'from a file' } },
    connection: { engine: 'clickhouse', url: 'https://click01.example.com:8443', archiveDatabase: 'lcscdr_archive' },
    servers: ['https://click01.example.com:8443', 'https://click02.example.com:8443'],
  });
});

describe('what is wrong is named, and no value is repeated', () => {
  test.each([
    ['stores: []', 'archive: expected entries such as "archive" and "stores".'],
    ['archive: 5\nstores: []', 'archive: expected the entry "file", or "url" and others.'],
    ['archive: { file: a.db }', 'stores: expected entries such as "archive" and "stores".'],
    ['archive: { file: a.db }\nstores: 5', 'stores: expected a list of stores.'],
    ['archive: { file: a.db }\nstores: []', 'stores: expected at least one store.'],
    [`archive: {}${stores}`, 'archive: expected either "file" or "url".'],
    [`archive: { file: a.db, url: http://x }${stores}`, 'archive: expected either "file" or "url".'],
    [`archive: { file: a.db, username: x }${stores}`, 'archive.username: an archive in a file has no such setting.'],
    [`archive: { file: a.db, cluster: x }${stores}`, 'archive.cluster: an archive in a file has no such setting.'],
    [`archive: { url: http://x, passwrd: s3cret }${stores}`, 'archive.passwrd: there is no such setting.'],
    [
      `archive: { url: http://x, replicated: true }${stores}`,
      'archive.cluster: missing. Name the cluster as remote_servers has it.',
    ],
    [`archive: { file: a.db }\nevery: 5${stores}`, 'every: expected entries such as "archive" and "stores".'],
    [`archive: { file: a.db }\npageRows: 5${stores}`, 'pageRows: expected a whole number from 100 to 100000.'],
    [`archive: { file: a.db }${stores}  - { name: EMEA }`, 'stores: two stores have the name EMEA.'],
    [`archive: { file: a.db }${stores}  - { name: "../x" }`, 'stores.1.name: expected up to 64 letters'],
    [`archive: { file: a.db }${stores}  - { name: b, secret: s3cret }`, 'stores.1.secret: there is no such setting.'],
    [`archive: { file: a.db }${stores}  - { name: b, passwordFile: none.txt }`, 'stores.1.passwordFile: the file'],
    [`archive: { file: a.db }${stores}    port: s3cret`, 'archive.yaml: stores.0: setting port'],
    [
      `archive: { file: a.db }\nstores: [{ name: a, server: b, password: 0123456 }]`,
      'stores.0.password: expected a text. Put it in quotes.',
    ],
    [
      `archive: { file: a.db }${stores}    passwordFile: password.txt`,
      'stores.0.password: stands here and in passwordFile. Leave out one of them.',
    ],
    [
      `archive: { file: a.db }${stores}  - { name: apac, server: SQL01.example.com }`,
      'stores.1: emea and apac are the same database, whose calls would count twice.',
    ],
    [`archive: { file: a.db }\n  s3cret: [`, 'is no YAML: look at line'],
    [`archive: { file: "\${NOWHERE}" }${stores}`, 'The variable NOWHERE of the environment is not set.'],
  ])('%s', (text, said) => {
    const error = (() => {
      try {
        return read(text);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({ code: 'settings', message: expect.stringContaining(said) });
    expect(String((error as Error).message)).not.toContain('s3cret');
  });

  test('a file that is not there', () => {
    expect(() => readConfig(join(folder, 'none.yaml'))).toThrow('--config: the file');
  });
});
