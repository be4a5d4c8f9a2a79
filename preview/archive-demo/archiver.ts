import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { onLine } from '../plugin-host/lines.ts';
import type { ArchiveDemo } from './options.ts';
import type { DemoPlace } from './places.ts';

/** What the archiver tells of itself, line by line. */
interface Told {
  readonly event: string;
  readonly store?: string;
  readonly done?: number;
  readonly of?: number;
  readonly upTo?: string;
  readonly message: string;
}

/** The archiver at work on the demo. */
export interface RunningArchiver {
  /** Every store is copied for the first time; it goes on with what is new. */
  readonly filled: Promise<void>;
  stop(): Promise<void>;
}

const day = 24 * 3_600_000;

/**
 * Has the archiver copy generated LcsCDR databases into a new archive, first what they have and then what is new.
 * @param archive where that is, as in archive.yaml, which is written into the folder
 * @param tell takes sentences on how far it is
 */
export async function startArchiver(
  executable: string,
  { folder, archive }: { readonly folder: string; readonly archive: DemoPlace['archive'] },
  { days, stores }: ArchiveDemo,
  tell: (text: string) => void,
): Promise<RunningArchiver> {
  const config = join(folder, 'archive.yaml');
  const yaml = {
    archive,
    // Nothing is purged here; the whole span is copied at first.
    stores: stores.map(({ name, ...demo }) => ({
      name,
      engine: 'embedded',
      keepDays: days + 1,
      demo: { ...demo, days },
    })),
  };
  writeFileSync(config, stringify(yaml));
  await initialize(executable, config);
  const from = new Date(Date.now() - days * day).toISOString().slice(0, 10);
  const archiver = spawn(executable, ['archive', 'run', '--from', from, '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(archiver, 'exit');
  const waiting = new Set(stores.map(({ name }) => name));
  const filled = new Promise<void>((resolve, reject) => {
    onLine(archiver.stdout, (line) => {
      const { event, store = '', done = 0, of = 0, upTo = '', message } = JSON.parse(line) as Told;
      if (event === 'progress' && of > 0 && waiting.has(store)) {
        tell(`  ${store}: ${Math.floor((100 * done) / of)} %, up to ${upTo.slice(0, 10)}`);
      } else if (event === 'failed') {
        reject(new Error(`The archiver says: ${message}`));
      } else if (event === 'pass' && waiting.delete(store)) {
        tell(`  ${store}: ${message}`);
        if (waiting.size === 0) {
          resolve();
        }
      }
    });
    archiver.once('exit', () => {
      reject(new Error('The archiver has ended.'));
    });
  });
  // Nobody listens any more once it is stopped.
  filled.catch(() => undefined);
  return {
    filled,
    stop: async () => {
      archiver.kill('SIGTERM');
      await exited;
    },
  };
}

async function initialize(executable: string, config: string): Promise<void> {
  const init = spawn(executable, ['archive', 'init', '--config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(init, 'exit')) as [number | null];
  if (code !== 0) {
    throw new Error(`"archive init" ended with exit code ${String(code)}.`);
  }
}
