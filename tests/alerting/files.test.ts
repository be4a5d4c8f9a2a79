import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, parseDocument, visit, isScalar } from 'yaml';
import { files } from '../../alerting/files.ts';
import { dataSource, folder } from '../../alerting/settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const directories = [...new Set(Object.keys(files).map(dirname))];

describe.each(Object.entries(files))('%s', (path, text) => {
  test('is current: run "npm run alerts"', () => {
    expect(parse(read(path))).toEqual(parse(text));
    expect(read(path).split('\n').slice(0, 2)).toEqual(text.split('\n').slice(0, 2));
  });

  test('has a dollar sign only where Grafana does not put the environment in its place', () => {
    const elsewhere: string[] = [];
    visit(parseDocument(text), {
      Pair: (_, { key }) =>
        isScalar(key) && ['annotations', 'model', 'template'].includes(String(key.value)) ? visit.SKIP : undefined,
      Scalar: (_, { value }) => {
        elsewhere.push(String(value));
      },
    });
    expect(elsewhere.length).toBeGreaterThan(5);
    expect(elsewhere.filter((value) => value.includes('$'))).toEqual([]);
  });
});

test.each(directories)('%s holds nothing else: Grafana reads all of it', (directory) => {
  const found = readdirSync(join(root, directory)).map((name) => `${directory}/${name}`);
  expect(found.sort()).toEqual(
    Object.keys(files)
      .filter((path) => dirname(path) === directory)
      .sort(),
  );
});

test('no file brings a notification policy, which would replace the whole tree of the administrator', () => {
  for (const text of Object.values(files)) {
    expect(Object.keys(parse(text) as object)).not.toContain('policies');
  }
});

interface Provisioned {
  readonly groups: readonly { readonly rules: readonly { readonly execErrState: string; readonly uid: string }[] }[];
}

test('the files for Grafana 10 differ in the state on errors alone, and hold none that it does not know', () => {
  const rulesOf = (path: string) => (parse(files[path] ?? '') as Provisioned).groups.flatMap(({ rules }) => rules);
  const [newer, older] = ['provisioning/alerting', 'provisioning/alerting-grafana-10'].map((directory) =>
    rulesOf(`${directory}/rules.yaml`),
  );
  expect(older?.length).toBeGreaterThan(0);
  expect(older?.map((rule) => ({ ...rule, execErrState: '' }))).toEqual(
    newer?.map((rule) => ({ ...rule, execErrState: '' })),
  );
  expect(JSON.stringify(older)).not.toContain('KeepLast');
  expect(JSON.stringify(newer)).toContain('KeepLast');
});

test('the rules ask the provisioned data source', () => {
  const { datasources } = parse(read('provisioning/datasources/call-diagnostics.yaml')) as {
    datasources: { uid: string; type: string }[];
  };
  expect(datasources.map(({ uid, type }) => ({ uid, type }))).toContainEqual(dataSource);
});

test('the folder of the rules is not that of the dashboards, or Grafana would not start', () => {
  const { providers } = parse(read('provisioning/dashboards/call-diagnostics.yaml')) as {
    providers: { folder: string }[];
  };
  expect(providers.map((provider) => provider.folder)).not.toContain(folder);
});
