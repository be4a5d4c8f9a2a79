import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { filesBelow } from '../packaging/files-below.ts';

/** A file of a package. */
export interface PackedFile {
  /** Path in the archive, with slashes. */
  readonly path: string;
  /** Unix mode with the type of the file, such as 0o100755. */
  readonly mode: number;
  /** Its bytes, or the first of them. */
  read(limit?: number): Promise<Buffer>;
}

/** A package, packed or not. */
export interface PluginArchive {
  readonly path: string;
  readonly kind: 'zip' | 'folder';
  readonly files: readonly PackedFile[];
  close(): void;
}

/**
 * Opens a zip, or a folder with the files of one plugin.
 * @throws Error where it is neither, or a zip has paths that lead out of it
 */
export async function openArchive(path: string): Promise<PluginArchive> {
  return statSync(path).isDirectory() ? openFolder(path) : openZip(path);
}

async function openZip(path: string): Promise<PluginArchive> {
  const zip = await openPromise(path, { autoClose: false });
  const files: PackedFile[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('/')) {
      files.push({
        path: entry.fileName,
        mode: entry.externalFileAttributes >>> 16,
        read: (limit) => readEntry(zip, entry, limit),
      });
    }
  }
  return { path, kind: 'zip', files, close: () => zip.close() };
}

async function readEntry(zip: ZipFile, entry: Entry, limit = Infinity): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

function openFolder(path: string): PluginArchive {
  const files = filesBelow(path).map((file) => ({
    path: file,
    mode: statSync(join(path, file)).mode,
    read: (limit?: number) => Promise.resolve(readFileSync(join(path, file)).subarray(0, limit)),
  }));
  return { path, kind: 'folder', files, close: () => undefined };
}
