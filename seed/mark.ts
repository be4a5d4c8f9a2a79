import type { ConnectionPool } from 'mssql';
import { lcsCdrViews } from '../demo/lcscdr/ddl.ts';
import { lcsCdrTables } from '../demo/lcscdr/tables.ts';
import type { Content } from './fill.ts';

/** Demo data that is there. `end` is the instant of its last session. */
export interface Mark extends Content {
  /** False while it is being filled, and for good where that failed. */
  readonly complete: boolean;
}

/** A table that no real LcsCDR has: where it is missing, nothing is ever replaced. */
const table = 'CallDiagnosticsDemo';

/** What a database holds: demo data with its mark, tables and views that are not ours, or neither. */
export async function whatIsThere(pool: ConnectionPool): Promise<Mark | 'others' | 'nothing'> {
  const { recordset } = await pool
    .request()
    .query<{ TABLE_NAME: string }>('select TABLE_NAME from INFORMATION_SCHEMA.TABLES');
  if (!recordset.some(({ TABLE_NAME }) => TABLE_NAME.toLowerCase() === table.toLowerCase())) {
    return recordset.length > 0 ? 'others' : 'nothing';
  }
  const { recordset: marks } = await pool
    .request()
    .query<MarkRow>(`select Days, SessionsPerDay, Seed, EndTime, Complete from dbo.${table}`);
  const [row] = marks;
  if (!row) {
    // Whoever made the table was stopped before the row.
    return { days: 0, sessionsPerDay: 0, seed: 0, end: 0, complete: false };
  }
  const { Days: days, SessionsPerDay: sessionsPerDay, Seed: seed, EndTime, Complete: complete } = row;
  return { days, sessionsPerDay, seed, end: EndTime.getTime(), complete };
}

interface MarkRow {
  Days: number;
  SessionsPerDay: number;
  Seed: number;
  EndTime: Date;
  Complete: boolean;
}

/** Marks a database as one that holds demo data, not complete yet. */
export async function mark(pool: ConnectionPool, { days, sessionsPerDay, seed, end }: Content): Promise<void> {
  const columns = 'Days int not null, SessionsPerDay int not null, Seed int not null, EndTime datetime not null';
  await pool.request().batch(`create table dbo.${table} (${columns}, Complete bit not null)`);
  await pool
    .request()
    .input('days', days)
    .input('sessions', sessionsPerDay)
    .input('seed', seed)
    .input('end', new Date(end))
    .query(`insert into dbo.${table} values (@days, @sessions, @seed, @end, 0)`);
}

/** Marks the demo data as whole. */
export async function markComplete(pool: ConnectionPool): Promise<void> {
  await pool.request().query(`update dbo.${table} set Complete = 1`);
}

/** Drops the views and tables of demo data, the mark last. */
export async function dropDemo(pool: ConnectionPool): Promise<void> {
  const drop = async (kind: 'view' | 'table', name: string) => {
    await pool.request().batch(`if object_id('dbo.${name}') is not null drop ${kind} dbo.${name}`);
  };
  for (const { name } of lcsCdrViews) {
    await drop('view', name);
  }
  for (const { name } of lcsCdrTables) {
    await drop('table', name);
  }
  await drop('table', table);
}
