import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { writeChecksums } from '../../../scripts/packaging/checksums.ts';
import { filesBelow } from '../../../scripts/packaging/files-below.ts';
import { packageName } from '../../../scripts/packaging/package-name.ts';
import { stage } from '../../../scripts/packaging/stage.ts';
import { temporaryDirectory } from '../../support/plugins.ts';
import { buildOutput, release } from './build-output.ts';

/** A file to be packed. */
export interface FileToPack {
  readonly data: Buffer;
  readonly mode: number;
}

/** Files by their path in the zip; tests break some of them. */
export type PackageFiles = Map<string, FileToPack>;

/** The files of a package nothing is wrong with, for all platforms. */
export function goodFiles(): PackageFiles {
  const directory = mkdtempSync(join(tmpdir(), 'gpx-good-'));
  try {
    const folder = stage(buildOutput(join(directory, 'dist')), join(directory, 'stage'));
    return new Map(
      filesBelow(folder).map((path) => [
        `${release.id}/${path}`,
        { data: readFileSync(join(folder, path)), mode: path.startsWith(release.executable) ? 0o100755 : 0o100644 },
      ]),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Packs files into a zip, with its checksums beside it, and returns its path. It is removed after the test. */
export async function pack(files: PackageFiles, name = packageName(release)): Promise<string> {
  const path = join(temporaryDirectory(), name);
  const zip = new ZipFile();
  for (const [file, { data, mode }] of files) {
    zip.addBuffer(data, file, { mode, compress: false });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  await writeChecksums(path);
  return path;
}
