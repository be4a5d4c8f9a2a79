import { describe, expect, test } from '@jest/globals';
import { settingDefaults, validateSettings, type DemoConnection } from '../../contract/settings.ts';
import { selectors } from '../../src/selectors.ts';
import { codesIn, page, rowsOf, type Row } from './support/pages.ts';
import { settingNames } from './support/provisioned.ts';
import { keysOf } from './support/syntax.ts';

const configure = page('docs/configure.md');
const only = (cell = '') => codesIn(cell)[0] ?? '';

interface Kind {
  readonly rows: readonly Row[];
  readonly column: 'Setting' | 'Option';
  readonly names: readonly string[];
  /** Settings in which the named one has this value. */
  readonly set: (name: string, value: unknown) => Record<string, unknown>;
  readonly defaults: Readonly<Record<string, unknown>>;
}

const kinds: readonly Kind[] = [
  {
    rows: rowsOf(configure, 'Setting'),
    column: 'Setting',
    names: settingNames,
    // Settings of a connection are read by its engine alone.
    set: (name, value) => ({
      ...(keysOf('contract/settings.ts', 'clickhouse').includes(name) && { engine: 'clickhouse' }),
      [name]: value,
    }),
    defaults: { ...settingDefaults },
  },
  {
    rows: rowsOf(configure, 'Option'),
    column: 'Option',
    names: keysOf('contract/settings.ts', 'demo'),
    set: (name, value) => ({ engine: 'embedded', demo: { [name]: value } }),
    defaults: { ...(validateSettings({ engine: 'embedded' }).connection as DemoConnection).demo },
  },
];

describe.each(kinds)('the table of $column', ({ rows, column, names, set, defaults }) => {
  test('names every one, in the order of the code', () => {
    expect(rows.map((row) => only(row[column]))).toEqual(names);
  });

  test.each(rows.map((row) => ({ name: only(row[column]), row })))(
    '$name: default, bounds and words',
    ({ name, row }) => {
      const accepts = (value: unknown) => {
        try {
          validateSettings(set(name, value));
          return true;
        } catch {
          return false;
        }
      };
      expect(only(row.Default)).toBe(shown(defaults[name]));
      const [, low, high] = /^(\d+) to (\d+)$/.exec(row.Takes ?? '') ?? [];
      if (low !== undefined && high !== undefined) {
        const inside = [Number(low), Number(high)];
        expect([...inside, Number(low) - 1, Number(high) + 1].map(accepts)).toEqual([true, true, false, false]);
      } else {
        const words = codesIn(row.Takes ?? '').map((word) => (/^(true|false)$/.test(word) ? word === 'true' : word));
        expect(words.filter((word) => !accepts(word))).toEqual([]);
        if (words.length > 0) {
          expect(accepts('no such word')).toBe(false);
        }
      }
    },
  );
});

/** A default as the table writes it: texts and objects that are empty are left out. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.startsWith('{') ? '' : text;
}

test('the names on the settings page are those of the settings page', () => {
  const labels: Readonly<Record<string, unknown>> = {
    ...selectors.configEditor,
    archiveDatabase: selectors.configEditor.database,
  };
  const cells = [...rowsOf(configure, 'Setting'), ...rowsOf(configure, 'Secret')].map((row) => [
    only(row.Setting ?? row.Secret),
    row['On the settings page'],
  ]);
  // A list of its own, below a heading.
  const headed = { categoryMap: 'Classification' };
  const expected = cells.map(([name = '']) => [name, ({ ...labels, ...headed } as Record<string, string>)[name] ?? '']);
  expect(cells).toEqual(expected);
});
