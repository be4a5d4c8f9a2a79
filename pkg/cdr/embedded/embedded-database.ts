import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createSchema } from '../../../demo/lcscdr/ddl.ts';
import type { Instant } from '../schema/views.ts';
import type { EmbeddedOptions, EmbeddedSummary } from './embedded-connection.ts';
import { generateBetween, spanStart } from '../../../demo/generator/generate.ts';
import { SqliteFiller } from '../../../demo/loaders/fill-sqlite.ts';

/** Milliseconds after which a query first brings the data up to now. */
const EXTEND_AFTER = 30_000;
const KEPT_STATEMENTS = 50;

/** A result as SQLite gives it: names, and rows as arrays of values. */
export interface RawResult {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** An LcsCDR in memory, generated from options, that keeps up with the clock. */
export class EmbeddedDatabase {
  readonly db = new DatabaseSync(':memory:');
  private readonly filler: SqliteFiller;
  private readonly statements = new Map<string, StatementSync>();
  private upTo: Instant;

  constructor(
    private readonly options: EmbeddedOptions,
    private readonly now: () => Instant = Date.now,
  ) {
    // Indexes are built faster over what is there than row by row.
    const isIndex = (statement: string) => statement.startsWith('CREATE INDEX');
    const schema = createSchema('sqlite');
    for (const statement of schema) if (!isIndex(statement)) this.db.exec(statement);
    // SQLite folds the case of ASCII letters only.
    this.db.function('ulower', { deterministic: true }, (value: unknown) =>
      typeof value === 'string' ? value.toLowerCase() : (value as SQLInputValue),
    );
    this.filler = new SqliteFiller(this.db);
    this.upTo = options.end;
    this.filler.fill(generateBetween(options, spanStart(options), options.end));
    for (const statement of schema.filter(isIndex)) this.db.exec(statement);
  }

  summary(): EmbeddedSummary {
    const count = (table: string) => Number(this.db.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()?.['n']);
    const sessions = count('SessionDetails') + count('ConferenceSessionDetails');
    return { sessions, from: spanStart(this.options), to: this.upTo };
  }

  /** Adds the sessions that started since the last time. */
  extend(): void {
    const now = this.now();
    if (this.options.frozen || now - this.upTo < EXTEND_AFTER) return;
    this.filler.fill(generateBetween(this.options, this.upTo, now));
    this.upTo = now;
  }

  run(sql: string, parameters: readonly unknown[]): RawResult {
    this.extend();
    const statement = this.statement(sql);
    const rows = statement.all(...parameters.map(bindable)) as unknown as readonly unknown[][];
    return { names: statement.columns().map(({ name }) => name), rows };
  }

  close(): void {
    this.db.close();
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const [oldest] = this.statements.keys();
    if (this.statements.size >= KEPT_STATEMENTS && oldest !== undefined) this.statements.delete(oldest);
    const statement = this.db.prepare(sql);
    statement.setReturnArrays(true);
    this.statements.set(sql, statement);
    return statement;
  }
}

function bindable(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (value === undefined || value === null) return null;
  // A number is bound as REAL, and a division by it gives fractions: whole ones go as INTEGER.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint' || typeof value === 'string') return value;
  throw new TypeError(`A parameter of type ${typeof value} cannot be bound`);
}
