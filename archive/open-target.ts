import type { ArchivePlace } from './config.ts';
import type { ArchiveTarget } from './target.ts';

/**
 * Opens an archive; what writes to it is loaded with it.
 * @throws DiagnosticsError naming what is missing or wrong
 */
export async function openTarget(place: ArchivePlace): Promise<ArchiveTarget> {
  if (place.kind === 'file') {
    const { FileArchive } = await import('./file/file-archive.ts');
    return new FileArchive(place.file);
  }
  const { ClickHouseArchive } = await import('./clickhouse/clickhouse-archive.ts');
  return new ClickHouseArchive(place);
}
