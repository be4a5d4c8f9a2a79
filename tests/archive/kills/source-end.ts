import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSchema } from '../../../demo/lcscdr/ddl.ts';
import { fillSqlite } from '../../../demo/loaders/fill-sqlite.ts';
import type { CdrRows } from '../../../demo/generator/rows.ts';
import type { DataSource } from '../../../preview/plugin-host/requests.ts';
import { connect, createLcsCdr, dataSourceOf, dropDatabase, type TestServer } from '../../support/sqlserver.ts';
import { cuttable } from './cuttable.ts';

export type Row = Readonly<Record<string, unknown>>;

/** The LcsCDR that is copied, as whoever writes it sees it. */
export interface SourceEnd {
  /** Settings of the store, as `archive.yaml` has them. */
  readonly store: Readonly<Record<string, unknown>>;
  /** As Grafana reads it. */
  readonly dataSource: DataSource;
  /** An instant as the statements have it. */
  instant(ms: number): string;
  /** A statement that both dialects know. */
  run(sql: string): Promise<void>;
  /** Rows with instants as epoch milliseconds and bits as numbers. */
  rows(sql: string): Promise<Row[]>;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** An LcsCDR in SQLite, made and read as the demo data are. */
export async function sqliteSource(folder: string, rows: CdrRows): Promise<SourceEnd> {
  const home = join(folder, 'source');
  const away = join(folder, 'source-away');
  mkdirSync(home);
  mkdirSync(away);
  const path = join(home, 'lcscdr.db');
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA busy_timeout = 20000');
  createSchema('sqlite').forEach((statement) => {
    db.exec(statement);
  });
  // By this table an engine knows a file for one that it may read.
  db.exec('CREATE TABLE ArchiveSlices (View)');
  fillSqlite(db, rows);
  const settings = { engine: 'archiveFile', archivePath: path };
  return Promise.resolve({
    store: settings,
    dataSource: { uid: 'source', jsonData: { ...settings, cacheSeconds: 0 } },
    instant: String,
    run: async (sql) => Promise.resolve(db.exec(sql)),
    rows: async (sql) => Promise.resolve(db.prepare(sql).all() as Row[]),
    goAway: async () => Promise.resolve(renameSync(path, join(away, 'lcscdr.db'))),
    comeBack: async () => Promise.resolve(renameSync(join(away, 'lcscdr.db'), path)),
    close: async () => {
      db.close();
      rmSync(home, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

/** An LcsCDR on a server that speaks TDS, read through a connection that can be cut. */
export async function sqlServerSource(server: TestServer, rows: CdrRows): Promise<SourceEnd> {
  await createLcsCdr(server, rows);
  const pool = await connect(server, server.database);
  const line = await cuttable(server.server, server.port);
  const { jsonData, secureJsonData } = dataSourceOf({ ...server, server: 'localhost', port: line.port });
  const plain = (value: unknown) =>
    value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value;
  return {
    store: { ...(jsonData as object), ...secureJsonData },
    dataSource: { ...dataSourceOf(server, { cacheSeconds: 0 }), uid: 'source' },
    instant: (ms) => `'${new Date(ms).toISOString().slice(0, -1)}'`,
    run: async (sql) => {
      await pool.request().batch(sql);
    },
    rows: async (sql) => {
      const { recordset } = await pool.request().query<Row>(sql);
      return recordset.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
      );
    },
    goAway: () => line.cut(),
    comeBack: () => line.mend(),
    close: async () => {
      await line.cut();
      await pool.close();
      await dropDatabase(server);
    },
  };
}
