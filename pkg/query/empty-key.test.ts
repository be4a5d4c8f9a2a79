import { expect, test } from '@jest/globals';
import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { validateQuery } from '../../contract/validate.ts';
import { sections } from '../../contract/vocabulary.ts';
import { answerWithoutKey } from './empty-key.ts';

const key = { sessionIdTime: '', sessionIdSeq: '' };
const ids = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);

test.each(['sessionDetail', 'diagnosticReport', 'progressReports', 'failureList'] as const)(
  '%s without its key has the columns of its table, no rows, and says why',
  (report) => {
    const query = validateQuery({ report, filters: key });
    const [frame] = answerWithoutKey(query, query.withoutKey ?? '');
    expect(frame?.fields.map(({ name }) => name)).toEqual(ids(reportDefinition(report).columns));
    expect(frame?.fields.every(({ values }) => values.length === 0)).toBe(true);
    expect(frame?.meta?.notices).toEqual([
      { severity: 'info', text: expect.stringMatching(/^The key of .* is empty/) },
    ]);
  },
);

test.each(sections.map(({ id }) => id))(
  'a conference without its key has the columns of its section: %s',
  (section) => {
    const query = validateQuery({ report: 'conferenceDetail', section, filters: { conferenceUris: [''], ...key } });
    const [frame] = answerWithoutKey(query, query.withoutKey ?? '');
    expect(frame?.fields.map(({ name }) => name)).toEqual(ids(conferenceDetailColumns[section]));
  },
);
