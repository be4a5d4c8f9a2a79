import { expect, test } from '@jest/globals';
import type sql from 'mssql';
import { lcsCdrTable } from '../lcscdr/tables.ts';
import { generateCdr } from '../generator/generate.ts';
import { fillMssql } from './fill-mssql.ts';

test('sends every row in bulk loads of bounded size, in the types of SQL Server', async () => {
  const rows = generateCdr({ seed: 3, end: Date.UTC(2026, 2, 30, 9), days: 4, sessionsPerDay: 12_000 });
  const loads: sql.Table[] = [];
  const request = () => ({ bulk: (table: sql.Table) => Promise.resolve(loads.push(table)) });
  await fillMssql({ request } as unknown as sql.ConnectionPool, [rows]);
  const sent = (table: string) =>
    loads.filter(({ path }) => path === `[dbo].[${table}]`).flatMap((load) => [...load.rows]);
  expect(sent('SessionDetails')).toHaveLength(rows.sessions.length);
  expect(sent('Dialogs')).toHaveLength(rows.sessions.length + rows.conferenceSessions.length);
  expect(sent('ErrorReport')).toHaveLength(rows.errorReports.length);
  expect(Math.max(...loads.map((load) => load.rows.length))).toBe(10_000);
  const [first] = sent('SessionDetails');
  const names = lcsCdrTable('SessionDetails').columns.map(({ name }) => name);
  expect(first?.[names.indexOf('SessionIdTime')]).toEqual(new Date(rows.sessions[0]?.SessionIdTime ?? 0));
  expect(typeof first?.[names.indexOf('IsUser1Internal')]).toBe('boolean');
  const header = sent('ErrorReport')
    .map((row) => row[10])
    .find((value) => value !== null);
  expect(String(header)).toContain(';reason="');
});
