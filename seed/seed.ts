import type { ConnectionPool } from 'mssql';
import { connected } from './connect.ts';
import { fill, type Content, type Tell } from './fill.ts';
import { dropDemo, mark, markComplete, whatIsThere, type Mark } from './mark.ts';
import type { SeedOptions } from './options.ts';
import { createReader } from './reader.ts';
import { readTarget } from './target.ts';

const hour = 3600 * 1000;

/**
 * Creates the database where it is missing, fills it, and makes the login of the reader.
 * @param now end of the demo data, epoch milliseconds
 * @throws Error, DiagnosticsError or an error of the driver; the message says what to do
 */
export async function seed(options: SeedOptions, now: number, tell: Tell): Promise<void> {
  const target = readTarget(options.url, options.password);
  const { database } = target;
  const created = await connected(target.config('master'), async (master) => {
    const { recordset } = await master
      .request()
      .input('name', database)
      .query<{ id: number | null }>('select db_id(@name) as id');
    const missing = recordset[0]?.id == null;
    if (missing) {
      // The name consists of letters, digits, _ and -.
      await master.request().batch(`create database [${database}]`);
    }
    return missing;
  });
  tell(created ? `Created the database ${database}` : `The database ${database} exists`);
  await connected(target.config(database), async (pool) => {
    const there = await whatIsThere(pool);
    const content = { days: options.days, sessionsPerDay: options.sessionsPerDay, seed: options.seed, end: now };
    if (there === 'others') {
      throw new Error(
        `The database ${database} has tables that this command did not make, a real LcsCDR perhaps. It is left alone, also with --overwrite: name another database in the URL, best a new one.`,
      );
    }
    if (there !== 'nothing' && isFresh(there, content, options)) {
      tell(`Its demo data is from ${new Date(there.end).toISOString()}: left as it is`);
    } else {
      await replace(pool, there === 'nothing' ? undefined : there, content, options, tell);
    }
    if (options.reader) {
      await createReader(pool, target, options.reader, tell);
    }
  });
}

async function replace(
  pool: ConnectionPool,
  there: Mark | undefined,
  content: Content,
  options: SeedOptions,
  tell: Tell,
): Promise<void> {
  if (there) {
    if (!options.overwrite && options.refresh === undefined) {
      throw new Error('It has demo data already: --overwrite replaces it.');
    }
    tell('Dropping the demo data that is there. Rights on its tables go with it: --reader or sql/ brings them back');
    await dropDemo(pool);
  }
  await mark(pool, content);
  const sessions = await fill(pool, content, tell);
  await markComplete(pool);
  tell(`Filled: ${sessions} sessions of ${content.days} days up to ${new Date(content.end).toISOString()}`);
}

/** Whether what is there is whole, of the same options, and young enough. */
function isFresh(there: Mark, content: Content, { overwrite, refresh }: SeedOptions): boolean {
  const same = (['days', 'sessionsPerDay', 'seed'] as const).every((key) => there[key] === content[key]);
  return !overwrite && refresh !== undefined && there.complete && same && content.end - there.end < refresh * hour;
}
