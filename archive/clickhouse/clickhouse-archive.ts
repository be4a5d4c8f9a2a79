import type { ClickHouseConnection } from '../../contract/settings.ts';
import type { ClickHouseSecrets } from '../../pkg/cdr/engines/clickhouse/configuration.ts';
import { archivedViews, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import { DiagnosticsError } from '../../pkg/errors.ts';
import type { ArchiveTarget, CopiedSlice, Copy, Finding, Lease, Reading, SourceRow, ViewStatus } from '../target.ts';
import { ClickHouseCopy, keptColumns, ofStore } from './clickhouse-copy.ts';
import {
  clickHouseMigrations,
  clickHouseVersion,
  onCluster,
  quoted,
  shardTable,
  type ClickHouseLayout,
} from './ddl.ts';
import { Leases } from './leases.ts';
import { Ledger } from './ledger.ts';
import { rewriteRows } from './rewrite-rows.ts';
import { ArchiveServer } from './server.ts';

/** Where an archive on ClickHouse is. */
export interface ClickHousePlace {
  readonly connection: ClickHouseConnection;
  /** Decrypted: never log them. */
  readonly secrets: ClickHouseSecrets;
  readonly cluster?: string | undefined;
  readonly replicated: boolean;
  /** URLs of all servers of a cluster that has no Keeper: each is told by itself what changes tables. */
  readonly servers: readonly string[];
}

/** An archive on ClickHouse, on one server or on a cluster. */
export class ClickHouseArchive implements ArchiveTarget {
  readonly place: string;
  readonly #server: ArchiveServer;
  /** Every server, where each is told by itself. */
  readonly #each: readonly ArchiveServer[];
  readonly #layout: ClickHouseLayout;
  readonly #leases: Leases;
  readonly #ledger: Ledger;
  /** Stores whose names are known to be spelled as they are in the archive. */
  readonly #spelled = new Set<string>();

  /** @throws DiagnosticsError `settings` naming what is missing or wrong */
  constructor({ connection, secrets, cluster, replicated, servers }: ClickHousePlace) {
    this.#server = new ArchiveServer(connection, secrets);
    this.#each = servers.map((url) => new ArchiveServer({ ...connection, url }, secrets));
    this.place = `the archive ${this.#server.database} on ClickHouse ${this.#server.server}`;
    this.#layout = { ...(cluster !== undefined && { cluster }), replicated, each: servers.length > 0 };
    const clock = () => performance.now();
    this.#leases = new Leases(this.#server, clock);
    this.#ledger = new Ledger(this.#server, clock);
  }

  async pending(): Promise<readonly string[]> {
    const missing = await this.#missing();
    return missing.length === 0
      ? []
      : [
          ...((await this.#hasDatabase()) ? [] : [this.#createDatabase()]),
          ...missing.flatMap(({ version, statements }) => [...statements, versionNote(version)]),
        ];
  }

  async init(): Promise<void> {
    if (!(await this.#hasDatabase())) {
      for (const server of this.#all()) {
        await server.tellOutside(this.#createDatabase());
      }
    }
    for (const { version, statements } of await this.#missing()) {
      for (const statement of statements) {
        await this.#tellAll(statement);
      }
      await this.#server.tell(versionNote(version));
    }
  }

  async requireCurrent(): Promise<void> {
    if ((await this.#missing()).length > 0) {
      throw new DiagnosticsError('schema', `${this.place} is not ready for this release: run "archive init" first.`);
    }
  }

  async freeBytes(): Promise<number | undefined> {
    try {
      const [row] = await this.#server.ask('select toFloat64(min(free_space)) as free from system.disks');
      return row === undefined ? undefined : Number(row['free']);
    } catch (error) {
      if (error instanceof DiagnosticsError && error.code === 'permission') {
        return undefined;
      }
      throw error;
    }
  }

  async clock(): Promise<number> {
    const [row] = await this.#server.ask('select toUnixTimestamp64Milli(now64(3)) as now');
    return Number(row?.['now']);
  }

  /** Writes nothing, with the right to write. @throws DiagnosticsError where it is missing */
  async tryWriting(): Promise<void> {
    await this.#server.tell('insert into "ArchiveSlices" select * from "ArchiveSlices" where 0');
  }

  async lock(store: string): Promise<Lease | { readonly holder: string }> {
    await this.#requireSpelling(store);
    const lease = await this.#leases.lock(store);
    if ('holder' in lease) {
      return lease;
    }
    this.#ledger.forget(store);
    return {
      ...lease,
      release: async () => {
        try {
          await lease.renew();
          await this.#ledger.write(store);
        } finally {
          await lease.release();
        }
      },
    };
  }

  /** ClickHouse tells names apart by case, and whoever asks the archive does not: a call would be there under both, and count twice. */
  async #requireSpelling(store: string): Promise<void> {
    if (this.#spelled.has(store)) {
      return;
    }
    const [row] = await this.#server.ask(
      'select "Store" from "ArchiveSlices" where lower("Store") = lower({p1:String}) and "Store" != {p1:String} limit 1',
      [store],
    );
    if (row) {
      throw new DiagnosticsError(
        'settings',
        `stores: ${this.place} has the store ${store} under the name ${String(row['Store'])}. Write it so.`,
      );
    }
    this.#spelled.add(store);
  }

  ledger(store: string, view: ArchivedView, since: number): Promise<ReadonlyMap<number, CopiedSlice>> {
    return this.#ledger.read(store, view, since);
  }

  begin(lease: Lease, view: ArchivedView, reading: Reading): Copy {
    return new ClickHouseCopy(
      this.#server,
      lease,
      { view, reading },
      {
        kept: (range) => this.#kept(lease.store, view, range),
        note: (slices) => this.#ledger.note(lease.store, view, slices),
      },
    );
  }

  rows(
    store: string,
    view: ArchivedView,
    range?: { readonly from: number; readonly to: number },
  ): Promise<readonly SourceRow[]> {
    return this.#kept(store, view, range);
  }

  async status(stores: readonly string[]): Promise<readonly ViewStatus[]> {
    const rows = await this.#server.ask(
      `select "Store", "View", sum("Rows") as rows, count(*) as slices, minOrNullIf("Slice", "Rows" > 0) as oldest,
        maxOrNullIf("Slice", "Rows" > 0) as newest, max("CopiedAt") as copiedAt from "ArchiveSlices" group by "Store", "View"`,
    );
    const instant = (value: unknown) => (value === null || value === undefined ? null : Number(value));
    return stores.flatMap((store) =>
      archivedViews.map(({ name: view, time }) => {
        const found = rows.find((row) => row['Store'] === store && row['View'] === view) ?? {};
        return {
          ...{ store, view, rows: Number(found['rows'] ?? 0), slices: Number(found['slices'] ?? 0) },
          oldest: time === undefined ? null : instant(found['oldest']),
          newest: time === undefined ? null : instant(found['newest']),
          copiedAt: instant(found['copiedAt']),
        };
      }),
    );
  }

  async forgetBefore(lease: Lease, before: number): Promise<number> {
    let gone = 0;
    for (const view of archivedViews) {
      if (view.time !== undefined) {
        await lease.renew();
        const older = ofStore(view, { from: Date.UTC(1900), to: before });
        const [row] = await this.#server.ask(`select count(*) as n from ${quoted(view.name)} where ${older}`, [
          lease.store,
        ]);
        if (Number(row?.['n']) > 0) {
          gone += Number(row?.['n']);
          await this.#delete(view.name, older, [lease.store]);
        }
      }
    }
    // The slice of dictionaries is the first of all.
    const slices = `"Store" = {p1:String} and "Slice" > 0 and "Slice" < ${Math.trunc(before)}`;
    await this.#delete('ArchiveSlices', slices, [lease.store]);
    return gone;
  }

  async stores(): Promise<readonly string[]> {
    const rows = await this.#server.ask('select distinct "Store" from "ArchiveSlices"');
    return rows.map(({ Store }) => String(Store));
  }

  async forgotten(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#server.ask('select "Person", "Pseudonym" from "ArchiveForgotten"');
    return new Map(rows.map(({ Person, Pseudonym }) => [String(Person), String(Pseudonym)]));
  }

  rememberForgotten(digest: string, pseudonym: string): Promise<void> {
    const at = 'toUnixTimestamp64Milli(now64(3))';
    return this.#server.tell(`insert into "ArchiveForgotten" select {p1:String}, {p2:String}, ${at}`, [
      digest,
      pseudonym,
    ]);
  }

  rewrite(
    lease: Lease,
    view: ArchivedView,
    finding: Finding,
    change: (row: SourceRow) => SourceRow | undefined,
  ): Promise<number> {
    return rewriteRows(
      { server: this.#server, remove: (holds, parameters) => this.#delete(view.name, holds, parameters) },
      lease,
      view,
      finding,
      change,
    );
  }

  /** ClickHouse takes parts away that nothing needs any more, some minutes after they were written anew. */
  async scrub(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await Promise.all([this.#server, ...this.#each].map((server) => server.close()));
  }

  /** Deletes for good, on every shard; ClickHouse writes the parts anew that hold such rows. */
  async #delete(table: string, holds: string, parameters: readonly string[]): Promise<void> {
    const { cluster, each } = this.#layout;
    const local = cluster === undefined ? table : shardTable(table);
    await this.#tellAll(
      `alter table ${quoted(local)}${onCluster(cluster, each ?? false)} delete where ${holds}`,
      parameters,
    );
  }

  #kept(
    store: string,
    view: ArchivedView,
    range: { readonly from: number; readonly to: number } | undefined,
  ): Promise<readonly SourceRow[]> {
    const names = keptColumns(view).map(quoted).join(', ');
    return this.#server.ask(`select ${names} from ${quoted(view.name)} where ${ofStore(view, range)}`, [store]);
  }

  async #missing() {
    const migrations = clickHouseMigrations(this.#layout);
    const tables = await this.#server.askOutside(
      `select name from system.tables where database = {p1:String} and name = 'ArchiveVersions'`,
      [this.#server.database],
    );
    if (tables.length === 0) {
      return migrations;
    }
    const [row] = await this.#server.ask('select max("Version") as version from "ArchiveVersions"');
    const version = Number(row?.['version']);
    if (version > clickHouseVersion) {
      throw new DiagnosticsError(
        'schema',
        `${this.place} was made by a newer release (version ${version}, this one knows ${clickHouseVersion}). Update the plugin.`,
      );
    }
    return migrations.filter((migration) => migration.version > version);
  }

  async #hasDatabase(): Promise<boolean> {
    const rows = await this.#server.askOutside('select name from system.databases where name = {p1:String}', [
      this.#server.database,
    ]);
    return rows.length > 0;
  }

  #createDatabase(): string {
    const { cluster, each } = this.#layout;
    return `create database if not exists ${quoted(this.#server.database)}${onCluster(cluster, each ?? false)}`;
  }

  #all(): readonly ArchiveServer[] {
    return this.#each.length > 0 ? this.#each : [this.#server];
  }

  async #tellAll(sql: string, parameters: readonly string[] = []): Promise<void> {
    for (const server of this.#all()) {
      await server.tell(sql, parameters);
    }
  }
}

const versionNote = (version: number) => `insert into "ArchiveVersions" ("Version") values (${version})`;
