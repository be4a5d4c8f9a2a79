import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasClickHouse, startClickHouse } from '../clickhouse/server.ts';
import type { DataSource } from '../plugin-host/requests.ts';

/** Where the archive of the demo is. */
export interface DemoPlace {
  /** As sentences name it. */
  readonly name: string;
  /** `archive` of archive.yaml. */
  readonly archive: Readonly<Record<string, unknown>>;
  /** How a data source reads it. */
  readonly dataSource: Pick<DataSource, 'jsonData' | 'secureJsonData'>;
  close(): Promise<void>;
}

/** A file in a folder. */
export function inFile(folder: string): DemoPlace {
  const file = join(folder, 'archive.db');
  return {
    name: file,
    archive: { file },
    dataSource: { jsonData: { engine: 'archiveFile', archivePath: file } },
    close: () => Promise.resolve(),
  };
}

/** The users of docker-compose.yml. */
const users = 'compose/archive/users.xml';

/**
 * A ClickHouse server out of npm, which ends with the demo.
 * @throws Error where npm has none for this platform, or it does not start
 */
export async function onClickHouse(): Promise<DemoPlace> {
  if (!hasClickHouse) {
    throw new Error('npm has a ClickHouse for Linux on x64 alone, in the optional package @chdb/lib-linux-x64-gnu.');
  }
  const passwords = { archiver: randomUUID(), reader: randomUUID() };
  const [server] = await startClickHouse(1, {
    file: readFileSync(users, 'utf8'),
    environment: { ARCHIVER_PASSWORD: passwords.archiver, READER_PASSWORD: passwords.reader },
  });
  const at = { url: server.url, archiveDatabase: 'lcscdr_archive' };
  return {
    name: `ClickHouse ${server.url}`,
    archive: { ...at, username: 'call_diagnostics_archiver', password: passwords.archiver },
    dataSource: {
      jsonData: { engine: 'clickhouse', ...at, username: 'grafana_reader' },
      secureJsonData: { password: passwords.reader },
    },
    close: () => server.stop(),
  };
}
