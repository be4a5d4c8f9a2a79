import { readFileSync } from 'node:fs';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { startClickHouse as start, type ClickHouseServer as Server } from '../../preview/clickhouse/server.ts';

export { hasClickHouse, localCluster as testCluster } from '../../preview/clickhouse/server.ts';

/** A process that is a ClickHouse server, and its driver. */
export interface ClickHouseServer extends Server {
  /** As a user who may do everything. */
  client(database?: string): ClickHouseClient;
}

/** A user with a profile that reads alone. */
export const reader = { username: 'grafana', password: 'reads "alone" & <no more>' } as const;

/** A user as sql/clickhouse-reader.sql makes it. The library takes users from its configuration alone: what the script says is put there. */
export const narrowReader = { username: 'grafana_reader', password: 'change this password' } as const;
const script = readFileSync('sql/clickhouse-reader.sql', 'utf8');
const [, grant = ''] = /^(GRANT SELECT ON \S+) TO/m.exec(script) ?? [];

/** The archiver's user, with the rights of sql/clickhouse-archiver.sql, those for a cluster too, in any database. */
export const archiver = { username: 'archiver', password: 'writes "too"' } as const;
const archiverGrants = [
  ...readFileSync('sql/clickhouse-archiver.sql', 'utf8').matchAll(/^(?:-- )?(GRANT [A-Z, ]+ ON \S+) TO/gm),
].map(([, one = '']) => one.replace('lcscdr_archive.*', '*.*'));
const [, mode = ''] = /SETTINGS readonly = (\d)/.exec(script) ?? [];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const file = `<clickhouse>
  <profiles><reader><readonly>${mode}</readonly></reader></profiles>
  <users>
    <${reader.username}>
      <password>${escaped(reader.password)}</password><networks><ip>127.0.0.1</ip></networks>
      <profile>reader</profile><quota>default</quota>
    </${reader.username}>
    <${narrowReader.username}>
      <password>${narrowReader.password}</password><networks><ip>127.0.0.1</ip></networks>
      <profile>reader</profile><quota>default</quota><grants><query>${grant}</query></grants>
    </${narrowReader.username}>
    <${archiver.username}>
      <password>${escaped(archiver.password)}</password><networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile><quota>default</quota>
      <grants>${archiverGrants.map((query) => `<query>${query}</query>`).join('')}</grants>
    </${archiver.username}>
  </users>
</clickhouse>`;

/** Starts as many servers as asked for, which are the shards of `testCluster`, with the users of the tests. */
export async function startClickHouse(count = 1): Promise<[ClickHouseServer, ...ClickHouseServer[]]> {
  const [first, ...others] = await start(count, { file, environment: {} });
  return [withDriver(first), ...others.map(withDriver)];
}

function withDriver({ url, pid, stop }: Server): ClickHouseServer {
  const clients: ClickHouseClient[] = [];
  return {
    url,
    pid,
    client: (database = 'default') => {
      const client = createClient({ url, database });
      clients.push(client);
      return client;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await stop();
    },
  };
}
