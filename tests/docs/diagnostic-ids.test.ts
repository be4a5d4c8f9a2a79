import { expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import { diagnosticRanges, diagnosticTexts } from '../../contract/texts/diagnostics.ts';
import { page, partsOf } from './support/pages.ts';

const lists = partsOf<Tokens.List>(page('docs/reports.md'), 'list').flatMap(({ items }) =>
  items.map(({ text }) => text),
);

/** Numbers of the list that begins so; `a - b` is every documented ID in between. */
function idsIn(beginning: string): number[] {
  const text = lists.find((item) => item.startsWith(`${beginning}:`)) ?? '';
  const spans = [...text.matchAll(/\b(\d+)(?: - (\d+))?/g)].map(([, from, to = from]) => [Number(from), Number(to)]);
  const known = [
    ...Object.keys(diagnosticTexts).map(Number),
    ...diagnosticRanges.flatMap(({ from, to }) => [from, to]),
  ];
  return known.filter((id) => spans.some(([from = 0, to = 0]) => id >= from && id <= to)).sort((a, b) => a - b);
}

test.each([
  ['Ended by a person or client', 'ended'],
  ['Informs only', 'informs'],
  ['Not known', 'unknown'],
])('"%s" on the page of the reports names every ID of this kind', (beginning, kind) => {
  const ids = Object.entries(diagnosticTexts).flatMap(([id, text]) => (text.kind === kind ? [Number(id)] : []));
  const ranges = diagnosticRanges.flatMap((range) => (range.kind === kind ? [range.from, range.to] : []));
  expect(idsIn(beginning)).toEqual([...ids, ...ranges].sort((a, b) => a - b));
});
