import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../pkg/cdr/schema/views.ts';
import { generateBetween, spanStart } from './generator/generate.ts';
import type { CdrOptions } from './generator/options.ts';
import { createSchema } from './lcscdr/ddl.ts';
import { SqliteFiller } from './loaders/fill-sqlite.ts';

/** Milliseconds after which `extend` has something to do. */
const extendAfter = 30_000;

/** What the demo data is generated from. */
export interface DemoOptions extends CdrOptions {
  /** Stops at `end`: the content never changes, which is what tests want. Otherwise it keeps up with the clock. */
  readonly frozen?: boolean;
}

/** The generated content of a SQLite database, which keeps up with the clock. */
export class DemoData {
  readonly #options: DemoOptions;
  readonly #now: () => Instant;
  readonly #filler: SqliteFiller;
  #upTo: Instant;

  /** Creates tables and views in an empty database and fills them. */
  constructor(db: DatabaseSync, options: DemoOptions, now: () => Instant = Date.now) {
    this.#options = options;
    this.#now = now;
    // Indexes are built faster over what is there than row by row.
    const isIndex = (statement: string) => statement.startsWith('CREATE INDEX');
    const schema = createSchema('sqlite');
    for (const statement of schema.filter((one) => !isIndex(one))) {
      db.exec(statement);
    }
    this.#filler = new SqliteFiller(db);
    this.#upTo = options.end;
    this.#filler.fill(generateBetween(options, spanStart(options), options.end));
    for (const statement of schema.filter(isIndex)) {
      db.exec(statement);
    }
  }

  /** Adds the sessions that started since the last time. */
  extend(): void {
    const now = this.#now();
    if (this.#options.frozen || now - this.#upTo < extendAfter) {
      return;
    }
    this.#filler.fill(generateBetween(this.#options, this.#upTo, now));
    this.#upTo = now;
  }
}
