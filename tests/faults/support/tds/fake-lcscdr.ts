import { viewColumns } from '../../../../pkg/cdr/schema/columns.ts';
import type { Reply } from './fake-sql-server.ts';
import type { TdsStatement } from './requests.ts';

/** Rows of INFORMATION_SCHEMA.COLUMNS of an LcsCDR that has all there is. */
const catalog = Object.entries(viewColumns).flatMap(([view, columns]) =>
  columns.map((column) => ({ TABLE_SCHEMA: 'dbo', TABLE_NAME: view, COLUMN_NAME: column })),
);

/** First and last peer-to-peer session that the fake tells. */
export const span = { first: new Date(Date.UTC(2026, 10, 1)), last: new Date(Date.UTC(2026, 10, 2, 3, 4, 5)) };

/**
 * Answers as an LcsCDR would: the catalog and the span of the sessions by itself, everything else as told.
 * @param told undefined for an answer without rows
 */
export function lcsCdr(told: (statement: TdsStatement) => Reply | undefined = () => undefined) {
  return (statement: TdsStatement): Reply => {
    if (statement.sql.includes('INFORMATION_SCHEMA.COLUMNS')) {
      return { rows: catalog };
    }
    if (/ as "first", max\(/.test(statement.sql)) {
      return { rows: [span] };
    }
    return told(statement) ?? {};
  };
}
