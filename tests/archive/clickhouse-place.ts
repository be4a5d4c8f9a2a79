import type { ClickHousePlace } from '../../archive/clickhouse/clickhouse-archive.ts';
import { validateSettings } from '../../contract/settings.ts';
import { archiver } from '../clickhouse/server.ts';

/** An archiver's ClickHouse, as `archive.yaml` says it. */
export function placeOf(url: string, archiveDatabase: string, more: Partial<ClickHousePlace> = {}): ClickHousePlace {
  const { connection } = validateSettings({ engine: 'clickhouse', url, archiveDatabase, username: archiver.username });
  if (connection.engine !== 'clickhouse') {
    throw new Error('The settings are those of ClickHouse.');
  }
  return {
    connection,
    secrets: { password: archiver.password },
    cluster: undefined,
    replicated: false,
    servers: [],
    ...more,
  };
}
