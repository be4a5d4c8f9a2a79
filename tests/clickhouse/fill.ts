import type { ClickHouseClient } from '@clickhouse/client';
import { archivedColumns, archivedValues } from '../../archive/clickhouse/rows.ts';
import { viewOfRows, type CdrRows } from '../../demo/generator/rows.ts';
import { lcsCdrTable } from '../../demo/lcscdr/tables.ts';
import { TableRows } from '../../demo/loaders/table-rows.ts';
import { archivedViews } from '../../pkg/cdr/schema/archive.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one insert. */
const batchRows = 50_000;

/**
 * Puts rows of an LcsCDR into the tables of an archive, as an archiver would.
 * @param store the name of the LcsCDR
 * @param copied when, epoch milliseconds: of two copies of a row the newer one counts
 */
export async function fillClickHouse(
  client: ClickHouseClient,
  rows: CdrRows,
  { store = 'main', copied = 1 }: { readonly store?: string; readonly copied?: number } = {},
): Promise<void> {
  const lists = new Map<string, readonly Row[]>([
    ...Object.entries(viewOfRows).map(([list, view]) => [view, rows[list as keyof CdrRows]] as const),
    ...dictionariesOf(rows),
  ]);
  for (const view of archivedViews) {
    const list = lists.get(view.name) ?? [];
    const valuesOf = archivedValues(view.name, { store, copied });
    for (let from = 0; from < list.length; from += batchRows) {
      await client.insert({
        table: view.name,
        columns: archivedColumns(view),
        values: list.slice(from, from + batchRows).map(valuesOf),
        format: 'JSONCompactEachRow',
        // On a cluster: answered when every shard has its rows.
        clickhouse_settings: { distributed_foreground_insert: 1 },
      });
    }
  }
}

/** The rows of dictionaries, numbered as a loader of LcsCDR numbers them. */
function dictionariesOf(rows: CdrRows): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  new TableRows((table, values) => {
    if (archivedViews.some(({ name, time }) => name === table && time === undefined)) {
      const { columns } = lcsCdrTable(table);
      const row = Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));
      found.set(table, [...(found.get(table) ?? []), row]);
    }
  }).write(rows);
  return found;
}
