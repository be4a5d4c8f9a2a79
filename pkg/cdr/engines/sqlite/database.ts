import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { addressKey, nameKey } from '../../names.ts';

const keptStatements = 50;

/** A result as SQLite gives it: names, and rows as arrays of values. */
export interface RawResult {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** An LcsCDR in a SQLite database, whatever filled it. Adds the functions `name_key` and `address_key`, which the queries use. */
export class SqliteDatabase {
  readonly #db: DatabaseSync;
  readonly #beforeQuery: () => void;
  readonly #statements = new Map<string, StatementSync>();

  /** @param beforeQuery runs ahead of every query, for content that moves on */
  constructor(db: DatabaseSync, beforeQuery: () => void = () => undefined) {
    this.#db = db;
    this.#beforeQuery = beforeQuery;
    for (const [name, keyOf] of Object.entries({ name_key: nameKey, address_key: addressKey })) {
      db.function(name, { deterministic: true }, (value: unknown) =>
        typeof value === 'string' ? keyOf(value) : (value as SQLInputValue),
      );
    }
  }

  run(sql: string, parameters: readonly unknown[]): RawResult {
    this.#beforeQuery();
    const statement = this.#statement(sql);
    const rows = statement.all(...parameters.map(bindable)) as unknown as readonly unknown[][];
    return { names: statement.columns().map(({ name }) => name), rows };
  }

  close(): void {
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) {
      return known;
    }
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= keptStatements && oldest !== undefined) {
      this.#statements.delete(oldest);
    }
    const statement = this.#db.prepare(sql);
    statement.setReturnArrays(true);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function bindable(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  if (value instanceof Date) {
    return value.getTime();
  }
  if (value === undefined || value === null) {
    return null;
  }
  // A number is bound as REAL, and a division by it gives fractions: whole ones go as INTEGER.
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (typeof value === 'bigint' || typeof value === 'string') {
    return value;
  }
  throw new TypeError(`A parameter of type ${typeof value} cannot be bound`);
}
