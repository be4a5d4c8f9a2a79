import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openArchiveDatabase } from '../../../pkg/cdr/engines/sqlite/archive-database.ts';
import { archiveFileEngine } from '../../../pkg/cdr/engines/sqlite/archive-engine.ts';
import { metered } from '../metered.ts';
import type { Source } from '../refresh/database.ts';
import { fillFile, type Filling } from './fill.ts';
import type { Shelf } from './shelf.ts';

/** An archive in a file, read in this process. */
function fileSource(archivePath: string): Source & { close(): void } {
  const database = openArchiveDatabase(archivePath);
  const { connection, work } = metered(database);
  const engine = archiveFileEngine({ engine: 'archiveFile', archivePath }, () => connection);
  return { engine, work, close: () => database.close() };
}

/** Archives in files of a folder, read in one thread. */
export const inFiles = (folder: string): Shelf => ({
  name: 'in a file, one thread',
  archive: async (name: string, filling: Filling) => {
    const path = join(folder, `${name}.db`);
    const filled = existsSync(path) ? undefined : await fillFile(path, filling);
    return { filled, bytes: statSync(path).size, open: () => fileSource(path) };
  },
  close: () => Promise.resolve(),
});
