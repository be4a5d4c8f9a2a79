import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** What the packages of one release are made from and called. */
export interface Release {
  /** Id of the plugin, which is also the name of the folder in a package. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Day of the release, midnight local time: what a zip records as the time of every file. */
  readonly date: Date;
  /** Start of the executables' names, from plugin.json. */
  readonly executable: string;
}

const pluginJson = v.object({
  id: v.string(),
  name: v.string(),
  executable: v.string(),
  info: v.object({ version: v.string(), updated: v.pipe(v.string(), v.isoDate()) }),
});
const packageJson = v.object({ version: v.string() });

/**
 * Reads plugin.json and package.json of the repository.
 * @throws Error where they name different versions
 */
export function readRelease(root: string): Release {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const { id, name, executable, info } = v.parse(pluginJson, read('plugin.json'));
  const { version } = v.parse(packageJson, read('package.json'));
  if (info.version !== version) {
    throw new Error(`package.json says version ${version}, plugin.json says ${info.version}: make them the same.`);
  }
  const [year = 0, month = 1, day = 1] = info.updated.split('-').map(Number);
  return {
    id,
    name,
    version,
    date: new Date(year, month - 1, day),
    executable,
  };
}
