import { describe, expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { validateQuery } from '../../contract/validate.ts';
import { valueLists } from '../../contract/variable-query.ts';
import { provisioned } from './support/provisioned.ts';
import { exists, pages, partsOf } from './support/pages.ts';
import { root } from './support/syntax.ts';

const languages = ['sh', 'json', 'yaml', 'ini', 'sql', 'text', 'log', 'dockerfile', 'ts', 'gotemplate'];

const samples = pages.flatMap((page) =>
  partsOf<Tokens.Code>(page, 'code').map(({ lang = '', text }, index) => ({
    name: `${page.path}, sample ${index + 1}`,
    lang,
    text,
  })),
);
const of = (lang: string) => samples.filter((sample) => sample.lang === lang);

/** Every object anywhere inside that names a report. */
function queriesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const inner = Object.values(value).flatMap(queriesIn);
  return 'report' in value ? [value, ...inner] : inner;
}

test('every sample says its language, so that none escapes', () => {
  expect(samples.filter(({ lang }) => !languages.includes(lang))).toEqual([]);
});

describe('JSON', () => {
  test.each(of('json'))('$name', ({ text }) => {
    const value = JSON.parse(text) as Record<string, unknown>;
    queriesIn(value).forEach((query) => validateQuery(withoutVariables(query)));
    if ('list' in value) {
      expect(valueLists.map(({ id }) => id)).toContain(value.list);
    }
  });
});

/** The query as it reaches the back end: variables stand for a value. */
function withoutVariables(query: unknown): unknown {
  return JSON.parse(JSON.stringify(query).replaceAll(/"\$\w+"/g, '"any"'));
}

describe('YAML', () => {
  test.each(of('yaml'))('$name', ({ text }) => {
    const value: unknown = parse(text);
    provisioned(value).forEach((source) => {
      source.check();
    });
    queriesIn(value).forEach(validateQuery);
  });

  test('there are provisioned data sources among them', () => {
    expect(of('yaml').flatMap(({ text }) => provisioned(parse(text))).length).toBeGreaterThan(8);
  });
});

describe('commands', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const asked = samples
    .filter(({ lang }) => ['sh', 'dockerfile', 'yaml', 'text'].includes(lang))
    .map(({ name, text }) => ({ name, text: text.replaceAll(/\\\n\s*/g, ' ') }));
  const inProse = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`((?:npm|npx|node) [^`]+)`/g)].map(([, command = '']) => ({ name: path, text: command })),
  );

  test.each([...asked, ...inProse])('$name: $text', ({ text }) => {
    const run = [...text.matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, name = '']) => name);
    const own = ['ci', 'install', 'exec'];
    expect(run.filter((name) => !own.includes(name) && !(name in scripts))).toEqual([]);
    const files = [
      ...text.matchAll(/(?:^|\s)((?:scripts|tests|src|pkg|dashboards|demo|node_modules|compose|sql|seed)\/[\w./-]+)/g),
    ];
    expect(files.map(([, file = '']) => file).filter((file) => !exists(file))).toEqual([]);
  });

  test('every script of package.json is explained to contributors', () => {
    const contributing = pages.find(({ path }) => path === 'CONTRIBUTING.md')?.text ?? '';
    const missing = Object.keys(scripts).filter((name) => !contributing.includes(`\`npm ${shown(name)}\``));
    expect(missing).toEqual([]);
  });
});

const shown = (script: string) => (['start', 'test'].includes(script) ? script : `run ${script}`);
