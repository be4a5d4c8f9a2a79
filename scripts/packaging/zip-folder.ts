import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { filesBelow } from './files-below.ts';

/** Modes of the entries: an executable of the plugin, and any other file. */
const modes = { executable: 0o100755, file: 0o100644 };

/**
 * Packs a folder, itself included, into a zip that depends on the names and bytes of its files alone: sorted entries, one
 * date for all, modes by kind. The date goes in as the zip format's local time, so that the time zone does not matter either.
 *
 * @param executable start of the names of files that must be executable
 */
export async function zipFolder(folder: string, target: string, date: Date, executable: string): Promise<void> {
  const zip = new ZipFile();
  for (const path of filesBelow(folder)) {
    zip.addFile(join(folder, path), `${basename(folder)}/${path}`, {
      mode: path.startsWith(executable) ? modes.executable : modes.file,
      mtime: date,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target));
}
