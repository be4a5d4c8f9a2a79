import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { archivedViews, copiedColumn, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import type { ArchiveTarget, CopiedSlice, Copy, Finding, Lease, Reading, SourceRow, ViewStatus } from '../target.ts';
import { cell } from '../cell.ts';
import { sliceOfLine } from '../slices.ts';
import { columnNames, currentVersion, keyOf, migrations, quoted } from './ddl.ts';
import { archiveMark, fileError } from './file-error.ts';
import { lockStore } from './locks.ts';
import { rewriteRows } from './rewrite-rows.ts';

/** Milliseconds of patience with other processes. */
const busyTimeout = 60_000;

/** An archive in a SQLite file: one writer at a time, while any number of readers see what was committed. */
export class FileArchive implements ArchiveTarget {
  readonly place: string;
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #upserts = new Map<string, StatementSync>();

  /**
   * Opens the file, or makes an empty one.
   * @param now epoch milliseconds
   * @param patience milliseconds for which a statement waits until another process has written, or has read what is to be emptied
   * @throws DiagnosticsError where it cannot be opened or is something else
   */
  constructor(path: string, now: () => number = Date.now, patience: number = busyTimeout) {
    this.place = `the archive ${path}`;
    this.#path = path;
    this.#now = now;
    this.#db = fileError(path, () => {
      if (!existsSync(dirname(path))) {
        throw new DiagnosticsError('settings', `archive.file: the folder ${dirname(path)} does not exist. Create it.`);
      }
      const db = new DatabaseSync(path);
      db.exec(`PRAGMA busy_timeout = ${patience}`);
      // Readers never wait for the writer, and see nothing that is not committed.
      db.exec('PRAGMA journal_mode = WAL');
      // What a power cut may cost is the last commits, ledger and rows alike.
      db.exec('PRAGMA synchronous = NORMAL');
      return db;
    });
  }

  pending(): readonly string[] {
    return this.#missing().flatMap(({ statements }) => statements);
  }

  init(): void {
    this.#inTransaction(() => {
      for (const { version, statements } of this.#missing()) {
        statements.forEach((statement) => {
          this.#db.exec(statement);
        });
        this.#db.exec(`PRAGMA user_version = ${version}`);
        this.#db.exec(`PRAGMA application_id = ${archiveMark}`);
      }
    });
  }

  requireCurrent(): void {
    if (this.#missing().length > 0) {
      throw new DiagnosticsError('schema', `${this.#path} is not ready for this release: run "archive init" first.`);
    }
  }

  tryWriting(): void {
    fileError(this.#path, () => {
      this.#db.exec('BEGIN IMMEDIATE');
      this.#db.exec('UPDATE "ArchiveLocks" SET "Until" = "Until" WHERE false');
      this.#db.exec('ROLLBACK');
    });
  }

  freeBytes(): number {
    return fileError(this.#path, () => {
      const { bavail, bsize } = statfsSync(dirname(this.#path));
      return bavail * bsize;
    });
  }

  async lock(store: string): Promise<Lease | { readonly holder: string }> {
    const lease = this.#inTransaction(() => lockStore(this.#db, store, this.#now));
    if ('holder' in lease) {
      return Promise.resolve(lease);
    }
    return Promise.resolve({
      store,
      renew: () => {
        fileError(this.#path, () => void lease.renew());
      },
      release: () => {
        fileError(this.#path, () => void lease.release());
      },
    });
  }

  ledger(store: string, { name }: ArchivedView, since: number): ReadonlyMap<number, CopiedSlice> {
    const ofView = 'FROM "ArchiveSlices" WHERE "Store" = ? AND "View" = ?';
    const rows = this.#all(
      `SELECT "Slice", "Rows", "CopiedAt", "Columns" ${ofView} AND ("Slice" >= ? OR "Slice" = (SELECT min("Slice") ${ofView}))`,
      [store, name, since, store, name],
    );
    return new Map(rows.map(sliceOfLine).map((one) => [one.slice, one]));
  }

  begin(lease: Lease, view: ArchivedView, { columns }: Reading): Copy {
    return fileError(this.#path, () => {
      this.#db.exec('BEGIN IMMEDIATE');
      return this.#copy(lease, view, columns);
    });
  }

  rows(store: string, view: ArchivedView, range?: { readonly from: number; readonly to: number }): SourceRow[] {
    const names = view.columns.map(({ name }) => quoted(name)).join(', ');
    const time = quoted(view.time ?? '');
    const within = range && view.time !== undefined ? ` AND ${time} >= ? AND ${time} < ?` : '';
    return this.#all(`SELECT ${names} FROM ${quoted(view.name)} WHERE "Store" = ?${within}`, [
      store,
      ...(within && range ? [range.from, range.to] : []),
    ]);
  }

  status(stores: readonly string[]): ViewStatus[] {
    const ofView = `SELECT sum("Rows") AS "rows", count(*) AS "slices", min(CASE WHEN "Rows" > 0 THEN "Slice" END) AS "oldest",
        max(CASE WHEN "Rows" > 0 THEN "Slice" END) AS "newest", max("CopiedAt") AS "copiedAt"
      FROM "ArchiveSlices" WHERE "Store" = ? AND "View" = ?`;
    return stores.flatMap((store) =>
      archivedViews.map(({ name: view, time }) => {
        const { rows, slices, oldest, newest, copiedAt } = this.#all(ofView, [store, view])[0] ?? {};
        const instant = (value: unknown) => (value === null || value === undefined ? null : Number(value));
        return {
          ...{ store, view, rows: Number(rows ?? 0), slices: Number(slices ?? 0), copiedAt: instant(copiedAt) },
          oldest: time === undefined ? null : instant(oldest),
          newest: time === undefined ? null : instant(newest),
        };
      }),
    );
  }

  forgetBefore(lease: Lease, before: number): number {
    return this.#inTransaction(() => {
      void lease.renew();
      return archivedViews.reduce((sum, { name, time }) => {
        if (time === undefined) {
          return sum;
        }
        const gone = this.#db
          .prepare(`DELETE FROM ${quoted(name)} WHERE ${quoted(time)} < ? AND "Store" = ?`)
          .run(before, lease.store);
        this.#db
          .prepare('DELETE FROM "ArchiveSlices" WHERE "Store" = ? AND "View" = ? AND "Slice" < ?')
          .run(lease.store, name, before);
        return sum + Number(gone.changes);
      }, 0);
    });
  }

  stores(): string[] {
    return this.#all('SELECT DISTINCT "Store" FROM "ArchiveSlices"').map(({ Store }) => String(Store));
  }

  forgotten(): ReadonlyMap<string, string> {
    const rows = this.#all('SELECT "Person", "Pseudonym" FROM "ArchiveForgotten"');
    return new Map(rows.map(({ Person, Pseudonym }) => [String(Person), String(Pseudonym)]));
  }

  rememberForgotten(digest: string, pseudonym: string): void {
    fileError(this.#path, () =>
      this.#db.prepare('INSERT OR REPLACE INTO "ArchiveForgotten" VALUES (?, ?)').run(digest, pseudonym),
    );
  }

  rewrite(
    lease: Lease,
    view: ArchivedView,
    finding: Finding,
    change: (row: SourceRow) => SourceRow | undefined,
  ): number {
    return this.#inTransaction(() => {
      void lease.renew();
      return rewriteRows(this.#db, lease.store, view, finding, change);
    });
  }

  scrub(): void {
    fileError(this.#path, () => {
      // Pages keep pieces of rows that once lay on them: they are written anew, and the log of it is emptied.
      this.#db.exec('VACUUM');
      // Where somebody reads for long it answers, and empties nothing.
      const emptied = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      if (Number(emptied?.['busy']) !== 0) {
        throw new DiagnosticsError(
          'server',
          `The archive ${this.#path}: what is gone can still be read in its log, ${this.#path}-wal, because somebody reads the archive without a pause. Run the command again when it is quiet.`,
        );
      }
    });
  }

  close(): void {
    this.#db.close();
  }

  #missing() {
    const version = Number(this.#all('PRAGMA user_version')[0]?.['user_version']);
    const mark = Number(this.#all('PRAGMA application_id')[0]?.['application_id']);
    const isEmpty = this.#all('SELECT 1 FROM sqlite_master LIMIT 1').length === 0;
    if (!isEmpty && mark !== archiveMark) {
      throw new DiagnosticsError(
        'settings',
        `archive.file: ${this.#path} is a database of something else. Name a file that does not exist yet.`,
      );
    }
    if (version > currentVersion) {
      throw new DiagnosticsError(
        'schema',
        `${this.#path} was made by a newer release (version ${version}, this one knows ${currentVersion}). Update the plugin.`,
      );
    }
    return migrations.filter((migration) => migration.version > version);
  }

  #all(sql: string, values: readonly SQLInputValue[] = []): Record<string, unknown>[] {
    return fileError(this.#path, () => this.#db.prepare(sql).all(...values));
  }

  #inTransaction<T>(work: () => T): T {
    return fileError(this.#path, () => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite ends some transactions by itself, as on a full disk.
        if (this.#db.isTransaction) {
          this.#db.exec('ROLLBACK');
        }
        throw error;
      }
    });
  }

  #copy(lease: Lease, view: ArchivedView, columns: ReadonlySet<string>): Copy {
    const upsert = this.#upsertOf(view, columns);
    const names = view.columns.map(({ name }) => name);
    const copied = this.#now();
    let written = 0;
    return {
      add: (rows) => {
        fileError(this.#path, () => {
          for (const row of rows) {
            written += Number(upsert.run(...names.map((name) => cell(row[name])), lease.store, copied).changes);
          }
        });
      },
      commit: (slices) =>
        fileError(this.#path, () => {
          // What was read without the store being ours is not kept.
          void lease.renew();
          const note = this.#db.prepare(
            `INSERT INTO "ArchiveSlices" ("Store", "View", "Slice", "Rows", "CopiedAt", "Columns") VALUES (?, ?, ?, ?, ?, ?)
              ON CONFLICT DO UPDATE SET "Rows" = max("Rows", excluded."Rows"), "CopiedAt" = max("CopiedAt", excluded."CopiedAt"),
                "Columns" = excluded."Columns"`,
          );
          for (const { slice, rows, copiedAt, columns: known = null } of slices) {
            note.run(lease.store, view.name, slice, rows, copiedAt, known);
          }
          this.#db.exec('COMMIT');
          return { written };
        }),
      rollback: () => {
        if (this.#db.isTransaction) {
          this.#db.exec('ROLLBACK');
        }
      },
    };
  }

  #upsertOf(view: ArchivedView, columns: ReadonlySet<string>): StatementSync {
    const there = view.columns.filter(({ name }) => columns.has(name));
    const of = `${view.name} ${there.map(({ name }) => name).join()}`;
    const known = this.#upserts.get(of);
    if (known) {
      return known;
    }
    const names = columnNames(view).map(quoted);
    // A row that is the same is not written again, and one that differs in case alone is not the same.
    const values = there.map(({ name }) => quoted(name));
    const differs = values
      .map((name) => `(excluded.${name} IS NOT NULL AND ${name} COLLATE BINARY IS NOT excluded.${name})`)
      .join(' OR ');
    const set = values.map((name) => `${name} = coalesce(excluded.${name}, ${name})`);
    const copied = quoted(copiedColumn);
    const statement = this.#db.prepare(
      `INSERT INTO ${quoted(view.name)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
      ON CONFLICT (${keyOf(view).join(', ')}) DO UPDATE SET ${[...set, `${copied} = excluded.${copied}`].join(', ')}
      WHERE ${differs}`,
    );
    this.#upserts.set(of, statement);
    return statement;
  }
}
