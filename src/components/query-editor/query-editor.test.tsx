import { CoreApp, dateTime } from '@grafana/data';
import { config, setTemplateSrv } from '@grafana/runtime';
import { expect, jest, test } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { filters as vocabulary } from '../../../contract/filters.ts';
import { queryVersion } from '../../../contract/migrate.ts';
import { options as vocabularyOfOptions, optionsOf } from '../../../contract/options.ts';
import { reportDefinition, reportIds } from '../../../contract/reports/index.ts';
import { DataSource } from '../../datasource.ts';
import { selectors } from '../../selectors.ts';
import { settings } from '../../testing/settings.ts';
import { fakeTemplates } from '../../testing/templates.ts';
import type { JsonData, Query } from '../../types.ts';
import { QueryEditor } from './query-editor.tsx';

const labels = selectors.queryEditor;
const templates = fakeTemplates([
  { name: 'pool', value: ['a.example.com'] },
  { name: 'ds', value: 'x', type: 'datasource' },
]);
setTemplateSrv(templates);

const range = { from: dateTime(1000), to: dateTime(2000), raw: { from: 'now-7d', to: 'now' } };
const suggestions = { values: [{ value: 'pool01', label: 'pool01', description: '7 in the range' }], more: false };

/** Shows the editor the way a panel does: it gets back what it changed. */
function show(query: Partial<Query>, app?: CoreApp, jsonData: JsonData = settings.jsonData) {
  const source = new DataSource({ ...settings, jsonData }, templates);
  const getResource = jest.spyOn(source, 'getResource').mockResolvedValue(suggestions);
  const [onChange, onRunQuery] = [jest.fn<(query: Query) => void>(), jest.fn()];
  function Panel() {
    const [current, setCurrent] = useState<Query>({ refId: 'A', ...query });
    const change = (changed: Query) => {
      onChange(changed);
      setCurrent(changed);
    };
    return (
      <QueryEditor
        datasource={source}
        query={current}
        onChange={change}
        onRunQuery={onRunQuery}
        range={range}
        {...(app && { app })}
      />
    );
  }
  render(<Panel />);
  return { onRunQuery, getResource, user: userEvent.setup(), saved: () => onChange.mock.calls.at(-1)?.[0] };
}

const openMore = async (user: ReturnType<typeof userEvent.setup>) => {
  if (screen.queryByText(labels.moreFilters)) {
    await user.click(screen.getByText(labels.moreFilters));
  }
};

test.each(reportIds)('%s shows the filters it takes and no others, each with a label', async (report) => {
  const { user } = show({ report }, undefined, { engine: 'clickhouse' });
  await openMore(user);
  const taken: readonly string[] = reportDefinition(report).filters;
  for (const { id, label } of vocabulary) {
    expect([label, screen.queryAllByLabelText(label).length > 0]).toEqual([label, taken.includes(id)]);
  }
});

test('stores are a filter of archives, and of a query that names one', () => {
  const store = () => screen.queryAllByLabelText('Store').length > 0;
  const shown = [
    ...(['embedded', 'sqlserver', 'archiveFile', 'clickhouse'] as const).map((engine) => [engine, {}] as const),
    ['sqlserver', { filters: { stores: ['emea'] } }] as const,
  ].map(([engine, query]) => {
    show({ report: 'summary', ...query }, undefined, { engine });
    const isShown = store();
    cleanup();
    return isShown;
  });
  expect(shown).toEqual([false, false, true, true, true]);
});

test('a query without a report gets the default of its app, and runs', () => {
  const { saved, onRunQuery } = show({}, CoreApp.Explore);
  expect(saved()).toMatchObject({ refId: 'A', report: 'topFailures', format: 'table' });
  expect(onRunQuery).toHaveBeenCalledTimes(1);
});

test('switching the report keeps the filters both take', async () => {
  const { user, saved, onRunQuery } = show({ report: 'p2pActivity', filters: { modalities: ['audio'], pools: ['p'] } });
  await user.click(screen.getByLabelText(labels.report));
  await user.click(screen.getByText('Conference Diagnostic'));
  expect(saved()).toMatchObject({ report: 'conferenceActivity', filters: { pools: ['p'] } });
  expect(saved()?.filters).not.toHaveProperty('modalities');
  expect(onRunQuery).toHaveBeenCalled();
});

test('offers the formats of the report only', async () => {
  const { user, saved } = show({ report: 'p2pActivity', format: 'table' });
  await user.click(screen.getByRole('radio', { name: 'Time series' }));
  expect(saved()).toMatchObject({ format: 'timeSeries' });
  expect(screen.getByLabelText(labels.metric)).toBeTruthy();
});

