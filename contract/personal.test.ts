import { describe, expect, test } from '@jest/globals';
import { added, documented, type ColumnDefinition, type Columns } from './columns.ts';
import { filters, type FilterDefinition } from './filters.ts';
import { conferenceDetailColumns } from './reports/conference-detail.ts';
import { rankedColumns } from './reports/failure-distribution.ts';
import { reportDefinition, reportIds } from './reports/index.ts';
import { dimensions } from './vocabulary.ts';

// Which columns hold what is written here by hand, after the views of LcsCDR: an address is where Microsoft's page says URI or phone.

describe('a column of texts without a decision does not compile', () => {
  test('whichever way it is written', () => {
    // @ts-expect-error texts may name people
    documented('fromUser', 'From user', 'string', 'URI of the initiator.');
    // @ts-expect-error an object is no decision
    added('fromUser', 'From user', 'string', 'URI of the initiator.', { opens: 'failureList' });
    // @ts-expect-error anything may be in there
    added('everything', 'Everything', 'json', 'All there is.');
    const column = {
      id: 'user',
      label: 'User',
      type: 'string',
      description: 'Participant.',
      documented: true,
    } as const;
    // @ts-expect-error not by hand either
    const byHand: ColumnDefinition = column;
    expect(byHand).toBe(column);
  });

  test('numbers and times have none to take', () => {
    expect(documented('rank', 'Rank', 'integer', 'Position.').personal).toBe(false);
    // @ts-expect-error a number names nobody
    added('rank', 'Rank', 'integer', 'Position.', { personal: 'address' });
  });

  test('nor does a filter', () => {
    // @ts-expect-error texts may name people
    const filter: FilterDefinition = { id: 'callers', label: 'Caller', kind: 'text', description: 'Address.' };
    expect(filter.id).toBe('callers');
  });
});

const personal = (columns: Columns) =>
  Object.fromEntries(columns.flatMap(({ id, personal: kind }) => (kind === false ? [] : [[id, kind]])));

describe('columns that are personal', () => {
  const failure = { fromUser: 'address', toUser: 'address', fromUserAgent: 'agent', conferenceUri: 'address' };
  const header = { diagnosticHeader: 'text' };
  const expected: Record<string, object> = {
    failureDistribution: { item: 'address' },
    failureList: failure,
    diagnosticReport: {
      ...failure,
      ...header,
      ...{ reason: 'text', component: 'text', lookFirst: 'text', winsockError: 'text', isupCause: 'text' },
      ...{ statedBy: 'host', peer: 'host', reportedBy: 'agent' },
    },
    sessionDetail: {
      ...{
        fromUser: 'address',
        toUser: 'address',
        fromPhone: 'address',
        toPhone: 'address',
        disconnectedBy: 'address',
      },
      ...{ fromUserAgent: 'agent', toUserAgent: 'agent', dialogId: 'id' },
    },
    conferenceDetail: { conferenceUri: 'address', organizer: 'address' },
    progressReports: header,
    trends: { userAgent: 'agent' },
    failureDrivers: {
      ...{ driver: 'sentence', value: 'sentence' },
      ...{ userAgents: 'agent', domains: 'address', users: 'address' },
    },
  };

  test.each(reportIds)('of %s', (id) => {
    expect(personal(reportDefinition(id).columns)).toEqual(expected[id] ?? {});
  });

  test('of the sections of Conference Detail', () => {
    expect(personal(conferenceDetailColumns.participation)).toEqual({ user: 'address', userAgent: 'agent' });
    expect(personal(conferenceDetailColumns.modalities)).toEqual({ user: 'address', mcuUri: 'address' });
  });

  test.each(dimensions)('of the table $label', ({ id }) => {
    const items: Record<string, string> = { fromUsers: 'address', toUsers: 'address', fromUserAgents: 'agent' };
    expect(personal(rankedColumns(id))).toEqual(items[id] ? { item: items[id] } : {});
  });

  test('of annotations', () => {
    for (const id of reportIds) {
      const named = id === 'failureDrivers' ? { title: 'sentence', text: 'sentence' } : {};
      expect(personal(reportDefinition(id).events ?? [])).toEqual(named);
    }
  });
});

test('filters that are personal', () => {
  const named = filters.flatMap(({ id, personal: kind }) => (kind === false ? [] : [[id, kind]]));
  expect(Object.fromEntries(named)).toEqual({
    ...{ fromUsers: 'address', toUsers: 'address', users: 'address', conferenceUris: 'address', domains: 'address' },
    userAgents: 'agent',
  });
});
