import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeChecksums } from './checksums.ts';
import { packageName } from './package-name.ts';
import { signFolder, type Signing } from './signing.ts';
import { stage, type StageOptions } from './stage.ts';
import { zipFolder } from './zip-folder.ts';

export interface PackageOptions extends StageOptions {
  /** Folder for the packages. */
  readonly out: string;
  /** The one platform the package is for; undefined for all of `platforms`. */
  readonly platform?: string;
  readonly signing: Signing;
}

/**
 * Makes one package with its checksums, and returns its path. It is signed before it is packed, where that can be done.
 * @throws Error where something is not built, or signing fails
 */
export async function makePackage({ out, platform, signing, ...options }: PackageOptions): Promise<string> {
  const platforms = platform === undefined ? options.platforms : [platform];
  const staging = join(out, '.staging');
  mkdirSync(out, { recursive: true });
  try {
    const folder = stage({ ...options, platforms }, staging);
    if ('rootUrls' in signing) {
      signFolder(folder, signing.rootUrls);
    }
    const target = join(out, packageName(options.release, platform));
    await zipFolder(folder, target, options.release.date, options.release.executable);
    await writeChecksums(target);
    return target;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
