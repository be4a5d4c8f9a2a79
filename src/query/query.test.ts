import { CoreApp } from '@grafana/data';
import { describe, expect, test } from '@jest/globals';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { validateQuery } from '../../contract/validate.ts';
import { fakeTemplates } from '../testing/templates.ts';
import type { Query } from '../types.ts';
import { defaultAnnotationQuery, defaultQuery } from './defaults.ts';
import { displayText } from './display-text.ts';
import { examples } from './examples.ts';
import { problemOf } from './problem.ts';
import { forRule, switchReport } from './switch-report.ts';
import { ianaZone } from './time-zone.ts';

describe('defaults', () => {
  test.each([
    [CoreApp.Explore, 'topFailures', 'table'],
    [CoreApp.PanelEditor, 'p2pActivity', 'timeSeries'],
    [CoreApp.UnifiedAlerting, 'failureSpikes', 'numeric'],
    [undefined, 'p2pActivity', 'timeSeries'],
  ])('%s starts with %s as %s', (app, report, format) => {
    expect(defaultQuery(app)).toMatchObject({ report, format });
  });

  test('a chart starts with one metric', () => {
    expect(defaultQuery(CoreApp.PanelEditor)).toMatchObject({ metric: 'unexpectedPercentage' });
  });

  test('run as they are, and so do the examples', () => {
    for (const query of [defaultQuery(), defaultAnnotationQuery, ...examples.map((example) => example.query)]) {
      expect(() => validateQuery({ refId: 'A', ...query })).not.toThrow();
    }
  });

  test('there is an example of every report', () => {
    expect(new Set(examples.map(({ query }) => query.report))).toEqual(new Set(reportIds));
  });
});

describe('switching the report', () => {
  const query: Query = {
    refId: 'A',
    datasource: { uid: 'cdr' },
    report: 'p2pActivity',
    format: 'timeSeries',
    interval: 'daily',
    metric: 'totalSessions',
    filters: { pools: ['a'], modalities: ['audio'] },
  };

  test('keeps the filters both reports take', () => {
    expect(switchReport(query, 'conferenceActivity')).toEqual({
      ...query,
      report: 'conferenceActivity',
      filters: { pools: ['a'] },
    });
  });

  test.each([
    ['timeseries', 'joinTimes', 'timeSeries', 'p95'],
    ['stat', 'joinTimes', 'numeric', undefined],
    ['bargauge', 'topFailures', 'numeric', undefined],
    ['table', 'summary', 'table', undefined],
    ['timeseries', 'failureList', 'table', undefined],
    [forRule, 'summary', 'numeric', undefined],
    ['barchart', 'summary', 'table', undefined],
    [undefined, 'summary', 'table', undefined],
  ] as const)('in a panel %s the report %s begins as %s of %s', (panel, report, format, metric) => {
    const list: Query = { refId: 'A', report: 'failureList', format: 'table' };
    expect(switchReport(list, report, panel)).toEqual({ refId: 'A', report, format, ...(metric && { metric }) });
  });

  test('drops what the new report lacks', () => {
    expect(switchReport(query, 'failureList')).toEqual({
      refId: 'A',
      datasource: { uid: 'cdr' },
      report: 'failureList',
      format: 'table',
      filters: { pools: ['a'], modalities: ['audio'] },
    });
  });

  test('keeps options that are template variables', () => {
    const withVariables: Query = { ...query, interval: '$interval', metric: '$metric' };
    expect(switchReport(withVariables, 'joinTimes')).toMatchObject({ interval: '$interval', metric: '$metric' });
  });

  test('keeps the options that both reports take, and of their words those that both have', () => {
    const spikes = { groupBy: ['pool', 'gateway'], windowMinutes: 30, minUsers: '$users' };
    const query: Query = { refId: 'A', report: 'failureSpikes', format: 'table', ...spikes };
    const rest = { refId: 'A', format: 'table' };
    expect(switchReport(query, 'joinTimeSpikes')).toEqual({
      ...rest,
      report: 'joinTimeSpikes',
      groupBy: ['pool'],
      windowMinutes: 30,
    });
    expect(switchReport(query, 'topFailures')).toEqual({ ...rest, report: 'topFailures' });
  });

  test('a limit beyond the new maximum goes', () => {
    const list: Query = { refId: 'A', report: 'failureList', limit: 20_000 };
    expect(switchReport(list, 'diagnosticReport').limit).toBeUndefined();
    expect(switchReport({ ...list, limit: '$rows' }, 'diagnosticReport').limit).toBe('$rows');
  });

  test('always gives a query the contract takes, keys aside', () => {
    for (const from of reportIds) {
      for (const to of reportIds.filter((id) => !reportDefinition(id).keys)) {
        const full: Query = { refId: 'A', report: from, format: 'table', filters: { pools: ['a'] } };
        expect(() => validateQuery(switchReport(switchReport(full, from), to))).not.toThrow();
      }
    }
  });
});

describe('problems', () => {
  const templates = fakeTemplates([{ name: 'pool', value: ['a'] }]);
  const problem = (query: Partial<Query>) => problemOf({ refId: 'A', ...query }, templates);

  test('none where the query can run, or has no report yet', () => {
    expect(problem({})).toBeUndefined();
    expect(problem({ report: 'summary', filters: { pools: ['$pool'] } })).toBeUndefined();
  });

  test('name the field by its label', () => {
    expect(problem({ report: 'summary', filters: { responseCodes: ['abc'] } })).toEqual({
      field: 'responseCodes',
      text: expect.stringMatching(/^Response code: "abc" is not a whole number/),
    });
    expect(problem({ report: 'summary', filters: { pools: ['$lost'] } })?.field).toBe('pools');
    expect(problem({ report: 'failureList', limit: 'many' })).toMatchObject({ field: 'limit' });
    expect(problem({ report: 'sessionDetail' })).toMatchObject({ field: 'filters' });
    expect(problem({ report: 'failureSpikes', minUsers: 'few' })).toEqual({
      field: 'minUsers',
      text: expect.stringMatching(/^Minimum users: expected a whole number/),
    });
    expect(problem({ report: 'joinTimeSpikes', minSessions: -1 })?.text).toMatch(
      /^Minimum reports: expected at least 0/,
    );
  });
});

test('a query in one line', () => {
  expect(displayText({ refId: 'A' })).toBe('');
  expect(
    displayText({ refId: 'A', report: 'topFailures', filters: { responseCodes: [504, null], sessionIdSeq: 7 } }),
  ).toBe('Top Failures (Table), Response code: 504 or none, Session ID sequence: 7');
  expect(
    displayText({
      refId: 'A',
      report: 'failureSpikes',
      groupBy: ['pool', 'diagnosticId'],
      windowMinutes: 30,
    }),
  ).toBe('Failure Spikes (Table), by Pool and Diagnostic ID, Window (minutes): 30');
  const old = {
    refId: 'A',
    report: 'failureDistribution',
    dimensions: 'components',
    filters: { user: 'sip:a' },
  } as Query;
  expect(displayText(old)).toBe('Failure Distribution (Table), Tables: Top components, User: sip:a');
});

test('time zones of a dashboard', () => {
  expect(ianaZone('utc')).toBe('UTC');
  expect(ianaZone('Europe/Berlin')).toBe('Europe/Berlin');
  expect(ianaZone('browser')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(ianaZone(undefined)).toBe(ianaZone('browser'));
});
