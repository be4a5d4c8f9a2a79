import type { ConnectionPool } from 'mssql';
import { generateBetween, spanStart } from '../demo/generator/generate.ts';
import type { CdrRows } from '../demo/generator/rows.ts';
import { fillMssql } from '../demo/loaders/fill-mssql.ts';
import { createSchema } from '../demo/lcscdr/ddl.ts';

/** Takes a line of progress. */
export type Tell = (line: string) => void;

/** What the content depends on; `end` in epoch milliseconds. */
export interface Content {
  readonly days: number;
  readonly sessionsPerDay: number;
  readonly seed: number;
  readonly end: number;
}

/** Creates tables and views and loads the sessions, with a line for each day. Returns the number of sessions. */
export async function fill(pool: ConnectionPool, content: Content, tell: Tell): Promise<number> {
  const statements = createSchema('mssql');
  tell(`Creating tables and views (${statements.length} statements)`);
  for (const statement of statements) {
    await pool.request().batch(statement);
  }
  let sessions = 0;

  function* hourByHour(): Generator<CdrRows> {
    let hours = 0;
    for (const part of generateBetween(content, spanStart(content), content.end)) {
      sessions += part.sessions.length + part.conferenceSessions.length;
      yield part;
      hours += 1;
      if (hours % 24 === 0) {
        tell(`  day ${hours / 24} of ${content.days}, ${sessions} sessions`);
      }
    }
  }

  await fillMssql(pool, hourByHour());
  return sessions;
}
