import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtExecutable } from '../support/executable.ts';

/** The executables that are measured. */
export interface Programs {
  readonly plugin: string;
  readonly empty: string;
  readonly protocolPlugin: string;
  readonly framePlugin: string;
}

/** The runtime that the plugin is built with, see scripts/build-backend.mjs. */
const os = process.platform === 'win32' ? 'windows' : process.platform;
const target = `bun-${os}-${process.arch}${process.arch === 'x64' ? '-baseline' : ''}`;
const suffix = process.platform === 'win32' ? '.exe' : '';

/**
 * Compiles the programs of this benchmark into a directory. The plugin is copied there, so that neither a build nor a
 * plugin running elsewhere, with which it would share memory, changes the figures.
 */
export function preparePrograms(directory: string): Programs {
  const plugin = join(directory, `plugin${suffix}`);
  copyFileSync(builtExecutable(), plugin);
  return {
    plugin,
    empty: compile('empty', directory),
    protocolPlugin: compile('protocol-plugin', directory),
    framePlugin: compile('frame-plugin', directory),
  };
}

function compile(name: string, directory: string): string {
  const outfile = join(directory, `${name}${suffix}`);
  const source = join(import.meta.dirname, 'programs', `${name}.ts`);
  const like = ['--bytecode', '--format=esm', '--minify-whitespace', '--minify-syntax'];
  const files = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
  const run = spawnSync(
    process.execPath,
    ['build', '--compile', `--target=${target}`, ...like, ...files, source, '--outfile', outfile],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) {
    throw new Error(`Compiling ${name} failed: ${run.stderr}`);
  }
  return outfile;
}
