import { existsSync } from 'node:fs';
import { join } from 'node:path';

const os = process.platform === 'win32' ? 'windows' : process.platform;
const arch = process.arch === 'x64' ? 'amd64' : process.arch;
const name = `gpx_calldiagnostics_${os}_${arch}${os === 'windows' ? '.exe' : ''}`;

/** Path of the built back end for this machine. `npm test` builds it first. */
export function builtExecutable(): string {
  const path = join(import.meta.dirname, '../../dist', name);
  if (!existsSync(path)) {
    throw new Error('The back end is not built: run "npm run build".');
  }
  return path;
}
