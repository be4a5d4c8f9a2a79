import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards } from '../../../dashboards/index.ts';
import { exported } from '../../../dashboards/exported.ts';
import { executableName } from '../../../scripts/packaging/executable-name.ts';
import { thirdPartyNotices } from '../../../scripts/packaging/notices.ts';
import { readRelease } from '../../../scripts/packaging/release.ts';
import type { StageOptions } from '../../../scripts/packaging/stage.ts';
import { fakeExecutable, platforms } from './fake-executables.ts';

/** The repository. */
export const root = join(import.meta.dirname, '../../..');

export const release = readRelease(root);

/**
 * Lays out in a folder what a build puts into dist/, with fake executables, and returns what packaging wants to know.
 * module.js is the built one: `npm test` builds it first.
 */
export function buildOutput(dist: string): StageOptions {
  mkdirSync(join(dist, 'dashboards'), { recursive: true });
  for (const file of ['module.js', 'module.js.map']) {
    if (!existsSync(join(root, 'dist', file))) {
      throw new Error('The front end is not built: run "npm run build".');
    }
    copyFileSync(join(root, 'dist', file), join(dist, file));
  }
  for (const [uid, dashboard] of Object.entries(dashboards)) {
    writeFileSync(join(dist, `dashboards/${uid}.json`), JSON.stringify(exported(dashboard, release.version), null, 2));
  }
  for (const platform of platforms) {
    writeFileSync(join(dist, executableName(release.executable, platform)), fakeExecutable(platform));
  }
  const { sources } = JSON.parse(readFileSync(join(dist, 'module.js.map'), 'utf8')) as { sources: string[] };
  const module = sources.map((source) => source.replace(/^webpack:\/\/[^/]+\//, 'src/'));
  return { root, dist, release, platforms, notices: thirdPartyNotices({ executables: [], module }, release, root) };
}
