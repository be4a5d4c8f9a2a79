import { expect, test } from '@jest/globals';
import { keyFilters } from './key-filters.ts';
import { reportDefinition, reportIds } from './reports/index.ts';
import { validateQuery } from './validate.ts';

const session = { sessionIdTime: '2026-01-31T08:15:00.007Z', sessionIdSeq: '3' };
const noSession = { sessionIdTime: '', sessionIdSeq: '' };
const noReport = { errorTime: '', errorReportSeq: ' ' };

test.each([
  ['sessionDetail', noSession, 'The key of Session Detail is empty; open it from a row of Failure List.'],
  [
    'sessionDetail',
    { fromUsers: [], toUsers: [''] },
    'The key of Session Detail is empty; open it from a row of Failure List.',
  ],
  [
    'conferenceDetail',
    { conferenceUris: [''], ...noSession },
    'The key of Conference Detail is empty; open it from a row of Failure List.',
  ],
  [
    'diagnosticReport',
    { ...noReport, ...noSession },
    'The key of Diagnostic Report is empty; open it from a row of Failure List.',
  ],
  ['progressReports', { ...noReport, ...noSession }, 'The key of Progress Reports is empty.'],
  ['failureList', { ...noSession, pools: ['fe01'] }, 'The key of Failure List is empty.'],
])('%s has nothing to ask for with %j', (report, filters, withoutKey) => {
  expect(validateQuery({ report, filters }).withoutKey).toBe(withoutKey);
});

test.each([
  ['diagnosticReport', { ...noReport, ...session }],
  ['conferenceDetail', { conferenceUris: ['sip:a@example.com;gruu'], ...noSession }],
  ['sessionDetail', { ...noSession, users: ['sip:a@example.com'] }],
  ['progressReports', {}],
  ['failureList', { users: [''] }],
])('%s can be asked with %j', (report, filters) => {
  expect(validateQuery({ report, filters })).not.toHaveProperty('withoutKey');
});

test.each([
  ['sessionDetail', {}, /needs Session ID time with Session ID sequence/],
  ['sessionDetail', { sessionIdTime: '$__all', sessionIdSeq: null }, /needs Session ID time with Session ID sequence/],
  ['progressReports', { ...session, sessionIdSeq: '' }, /Session ID sequence: missing/],
])('a key of %s that is absent or half there is an error: %j', (report, filters, message) => {
  expect(() => validateQuery({ report, filters })).toThrow(message);
});

test('only tables are asked for by a key', () => {
  const byKey = reportIds.map(reportDefinition).filter((report) => keyFilters(report).length > 0);
  expect(byKey.map(({ formats }) => formats)).toEqual(byKey.map(() => ['table']));
});
