import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ClickHouseArchive } from '../../../archive/clickhouse/clickhouse-archive.ts';
import { validateSettings } from '../../../contract/settings.ts';
import { emptyRows, appendRows } from '../../../demo/generator/rows.ts';
import { clickHouseEngine } from '../../../pkg/cdr/engines/clickhouse/engine.ts';
import type { Engine } from '../../../pkg/cdr/engines/engine.ts';
import { archivedViews } from '../../../pkg/cdr/schema/archive.ts';
import { placeOf } from '../../archive/clickhouse-place.ts';
import { fillClickHouse } from '../../clickhouse/fill.ts';
import { reader, startClickHouse, testCluster, type ClickHouseServer } from '../../clickhouse/server.ts';
import type { Source } from '../refresh/database.ts';
import { generatedDays, year, type Filled, type Filling } from './fill.ts';
import type { Shelf } from './shelf.ts';

/** Ticks of a second that the kernel counts processes in. */
const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of computing that processes have had. */
const computed = (servers: readonly ClickHouseServer[]): number =>
  servers
    .map(({ pid }) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [])
    .reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) / ticks, 0);

/** Days of rows that one insert brings. */
const daysAtOnce = 5;

/** Archives on so many ClickHouse servers out of npm, each a database: with several they are the shards of a cluster. */
export async function onClickHouse(count: number): Promise<Shelf> {
  const servers = await startClickHouse(count);
  const [server] = servers;
  let generated: Promise<Filled> | undefined;
  const cluster = count > 1 ? { cluster: testCluster, servers: servers.map(({ url }) => url) } : {};
  return {
    name: count > 1 ? `on ${count} ClickHouse servers of this machine` : 'on one ClickHouse server',
    archive: async (name, filling) => {
      const [database, first] = [name.replaceAll('-', '_'), 'generated'];
      for (const one of [first, database]) {
        const target = new ClickHouseArchive(placeOf(server.url, one, cluster));
        await target.init();
        await target.close();
      }
      generated ??= fill(server, first, { ...filling, days: Math.min(filling.days, year.days) });
      const filled = await moved(
        server,
        { from: first, to: database, years: filling.days / year.days },
        await generated,
      );
      await settle(servers, database, count > 1 ? 'Shard' : '');
      return { filled, bytes: await bytesOf(servers, database), open: () => sourceOf(servers, database) };
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

async function fill(server: ClickHouseServer, database: string, filling: Filling): Promise<Filled> {
  const began = performance.now();
  const client = server.client(database);
  const waiting = new Map(Object.keys(filling.stores).map((store) => [store, { rows: emptyRows(), days: 0 }]));
  let [sessions, rows] = [0, 0];
  const insert = async (store: string) => {
    const { rows: all } = waiting.get(store) ?? {};
    if (all) {
      await fillClickHouse(client, all, { store });
      sessions += all.sessions.length + all.conferenceSessions.length;
      rows += Object.values(all).reduce((sum, list) => sum + list.length, 0);
      waiting.set(store, { rows: emptyRows(), days: 0 });
    }
  };
  for (const { store, rows: ofDay } of generatedDays(filling)) {
    const held = waiting.get(store);
    if (held) {
      appendRows(held.rows, ofDay);
      held.days += 1;
      if (held.days >= daysAtOnce) {
        await insert(store);
      }
    }
  }
  for (const store of waiting.keys()) {
    await insert(store);
  }
  return { sessions, rows, seconds: (performance.now() - began) / 1000 };
}

/** Puts years of rows into an archive: the one that another has, and it again so many weeks earlier. */
async function moved(
  server: Pick<ClickHouseServer, 'client'>,
  { from, to, years }: { readonly from: string; readonly to: string; readonly years: number },
  { sessions, rows }: Pick<Filled, 'sessions' | 'rows'>,
): Promise<Filled> {
  const began = performance.now();
  const client = server.client(to);
  for (const { name, time, columns } of archivedViews) {
    const instants = columns.filter(({ type }) => type === 'datetime').map((column) => column.name);
    for (let earlier = 0; earlier < (time === undefined ? 1 : years); earlier++) {
      const shifted = instants
        .map((column) => `subtractDays("${column}", ${year.apart * earlier}) as "${column}"`)
        .join(', ');
      await client.command({
        query: `insert into "${to}"."${name}" select * ${shifted === '' ? '' : `replace (${shifted})`} from "${from}"."${name}"`,
        clickhouse_settings: { distributed_foreground_insert: 1, max_memory_usage: '2000000000' },
      });
    }
  }
  return { sessions: sessions * years, rows: rows * years, seconds: (performance.now() - began) / 1000 };
}

/** Merges what ClickHouse would merge by and by, so that nothing else is at work while reports are measured. */
async function settle(
  servers: readonly Pick<ClickHouseServer, 'client'>[],
  database: string,
  suffix: string,
): Promise<void> {
  for (const server of servers) {
    for (const { name } of archivedViews) {
      await server.client(database).command({ query: `optimize table "${name}${suffix}" final` });
    }
  }
}

async function bytesOf(servers: readonly Pick<ClickHouseServer, 'client'>[], database: string): Promise<number> {
  let bytes = 0;
  for (const server of servers) {
    const answer = await server.client().query({
      query:
        'select toFloat64(sum(bytes_on_disk)) as bytes from system.parts where active and database = {database:String}',
      query_params: { database },
      format: 'JSONEachRow',
    });
    const [row] = await answer.json<{ bytes: number }>();
    bytes += row?.bytes ?? 0;
  }
  return bytes;
}

function sourceOf(
  servers: readonly [ClickHouseServer, ...ClickHouseServer[]],
  database: string,
): Source & { close(): void } {
  const { connection, limits } = validateSettings({
    ...{ engine: 'clickhouse', url: servers[0].url, archiveDatabase: database, username: reader.username },
    ...{ queryTimeout: 3600, maxRows: 1_000_000 },
  });
  if (connection.engine !== 'clickhouse') {
    throw new Error('The settings are those of ClickHouse.');
  }
  const inner = clickHouseEngine(connection, limits, { password: reader.password });
  let statements = 0;
  const engine: Engine = {
    ...inner,
    query: (statement, options) => {
      statements += 1;
      return inner.query(statement, options);
    },
  };
  return { engine, work: () => ({ statements, seconds: computed(servers) }), close: () => void inner.close() };
}
