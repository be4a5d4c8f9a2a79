import { tickFrom } from '../../../contract/instant.ts';

/**
 * A `datetime` parameter. SQL Server must get the type `datetime` itself: a `datetime2` or a string of the same instant
 * does not equal it from compatibility level 130 on.
 */
export class DatetimeParameter {
  /** Epoch milliseconds on a tick of 1/300 s. */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = tickFrom(ms);
  }
}

/** Whatever can travel to the database; values never become part of the statement's text. */
export type Parameter = string | number | null | DatetimeParameter;

/** A described query: text with placeholders, and the values in their order. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** A value as T-SQL text, for people who copy the executed query; it is never run by us. */
function literal(value: Parameter): { type: string; text: string } {
  if (value instanceof DatetimeParameter) {
    return { type: 'datetime', text: `'${new Date(value.ms).toISOString().slice(0, -1)}'` };
  }
  if (typeof value === 'number') {
    return { type: 'int', text: String(value) };
  }
  return { type: 'nvarchar(max)', text: value === null ? 'null' : `N'${value.replaceAll("'", "''")}'` };
}

/** The statement with its values declared, ready for a query window: shown in Grafana's query inspector. */
export function explain({ sql, parameters }: Statement, dialect: 'mssql' | 'sqlite'): string {
  const named = parameters.map((value, index) => ({ name: `@${index + 1}`, ...literal(value) }));
  if (dialect === 'sqlite') {
    // On one line, or the rest of a value with line breaks would be no comment.
    const values = named.map(({ text }) => text.replaceAll(/[\r\n]+/g, ' ')).join(', ');
    return named.length > 0 ? `-- ${values}\n${sql}` : sql;
  }
  const declared = named.map(({ name, type, text }) => `${name} ${type} = ${text}`);
  return declared.length > 0 ? `declare ${declared.join(',\n  ')};\n${sql}` : sql;
}
