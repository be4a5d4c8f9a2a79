import { availableParallelism } from 'node:os';
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
 * An archive in a file that an archiver fills: read alone, in threads of its own.
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
  const connection = pooled(() => open(archivePath));
  return sqliteEngine({
    place: `Connected to the archive ${archivePath}`,
    open: () => connection,
    catalog: async (signal): Promise<readonly FoundRow[]> => {
      const rows = await connection.query(catalogSql, [], signal).catch((cause: unknown) => {
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

/** Threads that read one archive, at most: a question is as long as its scan, and a dashboard has many. */
const mostThreads = Math.min(4, availableParallelism());

/** Some connections, opened as questions come while all others are at work, and again after they were closed. */
function pooled(open: () => SqliteConnection): SqliteConnection {
  let members: { readonly connection: SqliteConnection; running: number }[] = [];
  const free = () => {
    const [best] = [...members].sort((a, b) => a.running - b.running);
    if (best && (best.running === 0 || members.length >= mostThreads)) {
      return best;
    }
    const opened = { connection: open(), running: 0 };
    members.push(opened);
    return opened;
  };
  return {
    query: async (sql, parameters, signal) => {
      const member = free();
      member.running += 1;
      try {
        return await member.connection.query(sql, parameters, signal);
      } finally {
        member.running -= 1;
      }
    },
    close: async () => {
      const closing = members;
      members = [];
      await Promise.all(closing.map(({ connection }) => connection.close()));
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
