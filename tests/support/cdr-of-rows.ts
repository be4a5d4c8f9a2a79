import { DatabaseSync } from 'node:sqlite';
import type { SavedQuery } from '../../contract/query.ts';
import { validateSettings } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { createSchema } from '../../demo/lcscdr/ddl.ts';
import { staticRows } from '../../demo/lcscdr/static-rows.ts';
import { lcsCdrTables } from '../../demo/lcscdr/tables.ts';
import { fillMssql } from '../../demo/loaders/fill-mssql.ts';
import { SqliteFiller } from '../../demo/loaders/fill-sqlite.ts';
import type { CdrRows } from '../../demo/generator/rows.ts';
import type { TimeRange } from '../../pkg/cdr/calendar.ts';
import type { Engine } from '../../pkg/cdr/engines/engine.ts';
import { openEngine } from '../../pkg/cdr/engines/index.ts';
import { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { demoEngine } from '../../pkg/cdr/engines/sqlite/demo-engine.ts';
import { openCdr } from '../../pkg/cdr/open-cdr.ts';
import { encodeFrame } from '../../pkg/plugin/frames/encode.ts';
import { answerReport } from '../../pkg/reports/index.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { expected } from '../oracle/oracle.ts';
import { fromOracle, inOracleWords, sortedSeries } from '../reports/compare.ts';
import { inProcess } from './in-process.ts';
import { connect, dataSourceOf, type TestServer } from './sqlserver.ts';

/** Tables of sessions, conferences and reports, with all that hangs on them. */
const recordTables = lcsCdrTables.filter(({ columns }) =>
  columns.some(({ name }) => name === 'SessionIdTime' || name === 'ErrorTime'),
);

/** A question to a CDR, and whether the database has to be asked for all of it. */
export interface Asking {
  readonly saved: SavedQuery;
  readonly range: TimeRange;
  readonly zone?: string;
  readonly fresh?: boolean;
}

/** A data source in this process, of rows that may be exchanged underneath. */
export interface CdrOfRows {
  /** From now on the database holds these rows and no others. */
  hold(rows: CdrRows): Promise<void>;
  /** The answer in the words of the oracle. */
  ask(asking: Asking): Promise<unknown[]>;
  /** What the oracle says of such rows, in the same words. */
  expected(rows: CdrRows, asking: Asking): unknown[];
  close(): Promise<void>;
}

/**
 * On SQLite.
 * @param jsonData settings of the data source, as saved
 * @param now by which answers age
 */
export function cdrOfRows(jsonData: Record<string, unknown>, now?: () => number): CdrOfRows {
  const settings = validateSettings({ engine: 'embedded', ...jsonData });
  const { connection } = settings;
  if (connection.engine !== 'embedded') {
    throw new Error('The settings are those of demo data.');
  }
  const db = new DatabaseSync(':memory:');
  createSchema('sqlite').forEach((statement) => {
    db.exec(statement);
  });
  const database = inProcess(new SqliteDatabase(db));
  const filler = new SqliteFiller(db);
  const engine = demoEngine(connection.demo, () => database);
  return cdrOn(engine, settings, now, (rows) => {
    // Dictionaries stay: they name what records refer to, used or not.
    for (const { name } of recordTables) {
      db.exec(`DELETE FROM ${name}`);
    }
    filler.fill([rows]);
    return Promise.resolve();
  });
}

/** On the server of the tests, whose database `createLcsCdr` has made. What is opened shares its connections. */
export async function rowsOnServer(
  server: TestServer,
): Promise<{ open(now?: () => number): CdrOfRows; close(): Promise<void> }> {
  const { jsonData, secureJsonData = {} } = dataSourceOf(server);
  const settings = validateSettings(jsonData);
  const engine = await openEngine(settings.connection, settings.limits, secureJsonData);
  const pool = await connect(server, server.database);
  const emptied = lcsCdrTables.filter(({ name }) => !(name in staticRows)).map(({ name }) => `delete from dbo.${name}`);
  const hold = async (rows: CdrRows) => {
    await pool.request().batch(emptied.join(';\n'));
    await fillMssql(pool, [rows]);
  };
  return {
    open: (now) => cdrOn({ ...engine, close: () => Promise.resolve() }, settings, now, hold),
    close: async () => {
      await engine.close();
      await pool.close();
    },
  };
}

function cdrOn(
  engine: Engine,
  settings: ReturnType<typeof validateSettings>,
  now: (() => number) | undefined,
  hold: CdrOfRows['hold'],
): CdrOfRows {
  const cdr = openCdr(engine, settings, undefined, now);
  return {
    hold,
    ask: async ({ saved, range, zone = 'UTC', fresh = false }) => {
      const query = validateQuery(saved);
      const call = await cdr.forCall(new AbortController().signal, { fresh });
      const frames = await answerReport({ query, range, zone, cdr: call });
      const decoded = frames.map((frame) => decodeFrame(encodeFrame(frame, 'A')));
      return sortedSeries(inOracleWords(query, decoded));
    },
    expected: (rows, { saved, range, zone = 'UTC' }) =>
      sortedSeries(fromOracle(expected(rows, validateQuery(saved), range, zone, settings.counting))),
    close: () => cdr.close(),
  };
}
