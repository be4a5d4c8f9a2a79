import { describe, expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticsError, type ErrorCode } from '../../pkg/errors.ts';
import { cancelled, defect } from '../../pkg/plugin/error.ts';
import { codesIn, page, partsOf, rowsOf } from './support/pages.ts';
import { sourceTexts } from './support/source-texts.ts';
import { root, wordsOf } from './support/syntax.ts';

const troubleshooting = page('docs/troubleshooting.md');
/** One error of every code: those the product throws, and those that are decided where a call ends. */
const errors = [
  ...wordsOf('pkg/errors.ts', 'ErrorCode').map((code) => new DiagnosticsError(code as ErrorCode, '')),
  cancelled(),
  defect(),
];
const codes = errors.map(({ code }): string => code);
const texts = sourceTexts();

/** What the page quotes: lines of its text blocks, and the first column of its tables of texts. */
const quotes = [
  ...partsOf<Tokens.Code>(troubleshooting, 'code').flatMap(({ lang, text }) =>
    lang === 'text' ? text.split('\n') : [],
  ),
  ...rowsOf(troubleshooting, 'Text').flatMap(({ Text = '' }) => codesIn(Text)),
];

test('there are codes, texts and quotes to compare', () => {
  expect(codes).toContain('auth');
  expect(texts.filter(({ isMessage }) => isMessage).length).toBeGreaterThan(100);
  expect(quotes.length).toBeGreaterThan(80);
});

test('every error code has a chapter, and no chapter is about a code that does not exist', () => {
  const chapters = partsOf<Tokens.Heading>(troubleshooting, 'heading').flatMap(({ depth, text }) =>
    depth === 2 && text.includes(':') ? [text.slice(0, text.indexOf(':'))] : [],
  );
  expect([...chapters].sort()).toEqual([...codes].sort());
});

test('the table of codes has status and source of each', () => {
  const rows = rowsOf(troubleshooting, 'Code').map(({ Code = '', Status, Source }) => [
    codesIn(Code)[0],
    Status,
    Source,
  ]);
  const expected = errors.map(({ code, status, source }) => [code, String(status), source]);
  expect(rows.sort()).toEqual(expected.sort());
});

describe('messages', () => {
  test.each(texts.filter(({ isMessage }) => isMessage))('$file: $text', ({ text }) => {
    expect(quotes.filter((quote) => text.includes(quote))).not.toEqual([]);
  });

  test.each(quotes)('the quote "%s" is what the program says', (quote) => {
    expect(texts.filter(({ text }) => text.includes(quote))).not.toEqual([]);
  });

  test('a quote is long enough to be recognised', () => {
    expect(quotes.filter((quote) => quote.replaceAll('…', '').trim().length < 8)).toEqual([]);
  });
});

test('the table of metrics names every one', () => {
  const source = readFileSync(join(root, 'pkg/metrics/instruments.ts'), 'utf8');
  const names = [...source.matchAll(/`\$\{prefix\}(\w+)`/g)].map(([, name = '']) => `calldiagnostics_${name}`);
  expect(names.length).toBeGreaterThan(0);
  const explained = rowsOf(troubleshooting, 'Metric').flatMap(({ Metric = '' }) => codesIn(Metric));
  expect(explained.sort()).toEqual(names.sort());
});
