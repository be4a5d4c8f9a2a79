/** A `datetime` of SQL Server in UTC, as epoch milliseconds: ticks of 1/300 s, hence only .000, .003 and .007 endings. */
export type Instant = number;
/** `bit`. */
export type Bit = 0 | 1;
/** `uniqueidentifier`, upper case with hyphens. */
export type Guid = string;

/** Types of SQL Server that the columns of LcsCDR have. */
export type SqlType =
  | 'bit'
  | 'datetime'
  | 'int'
  | 'smallint'
  | 'tinyint'
  | 'uniqueidentifier'
  | `${'nvarchar' | 'varchar'}(${number | 'max'})`;

/** A column as the schema describes it: its type, and whether it is never NULL. */
export type ColumnDescription = SqlType | `${SqlType} not null`;

/** What a query brings for a column of that description. */
export type ColumnValue<Description extends ColumnDescription> = Description extends `${infer Type} not null`
  ? ValueOf<Type>
  : ValueOf<Description> | null;

type ValueOf<Type extends string> = Type extends 'datetime'
  ? Instant
  : Type extends 'bit'
    ? Bit
    : Type extends 'uniqueidentifier'
      ? Guid
      : Type extends 'int' | 'smallint' | 'tinyint'
        ? number
        : string;
