import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './compose-file.ts';

/** How a run of `npm run seed` ended. */
export interface SeedRun {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the command with these arguments, and of the variables it knows with these alone. */
export function runSeed(args: readonly string[], variables: Readonly<Record<string, string>> = {}): SeedRun {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('LCSCDR_'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'seed/main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...Object.fromEntries(inherited), ...variables },
  });
  return { code: status, out: stdout, error: stderr };
}
