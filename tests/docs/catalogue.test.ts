import { describe, expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import type { Columns } from '../../contract/columns.ts';
import { filters, type FilterDefinition } from '../../contract/filters.ts';
import { optionIds, options, type NumberOption, type OptionDefinition } from '../../contract/options.ts';
import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { valueLists } from '../../contract/variable-query.ts';
import { dimensions, formats, intervals, sections, spikeGroups } from '../../contract/vocabulary.ts';
import { dashboards } from '../../dashboards/index.ts';
import { codesIn, page, partsOf, rowsOf } from './support/pages.ts';

const idsOf = (words: readonly { readonly id: string }[]) => words.map(({ id }) => id);

describe('docs/query.md', () => {
  const query = page('docs/query.md');
  const fields = rowsOf(query, 'Field');
  const rows = rowsOf(query, 'Option');
  const rowOf = (option: string) => rows.find(({ Option }) => Option === `\`${option}\``);
  const values = (name: string) =>
    codesIn((fields.find(({ Field }) => Field === `\`${name}\``) ?? rowOf(name))?.Values ?? '');

  test.each([
    ['report', reportIds],
    ['format', idsOf(formats)],
    ['interval', idsOf(intervals)],
    ['dimensions', idsOf(dimensions)],
    ['section', idsOf(sections)],
  ])('names every word of %s', (field, words) => {
    expect(values(field)).toEqual(expect.arrayContaining([...words]));
    expect(values(field).filter((word) => !words.includes(word) && !/[ /]/.test(word))).toEqual([]);
  });

  test('names every group of the spike reports', () => {
    expect(values('groupBy').filter((word) => word !== '[]')).toEqual(idsOf(spikeGroups));
  });

  test('names every option, in the order of the code', () => {
    expect(rows.map(({ Option = '' }) => codesIn(Option)[0])).toEqual(optionIds);
  });

  test.each(optionIds.filter((id) => id !== 'metric'))('%s: the reports that take it', (id) => {
    const named = codesIn(rowOf(id)?.['Taken by'] ?? '').filter((word) => (reportIds as string[]).includes(word));
    expect([...new Set(named)]).toEqual(reportIds.filter((report) => reportDefinition(report).options[id]));
  });

  const numbers = Object.values<OptionDefinition>(options).flatMap((option) =>
    option.kind === 'number' && option.counts === undefined ? [option] : [],
  );
  test.each<NumberOption>(numbers)('$id: its values and its default', (option) => {
    const row = rowOf(option.id);
    const bounds = option.high === undefined ? /number/ : `${option.low} to ${option.high}`;
    expect(row?.Values).toMatch(option.choices?.join(', ') ?? bounds);
    const others = Object.values(option.defaults ?? {});
    expect(row?.Default?.match(/\d+/g)?.map(Number)).toEqual([option.default, ...others]);
  });

  test('names every filter, and the words of those that have some', () => {
    const rows = rowsOf(query, 'Filter');
    expect(rows.flatMap(({ Filter = '' }) => codesIn(Filter)).sort()).toEqual(idsOf(filters).sort());
    for (const { id, choices } of filters as readonly FilterDefinition[]) {
      const row = rows.find(({ Filter = '' }) => codesIn(Filter).includes(id));
      if (choices) {
        expect(codesIn(row?.Values ?? '')).toEqual(idsOf(choices));
      }
    }
  });
});

test('docs/query-editor.md lists every report with its formats', () => {
  const rows = rowsOf(page('docs/query-editor.md'), 'Report').map((row) => [row.Report, row['`report`'], row.Formats]);
  const expected = reportIds.map((id) => {
    const { title, formats: offered } = reportDefinition(id);
    return [title, `\`${id}\``, offered.join(', ')];
  });
  expect(rows).toEqual(expected);
});

test('docs/reports.md has a chapter of every report', () => {
  const headings = partsOf<Tokens.Heading>(page('docs/reports.md'), 'heading').map(({ text }) => text);
  const titles = reportIds.map((id) => reportDefinition(id).title);
  expect(titles.filter((title) => !headings.some((heading) => heading.includes(title)))).toEqual([]);
});

test('docs/columns.md lists every column of every report', () => {
  const columns = reportIds.flatMap((id): Columns => {
    const report = reportDefinition(id);
    const tables = id === 'conferenceDetail' ? Object.values(conferenceDetailColumns).flat() : report.columns;
    return [...tables, ...(report.events ?? [])];
  });
  const expected = columns.map(({ id, label, type, unit, metric, description }) => ({
    Field: `\`${id}\``,
    'Shown as': label,
    Holds: unit ? `${type}, ${unit}` : type,
    Metric: metric ? 'yes' : '',
    Meaning: description,
  }));
  expect(rowsOf(page('docs/columns.md'), 'Field')).toEqual(expected);
});

test('docs/variables.md lists every list', () => {
  const rows = rowsOf(page('docs/variables.md'), 'List').map((row) => [row.List, row['`list`']]);
  expect(rows).toEqual(valueLists.map(({ id, label }) => [label, `\`${id}\``]));
});

test('docs/dashboards.md lists every dashboard with the variables one sees', () => {
  const rows = rowsOf(page('docs/dashboards.md'), 'UID').map((row) => Object.values(row));
  const expected = Object.entries(dashboards).map(([uid, { title, templating }]) => {
    const labels = (templating.list ?? [])
      .filter(({ name, hide }) => name !== 'datasource' && !hide)
      .map(({ label }) => label ?? '');
    return [`\`${uid}\``, title, labels.join(', ')];
  });
  expect(rows).toEqual(expected);
});
