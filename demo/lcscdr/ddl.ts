import {
  conferenceSessionDetailsView,
  conferencesView,
  focusJoinsAndLeavesView,
  mcuJoinsAndLeavesView,
} from './conference-views.ts';
import { lcsCdrTables } from './tables.ts';
import { errorReportView, progressReportView } from './report-views.ts';
import { mediaView, sessionDetailsView, voipDetailsView } from './session-views.ts';
import { staticRows } from './static-rows.ts';
import type { Cell, Table, TableType } from './table.ts';
import type { Dialect, View } from './view.ts';
import { createView } from './view-ddl.ts';

/** Every view the product reads. */
export const lcsCdrViews: readonly View[] = [
  sessionDetailsView,
  mediaView,
  voipDetailsView,
  conferenceSessionDetailsView,
  conferencesView,
  focusJoinsAndLeavesView,
  mcuJoinsAndLeavesView,
  errorReportView,
  progressReportView,
];

/**
 * Statements that build an empty LcsCDR: tables, indexes, views, and the rows that every LcsCDR has from its setup on.
 * Each is to be sent on its own, as SQL Server wants a view alone in its batch.
 */
export function createSchema(dialect: Dialect): string[] {
  return [
    ...lcsCdrTables.map((table) => createTable(dialect, table)),
    ...lcsCdrTables.flatMap((table) => createIndexes(dialect, table)),
    ...lcsCdrTables.flatMap((table) => insertStaticRows(dialect, table)),
    ...lcsCdrViews.map((view) => createView(dialect, view)),
  ];
}

/** The name as either dialect takes it: `Application` and the like need quoting nowhere, the schema differs. */
export const qualified = (dialect: Dialect, name: string): string => (dialect === 'mssql' ? `dbo.${name}` : name);

function createTable(dialect: Dialect, table: Table): string {
  const rowId = dialect === 'sqlite' && table.key.length === 1;
  const columns = table.columns.map(({ name, type }) => {
    // INTEGER PRIMARY KEY is the row id itself: one look-up, and joins on it are known to find one row.
    if (rowId && name === table.key[0]) {
      return `${name} INTEGER PRIMARY KEY`;
    }
    const nullability = table.key.includes(name) ? ' NOT NULL' : dialect === 'mssql' ? ' NULL' : '';
    return `${name} ${columnType(dialect, type)}${nullability}`;
  });
  if (table.key.length > 0 && !rowId) {
    const constraint = dialect === 'mssql' ? `CONSTRAINT PK_${table.name} ` : '';
    columns.push(`${constraint}PRIMARY KEY (${table.key.join(', ')})`);
  }
  // Rows of a table without row id lie in the order of the key, as in the clustered index of SQL Server.
  const clustered = dialect === 'sqlite' && table.key.length > 1 ? ' WITHOUT ROWID' : '';
  return `CREATE TABLE ${qualified(dialect, table.name)} (\n  ${columns.join(',\n  ')}\n)${clustered}`;
}

function columnType(dialect: Dialect, type: TableType): string {
  if (dialect === 'mssql') {
    return type;
  }
  return /^(bit|datetime|int|smallint|tinyint)$/.test(type) ? 'INTEGER' : 'TEXT COLLATE NOCASE';
}

function createIndexes(dialect: Dialect, table: Table): string[] {
  return table.indexes.map(
    (columns) =>
      `CREATE INDEX IX_${table.name}_${columns.join('_')} ON ${qualified(dialect, table.name)} (${columns.join(', ')})`,
  );
}

function insertStaticRows(dialect: Dialect, table: Table): string[] {
  const rows = staticRows[table.name];
  if (!rows) {
    return [];
  }
  const tuples = rows.map((row) => `(${row.map((cell) => literal(dialect, cell)).join(', ')})`);
  const columns = table.columns.map(({ name }) => name).join(', ');
  return [`INSERT INTO ${qualified(dialect, table.name)} (${columns}) VALUES\n  ${tuples.join(',\n  ')}`];
}

/** Our own constants only; values from outside travel as parameters. */
function literal(dialect: Dialect, cell: Cell): string {
  if (typeof cell !== 'string') {
    return String(cell);
  }
  return `${dialect === 'mssql' ? 'N' : ''}'${cell.replaceAll("'", "''")}'`;
}
