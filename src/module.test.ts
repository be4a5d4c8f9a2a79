import { expect, jest, test } from '@jest/globals';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSourcePlugin } from '@grafana/data';
import { setTemplateSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import { createElement, type ComponentType } from 'react';
import { DataSource } from './datasource.ts';
import { selectors } from './selectors.ts';
import { settings } from './testing/settings.ts';
import { fakeTemplates } from './testing/templates.ts';
import type { JsonData, Query } from './types.ts';

/** A component whose props the test gives in part. */
type AnyComponent = ComponentType<Record<string, unknown>>;
type Plugin = DataSourcePlugin<DataSource, Query, JsonData>;

const source = join(__dirname, '.');
const built = join(__dirname, '../dist/module.js');

/** Components of `@grafana/ui` seen to exist and to work from Grafana 10.1 on. Others would crash the editors there. */
const seen = [
  'Alert',
  'AsyncMultiSelect',
  'Button',
  'Collapse',
  'Field',
  'FieldValidationMessage',
  'InlineField',
  'InlineFieldRow',
  'InlineSwitch',
  'Input',
  'MultiSelect',
  'RadioButtonGroup',
  'SecretInput',
  'SecretTextArea',
  'Select',
  'Switch',
  'useStyles2',
];

test('uses components that the oldest Grafana has', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\./.test(file),
  );
  const imports = files.flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/import \{([^}]*)\} from '@grafana\/ui'/g)].flatMap(
      ([, names = '']) => names.split(',').map((name) => name.trim()),
    ),
  );
  expect(imports.length).toBeGreaterThan(10);
  expect(imports.filter((name) => !name.startsWith('type ') && !seen.includes(name))).toEqual([]);
});

test('wires the plugin', async () => {
  const { plugin } = await import('./module.ts');
  expect(plugin.DataSourceClass).toBe(DataSource);
  expect(Object.keys(plugin.components)).toEqual(
    expect.arrayContaining(['ConfigEditor', 'QueryEditor', 'QueryEditorHelp']),
  );
});

const testIfBuilt = existsSync(built) ? test : test.skip;

testIfBuilt('the built module loads as AMD, and its editors show', () => {
  const define = jest.fn<(names: string[], factory: (...modules: unknown[]) => { plugin: Plugin }) => void>();
  // This is how Grafana's loader runs it.
  new Function('define', readFileSync(built, 'utf8'))(define);
  const [names, factory] = define.mock.calls[0] as Parameters<typeof define>;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { plugin } = factory(...names.map((name) => require(name) as unknown));

  const templates = fakeTemplates();
  setTemplateSrv(templates);
  const { QueryEditor, ConfigEditor } = plugin.components;
  const nothing = () => undefined;
  const props = { datasource: new plugin.DataSourceClass(settings), onChange: nothing, onRunQuery: nothing };
  render(
    createElement(QueryEditor as unknown as AnyComponent, {
      ...props,
      query: { refId: 'A', report: 'summary' },
    }),
  );
  expect(screen.getByLabelText(selectors.queryEditor.report)).toBeTruthy();
  const options = { jsonData: {}, type: settings.type };
  render(createElement(ConfigEditor as unknown as AnyComponent, { options, onOptionsChange: nothing }));
  expect(screen.getByTestId(selectors.configEditor.container)).toBeTruthy();
});
