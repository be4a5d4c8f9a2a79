import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSchema } from '../lcscdr/ddl.ts';
import { generateBetween, generateCdr, spanStart } from '../generator/generate.ts';
import { type CdrRows, viewOfRows } from '../generator/rows.ts';
import { fillSqlite } from './fill-sqlite.ts';

const options = { seed: 3, end: Date.UTC(2026, 2, 30, 9), days: 3, edgeCases: true };

describe('a filled SQLite database', () => {
  const db = new DatabaseSync(':memory:');
  const rows = generateCdr(options);
  beforeAll(() => {
    for (const statement of createSchema('sqlite')) {
      db.exec(statement);
    }
    // In several calls, so that dictionaries are taken up again.
    for (const part of generateBetween(options, spanStart(options), options.end)) {
      fillSqlite(db, part);
    }
  });
  afterAll(() => db.close());

  const lists = Object.keys(viewOfRows) as (keyof CdrRows)[];
  test.each(lists)('shows %s in their view as they were generated', (list) => {
    const columns = [...new Set(rows[list].flatMap((row) => Object.keys(row)))];
    const shown = db.prepare(`SELECT ${columns.join(', ')} FROM ${viewOfRows[list]}`).all();
    const text = (row: object) => JSON.stringify(columns.map((column) => (row as Record<string, unknown>)[column]));
    expect(shown.map(text).sort()).toEqual(rows[list].map(text).sort());
    expect(shown.length).toBeGreaterThan(0);
  });

  test.each(lists)('answers a range of time on %s from the key', (list) => {
    const column = list === 'errorReports' || list === 'progressReports' ? 'ErrorTime' : 'SessionIdTime';
    const sql = `SELECT COUNT(*) FROM ${viewOfRows[list]} WHERE ${column} >= 1 AND ${column} < 2`;
    const plan = db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((step) => String(step['detail']));
    expect(plan[0]).toMatch(
      /^SEARCH .* USING (PRIMARY KEY|.*INDEX .*) \((SessionIdTime|ErrorTime)>\? AND (SessionIdTime|ErrorTime)<\?\)$/,
    );
    expect(plan.join()).not.toMatch(/MATERIALIZE|CO-ROUTINE|SCAN|Users|Pools/);
  });

  test('finds the reports of a session by index', () => {
    const plan = db.prepare(
      'EXPLAIN QUERY PLAN SELECT ErrorTime FROM ErrorReportView WHERE SessionIdTime = 1 AND SessionIdSeq = 1',
    );
    expect(String(plan.get()?.['detail'])).toMatch(/SEARCH r USING .*INDEX IX_ErrorReport_SessionIdTime_SessionIdSeq/);
  });

  test('keeps the initiator apart from User1', () => {
    const swapped = db.prepare('SELECT COUNT(*) AS n FROM SessionDetails WHERE SessionStartedById = User2Id').get();
    expect(Number(swapped?.['n'])).toBeGreaterThan(100);
  });

  test('derives URI types and tenants', () => {
    const of = (uri: string) =>
      db.prepare('SELECT FromUriType, FromTenant FROM SessionDetailsView WHERE FromUri LIKE ? LIMIT 1').get(uri);
    expect({ ...of('sip:+%') }).toEqual({ FromUriType: 'phone', FromTenant: '00000000-0000-0000-0000-000000000000' });
    expect({ ...of('%@harbourview.example') }).toEqual({
      FromUriType: 'user',
      FromTenant: '00000000-0000-0000-0000-000000000001',
    });
  });
});
