import { DiagnosticsError } from '../../pkg/errors.ts';

/** What tells an archive from any other SQLite file: `CDAR`, in the header of the file. */
export const archiveMark = 0x43444152;

/** What SQLite says, in words that tell what to do; the codes are those of https://sqlite.org/rescode.html. */
const sentences: readonly (readonly [sign: RegExp, code: 'server' | 'permission' | 'settings', told: string])[] = [
  [
    /database or disk is full|SQLITE_FULL|ENOSPC/i,
    'server',
    'the disk is full. Free some space; nothing is lost, copying goes on by itself.',
  ],
  [
    /readonly|SQLITE_READONLY|EACCES|EPERM/i,
    'permission',
    'it may not be written to. Give the account of the archiver the right to write to the file and its folder.',
  ],
  [
    /unable to open|SQLITE_CANTOPEN|ENOENT/i,
    'settings',
    'it cannot be opened. Check the path, and that the account of the archiver may write to the folder.',
  ],
  [/not a database|SQLITE_NOTADB/i, 'settings', 'it is no archive. Name a file that does not exist yet.'],
  [
    /malformed|SQLITE_CORRUPT/i,
    'server',
    'it is damaged. Restore it from a backup, or run "archive init" and "archive backfill" into a new file.',
  ],
  [/locked|busy|SQLITE_BUSY/i, 'server', 'somebody else is writing to it for more than a minute. Try again later.'],
];

/**
 * Does something with the file.
 * @throws DiagnosticsError where SQLite fails
 */
export function fileError<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DiagnosticsError) {
      throw error;
    }
    const text = error instanceof Error ? error.message : String(error);
    const [, code, told] = sentences.find(([sign]) => sign.test(text)) ?? [
      /./,
      'server' as const,
      `SQLite says: ${text}.`,
    ];
    throw new DiagnosticsError(code, `The archive ${path}: ${told}`, { cause: error });
  }
}
