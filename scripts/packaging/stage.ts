import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executableName } from './executable-name.ts';
import type { Release } from './release.ts';

export interface StageOptions {
  /** The repository: manifest, pictures and texts come from here. */
  readonly root: string;
  /** What the build made: executables, module.js, dashboards. */
  readonly dist: string;
  readonly release: Release;
  /** Platforms whose executables belong into the package, such as `linux_amd64`. */
  readonly platforms: readonly string[];
  /** Text of THIRD-PARTY-NOTICES.txt. */
  readonly notices: string;
}

/**
 * Lays out the files of one package in `into/<plugin id>`, which is made anew, and returns that path. Nothing that merely
 * lies about in `dist` gets in.
 * @throws Error where something is not built
 */
export function stage({ root, dist, release, platforms, notices }: StageOptions, into: string): string {
  const folder = join(into, release.id);
  rmSync(into, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const executables = platforms.map((platform) => executableName(release.executable, platform));
  for (const name of [...executables, 'module.js', 'module.js.map', 'dashboards']) {
    if (!existsSync(join(dist, name))) {
      throw new Error(`dist/${name} is missing: build it first, or package without --no-build.`);
    }
    cpSync(join(dist, name), join(folder, name), { recursive: true });
  }
  for (const name of ['plugin.json', 'img', 'CHANGELOG.md', 'LICENSE']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  cpSync(join(root, 'src', 'README.md'), join(folder, 'README.md'));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices);
  return folder;
}
