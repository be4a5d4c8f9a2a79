import type { ClickHouseClient } from '@clickhouse/client';
import { archivedViews } from '../../pkg/cdr/schema/archive.ts';
import type { Row } from './archived-rows.ts';

/** Rows of a store as they stand in the tables of an archive on ClickHouse: read without the archiver. */
export async function archivedInClickHouse(
  client: ClickHouseClient,
  store: string,
): Promise<ReadonlyMap<string, Row[]>> {
  const found = new Map<string, Row[]>();
  for (const { name, columns } of archivedViews) {
    const answer = await client.query({
      query: `select * from "${name}" where "Store" = {store:String}`,
      query_params: { store },
      format: 'JSONEachRow',
      clickhouse_settings: { final: 1, output_format_json_quote_64bit_integers: 0 },
    });
    const rows = await answer.json<Record<string, unknown>>();
    found.set(
      name,
      rows.map((row) =>
        Object.fromEntries(
          columns.map((column) => {
            const value = row[column.name];
            if (typeof value !== 'string') {
              return [column.name, value];
            }
            const { type } = column;
            return [
              column.name,
              type === 'datetime'
                ? Date.parse(`${value.replace(' ', 'T')}Z`)
                : type === 'uniqueidentifier'
                  ? value.toUpperCase()
                  : value,
            ];
          }),
        ),
      ),
    );
  }
  return found;
}