test('a report of tables offers no format, metric or interval', () => {
  show({ report: 'failureList' });
  expect(screen.queryByRole('radio')).toBeNull();
  for (const label of [labels.metric, labels.interval, labels.section, labels.dimensions]) {
    expect(screen.queryByLabelText(label)).toBeNull();
  }
});

test('a query may read everything anew', async () => {
  const { user, saved, onRunQuery } = show({ report: 'summary' });
  await user.click(screen.getByLabelText(labels.fresh));
  expect(saved()).toMatchObject({ report: 'summary', fresh: true });
  expect(onRunQuery).toHaveBeenCalledTimes(1);
  await user.click(screen.getByLabelText(labels.fresh));
  expect(saved()).not.toHaveProperty('fresh');
});

test('words are picked from a list', async () => {
  const { user, saved } = show({ report: 'p2pActivity' });
  await user.click(screen.getByLabelText('Modality'));
  await user.click(screen.getByText('Video'));
  expect(saved()?.filters).toEqual({ modalities: ['video'] });
});

test('suggests values of the database when asked, variables first', async () => {
  const { user, saved, getResource } = show({ report: 'summary' });
  expect(getResource).not.toHaveBeenCalled();
  await user.click(screen.getByLabelText('Pool'));
  await waitFor(() => expect(screen.getByText('pool01')).toBeTruthy());
  expect(getResource).toHaveBeenCalledWith('values/pools', { from: 1000, to: 2000 });
  const [first] = screen.getAllByText(/^(\$pool|pool01)$/);
  expect(first?.textContent).toBe('$pool');
  expect(screen.queryByText('$ds')).toBeNull();
  await user.click(screen.getByText('pool01'));
  expect(saved()?.filters).toEqual({ pools: ['pool01'] });
});

test.each([
  ['topFailures', 'Both kinds of failure'],
  ['failureDistribution', 'Both kinds of failure'],
  ['failureList', 'Both kinds of failure'],
  ['sessionDetail', 'All'],
] as const)('%s says what no session category means there: %s', (report, words) => {
  show({ report });
  const field = screen.getByLabelText('Session category').parentElement?.parentElement;
  expect(field?.textContent).toBe(words);
});

