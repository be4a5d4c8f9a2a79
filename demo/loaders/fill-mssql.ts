import sql from 'mssql';
import { lcsCdrTable } from '../lcscdr/tables.ts';
import type { Cell, TableType } from '../lcscdr/table.ts';
import type { CdrRows } from '../generator/rows.ts';
import { TableRows } from './table-rows.ts';

/** Rows of one bulk load. */
const batchRows = 10_000;

/**
 * Fills a database made by `createSchema('mssql')` over an open pool. For tests and seed jobs: nothing of the product
 * imports this file, as nothing of the product writes. The database must not have been filled before.
 * @param parts rows as `generateHours` yields them, or the rows of `generateCdr` in a list
 */
export async function fillMssql(pool: Pick<sql.ConnectionPool, 'request'>, parts: Iterable<CdrRows>): Promise<void> {
  const waiting = new Map<string, (readonly Cell[])[]>();
  const rows = new TableRows((table, values) => {
    const list = waiting.get(table);
    if (list) {
      list.push(values);
    } else {
      waiting.set(table, [values]);
    }
  });
  const load = async (atLeast: number) => {
    for (const [table, list] of waiting) {
      while (list.length >= atLeast) {
        await pool.request().bulk(bulkTable(table, list.splice(0, batchRows)));
      }
    }
  };
  for (const part of parts) {
    rows.write(part);
    await load(batchRows);
  }
  await load(1);
}

/** A bulk load of some rows, with the columns of the table as they are described. */
function bulkTable(name: string, rows: readonly (readonly Cell[])[]): sql.Table {
  const { columns, key } = lcsCdrTable(name);
  const bulk = new sql.Table(`dbo.${name}`);
  bulk.create = false;
  for (const column of columns) {
    bulk.columns.add(column.name, driverType(column.type), { nullable: !key.includes(column.name) });
  }
  for (const values of rows) {
    bulk.rows.add(...values.map((value, i) => driverValue(columns[i]?.type ?? 'int', value)));
  }
  return bulk;
}

const plainTypes = {
  bit: sql.Bit,
  // Not DateTime2: its value of a tick is another one and would not be found by its key.
  datetime: sql.DateTime,
  image: sql.Image,
  int: sql.Int,
  smallint: sql.SmallInt,
  tinyint: sql.TinyInt,
  uniqueidentifier: sql.UniqueIdentifier,
} as const;

function driverType(type: TableType): (() => sql.ISqlType) | sql.ISqlType {
  if (type in plainTypes) {
    return plainTypes[type as keyof typeof plainTypes];
  }
  const length = type.endsWith('(max)') ? sql.MAX : Number(/\d+/.exec(type)?.[0]);
  if (type.startsWith('nvarchar')) {
    return sql.NVarChar(length);
  }
  return type.startsWith('varchar') ? sql.VarChar(length) : sql.VarBinary(length);
}

function driverValue(type: TableType, value: Cell): string | number | boolean | Date | Buffer | null {
  if (value === null) {
    return null;
  }
  if (type === 'datetime') {
    return new Date(Number(value));
  }
  if (type === 'bit') {
    return value === 1;
  }
  // The views read these bytes in the code page of the database, which agrees with Latin-1 on what we write.
  if (type === 'image' || type.startsWith('varbinary')) {
    return Buffer.from(String(value), 'latin1');
  }
  return value;
}
