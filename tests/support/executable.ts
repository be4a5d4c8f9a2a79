import { existsSync } from 'node:fs';
import { join } from 'node:path';

const os = process.platform === 'win32' ? 'windows' : process.platform;
const arch = process.arch === 'x64' ? 'amd64' : process.arch;
const name = `gpx_calldiagnostics_${os}_${arch}${os === 'windows' ? '.exe' : ''}`;

/**
 * Path of the built back end for this machine, which `npm test` builds first; PLUGIN_EXECUTABLE names another, such as a
 * script that starts the one of another platform.
 */
export function builtExecutable(): string {
  const path = process.env['PLUGIN_EXECUTABLE'] ?? join(import.meta.dirname, '../../dist', name);
  if (!existsSync(path)) {
    throw new Error('The back end is not built: run "npm run build".');
  }
  return path;
}
