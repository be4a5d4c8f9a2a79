import { isAbsolute } from 'node:path';
import type { ArchiveFileConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import type { Engine, FoundRow } from '../engine.ts';
import { sqliteEngine, type SqliteConnection } from './engine.ts';
import { openInThread } from './worker-client.ts';

/** Every column of every table, as SQLite itself lists them. */
const catalogSql = `select '' as TABLE_SCHEMA, t.name as TABLE_NAME, c.name as COLUMN_NAME
  from sqlite_master as t join pragma_table_info(t.name) as c where t.type = 'table'`;

/**
 * An archive in a file that an archiver fills: read alone, in a thread of its own.
 * @throws DiagnosticsError `settings` where no file is named
 */
export function archiveFileEngine(
  { archivePath }: ArchiveFileConnection,
  open: (path: string) => SqliteConnection = (path) => openInThread({ kind: 'archive', path }),
): Engine {
  if (archivePath === '') {
    throw new DiagnosticsError(
      'settings',
      'Archive file is empty. Enter the path of the file that the archiver writes.',
    );
  }
  if (!isAbsolute(archivePath)) {
    throw new DiagnosticsError('settings', 'Archive file is a relative path. Enter the whole path of the file.');
  }
  const connection = shared(() => open(archivePath));
  return sqliteEngine({
    place: `Connected to the archive ${archivePath}`,
    open: connection.open,
    catalog: async (signal): Promise<readonly FoundRow[]> => {
      const rows = await connection
        .open()
        .query(catalogSql, [], signal)
        .catch((cause: unknown) => {
          signal.throwIfAborted();
          throw failed(archivePath, cause);
        });
      if (!rows.some(({ TABLE_NAME }) => TABLE_NAME === 'ArchiveSlices')) {
        throw new DiagnosticsError(
          'schema',
          `${archivePath} is no archive. Enter the path of the file that the archiver writes.`,
        );
      }
      return rows;
    },
    failed: (cause) => failed(archivePath, cause),
  });
}

/** One connection, opened with the first question and again after it was closed. */
function shared(open: () => SqliteConnection): { open(): SqliteConnection } {
  let connection: SqliteConnection | undefined;
  return {
    open: () => {
      const opened = connection ?? open();
      connection = opened;
      return {
        query: (sql, parameters, signal) => opened.query(sql, parameters, signal),
        close: async () => {
          connection = undefined;
          await opened.close();
        },
      };
    },
  };
}

/** What SQLite says of the file, in words that tell what to do; https://sqlite.org/rescode.html. */
const sentences = [
  [
    /unable to open|CANTOPEN|ENOENT/i,
    'network',
    'cannot be opened. Check the path, and that Grafana may read the file and its folder; an archiver that has ended leaves it to Grafana to write the two files -wal and -shm beside it.',
  ],
  [/not a database|NOTADB/i, 'schema', 'is no archive. Enter the path of the file that the archiver writes.'],
  [
    /readonly|EACCES|permission/i,
    'permission',
    'may not be read. Let the account of Grafana read the file and write to its folder.',
  ],
  [/malformed|CORRUPT/i, 'server', 'is damaged. Restore it from a backup.'],
  [/locked|busy/i, 'timeout', 'is locked by another program. Try again.'],
] as const;

function failed(path: string, cause: unknown): DiagnosticsError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, code, told] =
    sentences.find(([sign]) => sign.test(text)) ??
    ([/./, 'server', 'could not answer. The Grafana log has the details.'] as const);
  return new DiagnosticsError(code, `The archive ${path} ${told}`, { cause });
}
