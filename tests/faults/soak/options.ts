import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface SoakOptions {
  readonly minutes: number;
  /** Makes the order of the faults, and how long each lasts. */
  readonly seed: number;
}

const usage = `npm run soak -- [--minutes 20] [--seed N]

Cuts, forgets, refuses and resets the connections of the built plugin to a SQL Server in random order, while it is asked.
The server is the one that MSSQL_TEST_URL names, or one that only pretends to be a SQL Server.`;

/** @throws Error with the usage for what is not understood */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string', default: '20' }, seed: { type: 'string' }, help: { type: 'boolean' } },
  });
  const minutes = Number(values.minutes);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (values.help === true || !(minutes > 0) || !Number.isInteger(seed)) {
    throw new Error(usage);
  }
  return { minutes, seed };
}
