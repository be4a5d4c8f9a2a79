import { describe, expect, test } from '@jest/globals';
import { byLabels, groupColumns, Grouping, sessionGroups } from './groups.ts';

describe('what is asked for', () => {
  test('are the columns of the dimensions, each once', () => {
    expect(groupColumns(['pool', 'activity', 'modality'])).toEqual(['Pool', 'FromEdge', 'ToEdge', 'Media', 'Kind']);
    expect(groupColumns(['activity'])).toEqual([]);
  });

  test('are for sessions only the dimensions that sessions have', () => {
    expect(sessionGroups(['pool', 'diagnosticId', 'source', 'gateway'])).toEqual(['pool', 'gateway']);
  });
});

describe('a row', () => {
  const labelsOf = (grouping: Grouping, keys: readonly string[]) => keys.map((key) => grouping.labels(key));

  test('is in every combination of its items, each once', () => {
    const grouping = new Grouping(['pool', 'modality']);
    const keys = grouping.ofSessions({ Pool: 'fe', FromEdge: 'edge', ToEdge: 'EDGE', Media: 16 | 32 }, 'p2p');
    expect(labelsOf(grouping, keys)).toEqual([
      { pool: 'fe', modality: 'P2P Audio' },
      { pool: 'fe', modality: 'P2P Video' },
      { pool: 'EDGE', modality: 'P2P Audio' },
      { pool: 'EDGE', modality: 'P2P Video' },
    ]);
  });

  test('without an item is in the group None; without a pool also where it touched an Edge Server', () => {
    const grouping = new Grouping(['pool', 'modality', 'gateway']);
    const keys = grouping.ofSessions({ Pool: null, FromEdge: 'edge', Media: -1, Kind: '' }, 'conference');
    expect(labelsOf(grouping, keys)).toEqual([
      { pool: 'None', modality: 'None', gateway: 'None' },
      { pool: 'edge', modality: 'None', gateway: 'None' },
    ]);
  });

  test('without dimensions is in the one group there is', () => {
    const grouping = new Grouping([]);
    expect(labelsOf(grouping, grouping.ofSessions({ Pool: 'fe' }, 'p2p'))).toEqual([{}]);
  });

  test('of failures counts among the sessions of the group without what only failures have', () => {
    const grouping = new Grouping(['activity', 'diagnosticId', 'source']);
    const [one, ...others] = grouping.ofFailures({ DiagnosticId: 7025, Source: null }, 'conference');
    expect(others).toEqual([]);
    expect(grouping.labels(one?.key ?? '')).toEqual({ activity: 'Conference', diagnosticId: '7025', source: 'None' });
    expect(grouping.ofSessions({}, 'conference')).toEqual([one?.sessionsKey]);
    expect(grouping.ofSessions({}, 'p2p')).not.toEqual([one?.sessionsKey]);
  });
});

test('names that differ only in case are one group, in the spelling that comes first by code point of all rows', () => {
  const grouping = new Grouping(['pool']);
  const [first = ''] = grouping.ofSessions({ Pool: 'Fe.Example' }, 'p2p');
  const [second] = grouping.ofSessions({ Pool: 'FE.example' }, 'p2p');
  const [third] = grouping.ofSessions({ Pool: 'fe.example' }, 'conference');
  expect([second, third]).toEqual([first, first]);
  expect(grouping.labels(first)).toEqual({ pool: 'FE.example' });
});

test('labels go one after the other, by code point', () => {
  const labels = [
    { pool: 'a', activity: 'Conference' },
    { pool: 'B', activity: 'Peer-to-peer' },
    { pool: 'B', activity: 'Conference' },
  ];
  expect([...labels].sort(byLabels)).toEqual([labels[2], labels[1], labels[0]]);
  expect(byLabels({}, {})).toBe(0);
});