test('suggests addresses once their beginning is typed, and says where nobody is found', async () => {
  const { user, saved, getResource } = show({ report: 'failureList', filters: { toUsers: ['x'] } });
  const ana = { value: 'sip:ana@example.com', label: 'sip:ana@example.com', description: '3 in the range' };
  getResource.mockResolvedValue({ values: [ana], more: false });
  await user.type(screen.getByLabelText('From user'), 'a');
  expect(await screen.findByText('a (type the first 2 letters for suggestions)')).toBeTruthy();
  expect(getResource).not.toHaveBeenCalled();
  await user.keyboard('n');
  await user.click(await screen.findByText(ana.label));
  expect(getResource.mock.calls).toEqual([['values/fromUsers', { search: 'an', limit: 50, from: 1000, to: 2000 }]]);
  expect(saved()?.filters).toEqual({ toUsers: ['x'], fromUsers: [ana.value] });
  getResource.mockResolvedValue({ values: [], more: false });
  await user.type(screen.getByLabelText('To user'), 'zz');
  expect(await screen.findByText('zz (nobody of the last week of the time range begins so)')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(saved()?.filters).toMatchObject({ toUsers: ['x', 'zz'] });
});

test('a database that does not answer leaves the field usable', async () => {
  const { user, saved, getResource } = show({ report: 'summary' });
  getResource.mockRejectedValue(new Error('down'));
  await user.type(screen.getByLabelText('Response code'), '504{Enter}');
  await waitFor(() => expect(saved()?.filters).toEqual({ responseCodes: [504] }));
});

test('other filters wait until asked for, unless one is set', async () => {
  const { user } = show({ report: 'failureList' });
  expect(screen.queryByLabelText('Source')).toBeNull();
  await user.click(screen.getByText(labels.moreFilters));
  expect(screen.getByLabelText('Source')).toBeTruthy();
});

test('a filter in use is in sight', () => {
  show({ report: 'failureList', filters: { users: ['sip:alice@example.com'] } });
  expect(screen.getByText('sip:alice@example.com')).toBeTruthy();
});

test('keys and rows are saved when their field is left', async () => {
  const { user, saved } = show({ report: 'sessionDetail', filters: { users: ['u'] } });
  await user.type(screen.getByLabelText('Session ID sequence'), '7');
  expect(saved()).toBeUndefined();
  await user.tab();
  expect(saved()?.filters).toEqual({ users: ['u'], sessionIdSeq: '7' });
  await user.type(screen.getByLabelText(labels.limit), '50{Enter}');
  expect(saved()?.limit).toBe(50);
  await user.clear(screen.getByLabelText(labels.limit));
  await user.tab();
  expect(saved()?.limit).toBeUndefined();
});

test('spike reports take groups, window and guards', async () => {
  const { user, saved } = show({ report: 'failureSpikes', format: 'numeric' });
  expect(screen.getByText('Pool', { selector: '[class*="placeholder"]' })).toBeTruthy();
  expect(screen.queryByLabelText('Minimum score')).toBeNull();
  expect(screen.queryByLabelText('New after (days)')).toBeNull();
  await user.click(screen.getByLabelText(labels.groupBy));
  await user.click(screen.getByText('Diagnostic ID', { selector: '[role="option"] *' }));
  expect(saved()).toMatchObject({ groupBy: ['diagnosticId'] });
  expect(screen.getByLabelText('New after (days)')).toBeTruthy();
  await user.click(screen.getByLabelText('Window (minutes)'));
  await user.click(screen.getByText('30'));
  await user.type(screen.getByLabelText('Minimum users'), '0{Enter}');
  expect(saved()).toMatchObject({ groupBy: ['diagnosticId'], windowMinutes: 30, minUsers: 0 });
});

test('spikes without groups are one group of everything', async () => {
  const { user, saved } = show({ report: 'failureSpikes', groupBy: ['pool'] });
  await user.type(screen.getByLabelText(labels.groupBy), '{Backspace}');
  expect(saved()?.groupBy).toEqual([]);
  expect(screen.getByText('One group of everything')).toBeTruthy();
});

test.each(reportIds)('%s shows a field for each option it takes in some format, and for no other', (report) => {
  const { formats, options } = reportDefinition(report);
  const shown = new Set<string>();
  for (const format of formats) {
    show({ report, format, ...(options.groupBy && { groupBy: ['diagnosticId'] }) });
    for (const { id, label } of Object.values(vocabularyOfOptions)) {
      if (
        screen.queryAllByLabelText(optionsOf(reportDefinition(report)).find((one) => one.id === id)?.label ?? label)
          .length > 0
      ) {
        shown.add(id);
      }
    }
    cleanup();
  }
  expect([...shown].sort()).toEqual(Object.keys(options).sort());
});

test('a query of 0.1.0 is shown as it is now, and saved so with the next change', async () => {
  const old = { report: 'failureSpikes', filters: { user: ['sip:alice@example.com'] }, spikes: { minUsers: 7 } };
  const { user, saved } = show(old as Partial<Query>);
  expect(screen.getByText('sip:alice@example.com')).toBeTruthy();
  expect(screen.getByLabelText('Minimum users')).toHaveProperty('value', '7');
  expect(saved()).toBeUndefined();
  await user.type(screen.getByLabelText('Minimum failures'), '2{Enter}');
  expect(saved()).toEqual({
    refId: 'A',
    version: queryVersion,
    report: 'failureSpikes',
    filters: { users: ['sip:alice@example.com'] },
    minUsers: 7,
    minFailures: 2,
  });
});

test('says what the back end would refuse', () => {
  show({ report: 'sessionDetail' });
  const problem = screen.getByTestId(labels.problem);
  expect(within(problem).getByText(/Session Detail needs Session ID time with Session ID sequence/)).toBeTruthy();
});

test('knows the variables of the dashboard', () => {
  show({ report: 'summary', filters: { pools: ['$pool'] } });
  expect(screen.queryByTestId(labels.problem)).toBeNull();
});

test('survives a report of a newer release, and says so', () => {
  show({ report: 'tomorrow' as Query['report'] });
  expect(screen.getByLabelText(labels.report)).toBeTruthy();
  expect(screen.getByText(/Report: unknown value "tomorrow"/)).toBeTruthy();
});

test('tells rules that tables are not for them, and changes that', async () => {
  const { user, saved } = show({ report: 'p2pActivity', format: 'table' }, CoreApp.UnifiedAlerting);
  expect(screen.getByText(/Alert rules take numbers/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Use numbers' }));
  expect(saved()).toMatchObject({ report: 'p2pActivity', format: 'numeric' });
  expect(screen.queryByText(/Alert rules take numbers/)).toBeNull();
});

test('tells rules which report has no numbers at all', () => {
  show({ report: 'failureList', format: 'table' }, CoreApp.UnifiedAlerting);
  expect(screen.getByText(/^Failure List has no numbers for an alert rule/)).toBeTruthy();
});

test.each([
  ['Viewer', true],
  ['Editor', false],
])('%s is told to enter pseudonyms where editors see names: %p', async (orgRole, isTold) => {
  const before = config.bootData;
  config.bootData = { ...before, user: { ...before?.user, orgRole } } as typeof before;
  try {
    const { user } = show({ report: 'failureList' }, undefined, { engine: 'embedded', personalData: 'editors' });
    await openMore(user);
    expect(screen.queryAllByText('user 7F3K-9Q2M')).toHaveLength(isTold ? 4 : 0);
  } finally {
    config.bootData = before;
  }
});
