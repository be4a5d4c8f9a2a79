import { expect, test } from '@jest/globals';
import { queryVersion } from './migrate.ts';
import { withoutVariables } from './unreplaced.ts';

const version = queryVersion;
const read = (query: Record<string, unknown>) => {
  const { query: left, variables } = withoutVariables({ version, ...query });
  return { left: JSON.parse(JSON.stringify(left)) as unknown, variables };
};

test('filters let everything pass, options and zone are those by default', () => {
  expect(
    read({
      report: 'topFailures',
      filters: {
        pools: ['$pool'],
        diagnosticIds: '${id:csv}',
        categories: ['unexpected'],
        modalities: ['[[modality]]'],
      },
      interval: '$interval',
      timezone: '$zone',
      limit: 5,
    }),
  ).toEqual({
    left: { version, report: 'topFailures', filters: { categories: ['unexpected'] }, limit: 5 },
    variables: ['$pool', '${id:csv}', '[[modality]]', '$interval', '$zone'],
  });
});

test('other values of the same list stay: a variable that is empty adds none', () => {
  expect(read({ report: 'summary', filters: { pools: ['a', ' $pool '] } })).toEqual({
    left: { version, report: 'summary', filters: { pools: ['a'] } },
    variables: [' $pool '],
  });
});

test('keys are empty, and then ask for nothing', () => {
  expect(
    read({
      report: 'conferenceDetail',
      filters: { conferenceUris: ['$conferenceUri'], sessionIdTime: '$time', sessionIdSeq: '$time' },
    }),
  ).toEqual({
    left: {
      version,
      report: 'conferenceDetail',
      filters: { conferenceUris: '', sessionIdTime: '', sessionIdSeq: '' },
    },
    variables: ['$conferenceUri', '$time'],
  });
});

test.each([
  [{ report: 'summary', filters: { pools: ['$__all'], users: ['pay$able', '$', '$5 off', 7, null] } }],
  [{ report: 'summary' }],
  [{ report: 'nonsense', filters: 'no object' }],
  [{}],
])('what is no variable stays: %j', (query) => {
  expect(read(query)).toEqual({ left: { version, ...query }, variables: [] });
});
