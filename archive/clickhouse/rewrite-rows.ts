import { createHash } from 'node:crypto';
import { instantText } from '../../pkg/cdr/engines/clickhouse/values.ts';
import { copiedColumn, storeColumn, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import { keyColumns } from '../row-key.ts';
import type { Finding, Lease, SourceRow } from '../target.ts';
import { keptColumns } from './clickhouse-copy.ts';
import { quoted, text } from './ddl.ts';
import { archivedColumns, archivedValues } from './rows.ts';
import type { ArchiveServer } from './server.ts';

/** Rows that are changed at once: ClickHouse writes every part anew that has one of them. */
const batchRows = 1000;

/**
 * Puts other rows in the place of those of a store in which a text stands: inserts the new ones, then deletes all copies of the old ones,
 * also those that a newer copy hides. Killed in between and run again it finds what is left.
 * @param change gives the row to keep, or undefined where it is to stay as it is
 * @returns how many were changed
 */
export async function rewriteRows(
  {
    server,
    remove,
  }: {
    readonly server: ArchiveServer;
    readonly remove: (holds: string, parameters: readonly string[]) => Promise<void>;
  },
  lease: Lease,
  view: ArchivedView,
  { columns, needle }: Finding,
  change: (row: SourceRow) => SourceRow | undefined,
): Promise<number> {
  const names = keptColumns(view).map(quoted).join(', ');
  const found = columns
    .map((name) => `positionCaseInsensitiveUTF8(ifNull(${quoted(name)}, ''), {p2:String}) > 0`)
    .join(' or ');
  const changedOf = async (final: 0 | 1) => {
    const rows = await server.ask(
      `select ${names} from ${quoted(view.name)} where ${quoted(storeColumn)} = {p1:String} and (${found}) settings final = ${final}`,
      [lease.store, needle],
    );
    return rows.flatMap((row) => {
      const kept = change(row);
      return kept ? [{ row, kept }] : [];
    });
  };
  const newest = await changedOf(1);
  const all = await changedOf(0);
  for (const batch of batchesOf(newest)) {
    await lease.renew();
    const lines = batch.map(({ row, kept }) => {
      const copied = Number(row[copiedColumn]) + 1;
      return JSON.stringify(archivedValues(view.name, { store: lease.store, copied })(kept));
    });
    await server.insert(view.name, archivedColumns(view), () => [Buffer.from(`${lines.join('\n')}\n`)]);
  }
  const tuple = [...keyColumns(view), copiedColumn];
  const key = tuple
    .map((name) => (view.alsoKey.includes(name) ? `hex(SHA256(ifNull(toString(${quoted(name)}), '')))` : quoted(name)))
    .join(', ');
  for (const batch of batchesOf(all)) {
    await lease.renew();
    const copies = batch.map(({ row }) => `(${tuple.map((name) => literal(view, name, row[name])).join(', ')})`);
    await remove(`${quoted(storeColumn)} = {p1:String} and (${key}) in (${copies.join(', ')})`, [lease.store]);
  }
  return newest.length;
}

function batchesOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / batchRows) }, (_, index) =>
    items.slice(index * batchRows, (index + 1) * batchRows),
  );
}

/** A value of a key: of those that may be NULL a digest of the text, for the server keeps the statement, and a name may be among them. */
function literal(view: ArchivedView, name: string, value: unknown): string {
  const isTime = view.columns.find((column) => column.name === name)?.type === 'datetime';
  if (view.alsoKey.includes(name)) {
    const told =
      isTime && typeof value === 'number' ? instantText(value) : String((value as string | number | null) ?? '');
    return text(createHash('sha256').update(told).digest('hex').toUpperCase());
  }
  return isTime ? `fromUnixTimestamp64Milli(toInt64(${Number(value)}), 'UTC')` : String(Number(value));
}
