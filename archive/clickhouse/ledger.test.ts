import { beforeEach, expect, test } from '@jest/globals';
import { archivedView } from '../../pkg/cdr/schema/archive.ts';
import type { CopiedSlice } from '../target.ts';
import { Ledger } from './ledger.ts';

const hour = 3_600_000;
const [sessions, reports] = [archivedView('SessionDetailsView'), archivedView('ErrorReportView')];
const slice = (number: number, rows: number, copiedAt = 9): CopiedSlice => ({
  ...{ slice: number * hour, rows, copiedAt, columns: 40 },
});

/** What is inserted, insert by insert, and what the table holds. */
let inserts: unknown[][][];
let held: Record<string, unknown>[];
let failure: Error | undefined;
let clock: number;
let ledger: Ledger;
beforeEach(() => {
  [inserts, held, failure, clock] = [[], [], undefined, 0];
  ledger = new Ledger(
    {
      ask: () => Promise.resolve(held as never),
      insert: (_table, _columns, lines) => {
        if (failure) {
          return Promise.reject(failure);
        }
        const text = Buffer.concat([...lines()]).toString();
        inserts.push(
          text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown[]),
        );
        return Promise.resolve();
      },
    },
    () => clock,
  );
});

test('what was copied of all views is one insert, when the store is given back', async () => {
  await ledger.note('emea', sessions, [slice(1, 5), slice(2, 0)]);
  await ledger.note('emea', reports, [slice(1, 7)]);
  await ledger.note('apac', sessions, [slice(1, 3)]);
  expect(inserts).toEqual([]);
  await ledger.write('emea');
  expect(inserts).toEqual([
    [
      ['emea', 'SessionDetailsView', hour, 5, 9, 40],
      ['emea', 'SessionDetailsView', 2 * hour, 0, 9, 40],
      ['emea', 'ErrorReportView', hour, 7, 9, 40],
    ],
  ]);
  await ledger.write('emea');
  expect(inserts).toHaveLength(1);
});

test('nothing waits for more than five seconds, or in more than 250 lines, while copies go on', async () => {
  await ledger.note('emea', sessions, [slice(1, 5)]);
  clock += 4999;
  await ledger.note('emea', sessions, []);
  expect(inserts).toHaveLength(0);
  clock += 1;
  await ledger.note('emea', sessions, [slice(2, 5)]);
  expect(inserts).toHaveLength(1);
  for (let day = 0; day < 11; day++) {
    await ledger.note(
      'emea',
      sessions,
      Array.from({ length: 24 }, (_, number) => slice(100 + day * 24 + number, 1)),
    );
  }
  expect(inserts).toHaveLength(2);
  expect(inserts[1]).toHaveLength(11 * 24);
});

test('a slice has as many rows as it ever had', async () => {
  held = [{ View: 'SessionDetailsView', Slice: hour, Rows: 8, CopiedAt: 20, Columns: null }];
  await ledger.note('emea', sessions, [slice(1, 5)]);
  await ledger.note('emea', reports, [slice(1, 5)]);
  await ledger.write('emea');
  expect(inserts).toEqual([
    [
      ['emea', 'SessionDetailsView', hour, 8, 20, 40],
      ['emea', 'ErrorReportView', hour, 5, 9, 40],
    ],
  ]);
});

test('what cannot be written waits on, and is forgotten where the store was away in between', async () => {
  failure = new Error('The disk is full.');
  await ledger.note('emea', sessions, [slice(1, 5)]);
  await expect(ledger.write('emea')).rejects.toThrow('The disk is full.');
  failure = undefined;
  await ledger.write('emea');
  expect(inserts).toHaveLength(1);
  await ledger.note('emea', sessions, [slice(2, 5)]);
  ledger.forget('emea');
  await ledger.write('emea');
  expect(inserts).toHaveLength(1);
});
