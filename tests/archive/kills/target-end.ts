import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from '../../../preview/plugin-host/requests.ts';
import { archiver, reader, startClickHouse } from '../../clickhouse/server.ts';
import { archivedInClickHouse } from '../archived-in-clickhouse.ts';
import { archivedInFile } from '../archived-rows.ts';
import { cuttable } from './cuttable.ts';
import type { Row } from './source-end.ts';

/** The archive that is written, as whoever reads it sees it. */
export interface TargetEnd {
  /** The entry `archive` of `archive.yaml`. */
  readonly archive: Readonly<Record<string, unknown>>;
  /** As Grafana reads it. */
  readonly dataSource: DataSource;
  /** Rows of a store by view, read without the archiver. */
  rows(store: string): Promise<ReadonlyMap<string, readonly Row[]>>;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** An archive in a file, whose folder goes away. */
export async function fileTarget(folder: string): Promise<TargetEnd> {
  const home = join(folder, 'target');
  const away = join(folder, 'target-away');
  mkdirSync(home);
  const path = join(home, 'archive.db');
  return Promise.resolve({
    archive: { file: path },
    dataSource: { uid: 'target', jsonData: { engine: 'archiveFile', archivePath: path, cacheSeconds: 0 } },
    rows: async (store) => Promise.resolve(archivedInFile(path, store)),
    goAway: async () => Promise.resolve(renameSync(home, away)),
    comeBack: async () => Promise.resolve(renameSync(away, home)),
    close: async () => Promise.resolve(rmSync(home, { recursive: true, force: true })),
  });
}

/** An archive on a ClickHouse of npm, written through a connection that can be cut. */
export async function clickHouseTarget(): Promise<TargetEnd> {
  const [server] = await startClickHouse();
  const line = await cuttable('127.0.0.1', Number(new URL(server.url).port));
  const place = { archiveDatabase: 'lcscdr_archive' };
  return {
    archive: { url: `http://127.0.0.1:${line.port}`, ...place, ...archiver },
    dataSource: {
      uid: 'target',
      jsonData: { engine: 'clickhouse', url: server.url, ...place, username: reader.username, cacheSeconds: 0 },
      secureJsonData: { password: reader.password },
    },
    rows: (store) => archivedInClickHouse(server.client(place.archiveDatabase), store),
    goAway: () => line.cut(),
    comeBack: () => line.mend(),
    close: async () => {
      await line.cut();
      await server.stop();
    },
  };
}
