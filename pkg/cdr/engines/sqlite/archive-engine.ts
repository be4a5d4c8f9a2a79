import { isAbsolute } from 'node:path';
import type { ArchiveFileConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import type { Engine, FoundRow } from '../engine.ts';
import { sqliteEngine, type SqliteConnection } from './engine.ts';
import { openInThread } from './worker-client.ts';

/** Every column of every table and view, as SQLite itself lists them. */
const catalogSql = `select '' as TABLE_SCHEMA, t.name as TABLE_NAME, c.name as COLUMN_NAME
  from sqlite_master as t join pragma_table_info(t.name) as c where t.type in ('table', 'view')`;

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
function failed(path: string, cause: unknown): DiagnosticsError {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (/unable to open|CANTOPEN|ENOENT/i.test(text)) {
    return new DiagnosticsError(
      'network',
      `The archive ${path} cannot be opened. Check the path, and that Grafana may read the file and write to its folder.`,
      { cause },
    );
  }
  if (/not a database|NOTADB/i.test(text)) {
    return new DiagnosticsError(
      'schema',
      `${path} is no archive. Enter the path of the file that the archiver writes.`,
      {
        cause,
      },
    );
  }
  if (/readonly|EACCES|permission/i.test(text)) {
    return new DiagnosticsError(
      'permission',
      `The archive ${path} may not be read. Let the account of Grafana read it.`,
      {
        cause,
      },
    );
  }
  if (/malformed|CORRUPT/i.test(text)) {
    return new DiagnosticsError('server', `The archive ${path} is damaged. Restore it from a backup.`, { cause });
  }
  return new DiagnosticsError('server', `The archive ${path} could not answer. The Grafana log has the details.`, {
    cause,
  });
}
