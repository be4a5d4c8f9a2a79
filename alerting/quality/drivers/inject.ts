import type { SqliteDatabase } from '../../../pkg/cdr/engines/sqlite/database.ts';
import type { Incident } from './incidents.ts';

/** Does some work on a database in which incidents have happened; afterwards they have not. */
export async function withIncidents<T>(
  database: SqliteDatabase,
  incidents: readonly Incident[],
  work: () => Promise<T>,
): Promise<T> {
  database.run('BEGIN', []);
  try {
    for (const { failing, diagnosticId, responseCode, user } of incidents) {
      for (const { table, time, seq } of failing) {
        const key = 'WHERE SessionIdTime = ? AND SessionIdSeq = ?';
        database.run(`UPDATE ${table} SET DiagnosticId = ?, ResponseCode = ? ${key}`, [
          diagnosticId,
          responseCode,
          time,
          seq,
        ]);
        if (user !== undefined) {
          const id = '(SELECT UserId FROM Users WHERE UserUri = ?)';
          // Whoever started the session is its first party.
          const side = `User1Id = ${id}, SessionStartedById = ${id}`;
          database.run(`UPDATE ${table} SET ${side} ${key}`, [user, user, time, seq]);
        }
      }
    }
    return await work();
  } finally {
    database.run('ROLLBACK', []);
  }
}
