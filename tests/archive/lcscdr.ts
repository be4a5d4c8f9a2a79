import { DatabaseSync } from 'node:sqlite';
import { sourceOn, type Source } from '../../archive/source.ts';
import { validateSettings } from '../../contract/settings.ts';
import { createSchema } from '../../demo/lcscdr/ddl.ts';
import { lcsCdrTables } from '../../demo/lcscdr/tables.ts';
import { SqliteFiller } from '../../demo/loaders/fill-sqlite.ts';
import type { CdrRows } from '../../demo/generator/rows.ts';
import { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { sqliteEngine } from '../../pkg/cdr/engines/sqlite/engine.ts';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { inProcess } from '../support/in-process.ts';

/** Tables of sessions, conferences and reports, with all that hangs on them; dictionaries stay, used or not. */
export const recordTables = lcsCdrTables.filter(({ columns }) =>
  columns.some(({ name }) => name === 'SessionIdTime' || name === 'ErrorTime'),
);

const catalogSql = `select '' as TABLE_SCHEMA, t.name as TABLE_NAME, c.name as COLUMN_NAME
  from sqlite_master as t join pragma_table_info(t.name) as c where t.type in ('table', 'view')`;

/** An LcsCDR in this process, whose rows, views and reachability a test changes. */
export interface TestCdr {
  readonly db: DatabaseSync;
  readonly source: Source;
  /** From now on it holds these rows and no others. */
  hold(rows: CdrRows): void;
  /** From now on every statement fails so; undefined mends it. */
  fail(error: DiagnosticsError | undefined): void;
  /** Lets the statement with this number, counted from now, and all after it fail. */
  failAfter(statements: number): void;
}

/** Every view and table as LcsCDR has them, in SQLite. */
export function testCdr(rows?: CdrRows): TestCdr {
  const db = new DatabaseSync(':memory:');
  createSchema('sqlite').forEach((statement) => {
    db.exec(statement);
  });
  const filler = new SqliteFiller(db);
  const connection = inProcess(new SqliteDatabase(db));
  let failure: DiagnosticsError | undefined;
  let left = Infinity;
  const query: typeof connection.query = async (...statement) => {
    left -= 1;
    if (left < 0) {
      failure = down();
    }
    if (failure) {
      throw failure;
    }
    return connection.query(...statement);
  };
  const engine = sqliteEngine({
    place: 'LcsCDR',
    open: () => ({ ...connection, query }),
    catalog: (signal) => query(catalogSql, [], signal),
    failed: (cause) =>
      cause instanceof DiagnosticsError ? cause : new DiagnosticsError('server', String(cause), { cause }),
  });
  const cdr: TestCdr = {
    db,
    source: sourceOn(engine, validateSettings({})),
    hold: (held) => {
      for (const { name } of recordTables) {
        db.exec(`DELETE FROM ${name}`);
      }
      filler.fill([held]);
    },
    fail: (error) => {
      failure = error;
      left = Infinity;
    },
    failAfter: (statements) => {
      left = statements;
    },
  };
  if (rows) {
    cdr.hold(rows);
  }
  return cdr;
}

/** What the engine says where nobody answers. */
export const down = () =>
  new DiagnosticsError('network', 'Nothing answers on sql01:1433. Check server, port and firewall.');
