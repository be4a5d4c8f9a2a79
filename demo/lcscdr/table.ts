import type { SqlType } from '../../pkg/cdr/schema/sql-type.ts';

/** Types of SQL Server that the tables of LcsCDR use. */
export type TableType = SqlType | 'image' | `varbinary(${number})`;

/** A value as a row of a table carries it in memory: instants as epoch milliseconds, binary text as text. */
export type Cell = string | number | null;

/** One column of a table. Key columns are NOT NULL, all others may be NULL: Microsoft publishes no nullability. */
export interface Column {
  readonly name: string;
  readonly type: TableType;
}

/** One table: columns in their documented order, primary key, further indexes as lists of columns. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Empty where the documentation names no key that holds, see UserAgentDef. */
  readonly key: readonly string[];
  readonly indexes: readonly (readonly string[])[];
}

/** Describes a table in short: `table('Pools', ['PoolId'], { PoolId: 'int', PoolFQDN: 'nvarchar(256)' })`. */
export function table(
  name: string,
  key: readonly string[],
  columns: Readonly<Record<string, TableType>>,
  indexes: readonly (readonly string[])[] = [],
): Table {
  return { name, key, indexes, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })) };
}
