import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openArchiveDatabase } from '../../../pkg/cdr/engines/sqlite/archive-database.ts';
import { archiveFileEngine } from '../../../pkg/cdr/engines/sqlite/archive-engine.ts';
import { metered } from '../metered.ts';
import type { Source } from '../refresh/database.ts';
import { fillFile, year, type Filling } from './fill.ts';
import { fillLonger } from './longer-file.ts';
import type { Shelf } from './shelf.ts';

/** An archive in a file, read in this process. */
function fileSource(archivePath: string): Source & { close(): void } {
  const database = openArchiveDatabase(archivePath);
  const { connection, work } = metered(database);
  const engine = archiveFileEngine({ engine: 'archiveFile', archivePath }, () => connection);
  return { engine, work, close: () => database.close() };
}

/** Archives in files of a folder, read in one thread. */
export const inFiles = (folder: string): Shelf => {
  const made = async <Made>(name: string, make: (path: string) => Promise<Made>) => {
    const path = join(folder, `${name}.db`);
    return { path, made: existsSync(path) ? undefined : await make(path) };
  };
  return {
    name: 'in a file, one thread',
    archive: async (name: string, filling: Filling) => {
      const days = Math.min(filling.days, year.days);
      const first = await made(`generated-${days}`, (path) => fillFile(path, { ...filling, days }));
      const { path } =
        days === filling.days
          ? first
          : await made(name, (to) => fillLonger(to, { from: first.path, end: filling.end }, filling.days / year.days));
      return { filled: first.made, bytes: statSync(path).size, open: () => fileSource(path) };
    },
    close: () => Promise.resolve(),
  };
};
