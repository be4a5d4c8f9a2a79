import { afterEach } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginLogLine } from '../../preview/plugin-host/log-line.ts';
import { startPlugin, type PluginProcess, type StartOptions } from '../../preview/plugin-host/plugin-process.ts';

/** A plugin under test with what it has logged so far. */
export interface TestPlugin {
  readonly plugin: PluginProcess;
  readonly logs: PluginLogLine[];
  /** Resolves with the first line of this message, logged already or not yet. */
  logged(message: string): Promise<PluginLogLine>;
}

const running: PluginProcess[] = [];
const directories: string[] = [];

afterEach(async () => {
  const plugins = running.splice(0);
  plugins.forEach(({ process: child }) => child.kill('SIGKILL'));
  await Promise.all(plugins.map(({ exited }) => exited));
  plugins.forEach((plugin) => {
    plugin.close();
  });
  directories.splice(0).forEach((directory) => {
    rmSync(directory, { recursive: true, force: true });
  });
});

/** Starts a plugin that is killed after the test, if it still runs then. */
export async function start(options: StartOptions): Promise<TestPlugin> {
  const logs: PluginLogLine[] = [];
  const waiting = new Set<() => void>();
  const plugin = await startPlugin({
    ...options,
    onLog: (line) => {
      logs.push(line);
      waiting.forEach((check) => {
        check();
      });
    },
  });
  running.push(plugin);
  const logged = (message: string): Promise<PluginLogLine> =>
    new Promise((resolve) => {
      const check = (): void => {
        const line = logs.find((candidate) => candidate.message === message);
        if (line) {
          waiting.delete(check);
          resolve(line);
        }
      };
      waiting.add(check);
      check();
    });
  return { plugin, logs, logged };
}

/** Starts the plugin of `tests/protocol/fixture-plugin.ts` from source. */
export function startFixture(options: Omit<StartOptions, 'executable' | 'args'> = {}): Promise<TestPlugin> {
  const source = join(import.meta.dirname, '../protocol/fixture-plugin.ts');
  return start({ executable: process.execPath, args: [source], ...options });
}

/** A new directory with a short path, removed after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gpx-'));
  directories.push(directory);
  return directory;
}

/** Resolves once the condition holds; the test's own time limit is the only one. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
