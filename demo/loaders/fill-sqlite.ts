import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { lcsCdrTable, lcsCdrTables } from '../lcscdr/tables.ts';
import type { Cell } from '../lcscdr/table.ts';
import type { CdrRows } from '../generator/rows.ts';
import { TableRows } from './table-rows.ts';

/** Fills one SQLite database, keeping statements and dictionaries from one call to the next. */
export class SqliteFiller {
  readonly #db: DatabaseSync;
  readonly #inserts = new Map<string, StatementSync>();
  readonly #rows: TableRows;

  constructor(db: DatabaseSync) {
    this.#db = db;
    for (const { name, columns } of lcsCdrTables) {
      const marks = columns.map(() => '?').join(', ');
      this.#inserts.set(name, db.prepare(`INSERT INTO ${name} VALUES (${marks})`));
    }
    this.#rows = new TableRows((table, values) => this.#insert(table, values));
    for (const dictionary of this.#rows.dictionaries.growing) {
      const columns = lcsCdrTable(dictionary.table).columns.map(({ name }) => name);
      for (const row of db.prepare(`SELECT * FROM ${dictionary.table}`).all()) {
        dictionary.adopt(columns.map((name) => row[name] as Cell));
      }
    }
  }

  /** Inserts everything in one transaction. */
  fill(parts: Iterable<CdrRows>): void {
    this.#db.exec('BEGIN');
    try {
      for (const part of parts) {
        this.#rows.write(part);
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #insert(table: string, values: readonly Cell[]): void {
    this.#inserts.get(table)?.run(...values.map(withoutBlanks));
  }
}

/** A text without blanks at its end: no difference to SQL Server when it compares, but one to SQLite. */
const withoutBlanks = (cell: Cell): Cell =>
  typeof cell === 'string' && cell.endsWith(' ') ? cell.replace(/ +$/, '') : cell;

/** Fills a database made by `createSchema('sqlite')`. */
export function fillSqlite(db: DatabaseSync, rows: CdrRows): void {
  new SqliteFiller(db).fill([rows]);
}
