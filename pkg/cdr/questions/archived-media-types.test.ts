import { expect, test } from '@jest/globals';
import { demoCdr } from '../../../tests/support/demo-cdr.ts';
import { archivedView } from '../schema/archive.ts';
import { archivedRows } from './archived-rows.ts';

test('media bits are where an archive has them, wherever the server keeps them', () => {
  const end = Date.UTC(2026, 2, 12);
  const cdr = demoCdr({ seed: 3, end, days: 1, sessionsPerDay: 200 });
  const selection = { range: { from: end - 24 * 3_600_000, to: end }, limit: 10_000 };
  const question = archivedRows('SessionDetailsView');
  const ofView = cdr.answer(question, selection);
  expect(Object.keys(ofView[0] ?? {})).toEqual(archivedView('SessionDetailsView').columns.map(({ name }) => name));
  expect(new Set(ofView.map((row) => row['MediaTypes'])).size).toBeGreaterThan(3);
  for (const mediaTypes of ['table', 'mediaView'] as const) {
    const other = { ...cdr.sql, features: { ...cdr.sql.features, mediaTypes } };
    expect(question.describe(other, selection)).toBeDefined();
  }
});
