import { openArchiveDatabase } from '../../../pkg/cdr/engines/sqlite/archive-database.ts';
import { archiveFileEngine } from '../../../pkg/cdr/engines/sqlite/archive-engine.ts';
import { metered } from '../metered.ts';
import type { Source } from '../refresh/database.ts';

/** An archive in a file, read in this process. */
export function fileSource(archivePath: string): Source & { close(): void } {
  const database = openArchiveDatabase(archivePath);
  const { connection, work } = metered(database);
  const engine = archiveFileEngine({ engine: 'archiveFile', archivePath }, () => connection);
  return { engine, work, close: () => database.close() };
}
