import { sql } from 'kysely';
import type { CategoryMapping } from '../../contract/settings.ts';
import type { Category } from '../../contract/vocabulary.ts';
import { DiagnosticsError, type ErrorCode } from '../errors.ts';
import type { Dialect } from './dialect.ts';
import type { FoundRow } from './engines/engine.ts';
import type { Statement } from './parameter.ts';
import { serverTable } from './schema/server-table.ts';

/** What the server itself says of diagnostic IDs. */
export interface ServerClassification {
  readonly lines: readonly CategoryMapping[];
  /** What became of the table, in sentences for whoever presses Save & test. */
  readonly told: string;
  /** The table is there. */
  readonly exists: boolean;
  /** It could not be read this time. */
  readonly failed: boolean;
}

/** The categories of the server, by number. Source: table ErrorCategory of the CDR database schema. */
const categoryByNumber: readonly Category[] = ['success', 'expected', 'unexpected'];

/** How the columns may be called, in lower case without underscores. */
const names = {
  id: /^(ms)?diag(nostics?)?(id|code)?$/,
  category: /^(error|failure|(ms)?diag(nostics?)?)?(category|classification)(id)?$/,
  response: /^(sip)?(response|status)code$/,
};
const integers: readonly string[] = ['tinyint', 'smallint', 'int', 'bigint'];
const largest = 2 ** 31 - 1;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The columns that are read; without a response code, a row holds for every code that comes with its ID. */
interface Layout {
  readonly id: Column;
  readonly category: Column;
  readonly response: Column | undefined;
}

/**
 * Reads the server's own classification where its table is there and understood.
 * @param catalog rows of the catalog query, with DATA_TYPE
 * @param read runs a statement
 * @throws DiagnosticsError where the server cannot be reached; whatever else is wrong with the table is told, and costs only it
 */
export async function readServerClassification(
  catalog: readonly FoundRow[],
  dialect: Dialect,
  read: (statement: Statement) => Promise<readonly FoundRow[]>,
): Promise<ServerClassification> {
  const table = findTable(catalog);
  if (!table) {
    return without('MsDiagMetaData does not exist, or the login may not read it.', { exists: false });
  }
  const columns = `Its columns: ${table.columns.map(({ name, type }) => `${name} ${type}`).join(', ')}.`;
  const layout = layoutOf(table.columns);
  if (typeof layout === 'string') {
    return without(`MsDiagMetaData is not understood: ${layout} ${columns}`);
  }
  const { schema, name } = table;
  const { id, category, response } = layout;
  const query = sql`select ${sql.id(id.name)} as ${sql.id('id')}, ${sql.id(category.name)} as ${sql.id('category')}${response ? sql`, ${sql.id(response.name)} as ${sql.id('response')}` : sql``} from ${sql.id(...(schema ? [schema] : []), name)}`;
  try {
    return readRows(await read({ sql: query.compile(dialect.builder()).sql, parameters: [] }), columns);
  } catch (error) {
    if (!(error instanceof DiagnosticsError) || unreachable.includes(error.code)) {
      throw error;
    }
    return without(`MsDiagMetaData could not be read: ${error.message} ${columns}`, { failed: true });
  }
}

const unreachable: readonly ErrorCode[] = ['settings', 'auth', 'network', 'tls'];

function without(told: string, { exists = true, failed = false } = {}): ServerClassification {
  return { lines: [], told: `${told} Diagnostic IDs are classified by the built-in list.`, exists, failed };
}

/** The table in the spelling of the server; dbo is where LcsCDR keeps its own. */
function findTable(catalog: readonly FoundRow[]) {
  const rows = catalog.filter((row) => String(row.TABLE_NAME).toLowerCase() === serverTable.toLowerCase());
  const [first] = [...rows.filter((row) => String(row.TABLE_SCHEMA).toLowerCase() === 'dbo'), ...rows];
  if (!first) {
    return undefined;
  }
  const columns = rows
    .filter((row) => row.TABLE_SCHEMA === first.TABLE_SCHEMA && row.TABLE_NAME === first.TABLE_NAME)
    .map((row): Column => ({ name: String(row.COLUMN_NAME), type: String(row.DATA_TYPE).toLowerCase() }));
  return { schema: String(first.TABLE_SCHEMA), name: String(first.TABLE_NAME), columns };
}

/** The columns to read, or a sentence on what is not clear about them. */
function layoutOf(columns: readonly Column[]): Layout | string {
  const named = (pattern: RegExp) => columns.filter(({ name }) => pattern.test(name.toLowerCase().replaceAll('_', '')));
  const isInteger = ({ type }: Column) => integers.includes(type);
  const [ids, categories] = [named(names.id).filter(isInteger), named(names.category).filter(isInteger)];
  const responses = named(names.response);
  const [id] = ids;
  const [category] = categories;
  const [response] = responses;
  if (!id || ids.length > 1) {
    return `it has ${ids.length} columns of whole numbers that may be diagnostic IDs, where one was looked for.`;
  }
  if (!category || categories.length > 1) {
    return `it has ${categories.length} columns of whole numbers that may be categories, where one was looked for.`;
  }
  if (responses.length > 1 || (response && !isInteger(response))) {
    return 'it has response codes that are no whole numbers, or several columns of them.';
  }
  return { id, category, response };
}

/** Makes lines of the rows; leaves out those that say nothing clear, and counts them. */
function readRows(rows: readonly FoundRow[], columns: string): ServerClassification {
  const found = new Map<string, Set<Category>>();
  let unclear = 0;
  for (const row of rows) {
    const [id, number] = [wholeOf(row.id), wholeOf(row.category)];
    const category = number === null || number === undefined ? undefined : categoryByNumber[number];
    const response = wholeOf(row.response);
    if (id === null || id === undefined || !category || response === undefined) {
      unclear++;
    } else {
      const key = response === null ? `${id}` : `${id} ${response}`;
      found.set(key, (found.get(key) ?? new Set<Category>()).add(category));
    }
  }
  const lines: CategoryMapping[] = [];
  let contradicted = 0;
  for (const [key, categories] of found) {
    const [category, other] = categories;
    const [diagnosticId = 0, responseCode] = key.split(' ').map(Number);
    if (category && other === undefined) {
      lines.push({ diagnosticId, ...(responseCode !== undefined && { responseCode }), category });
    } else {
      contradicted++;
    }
  }
  const ids = new Set(lines.map(({ diagnosticId }) => diagnosticId)).size;
  if (ids === 0) {
    return without(`MsDiagMetaData has no row that can be used, of ${rows.length}. ${columns}`);
  }
  const leftOut = [
    ...(unclear > 0 ? [` ${unclear} rows have no ID, or no category from 0 to 2: left out.`] : []),
    ...(contradicted > 0 ? [` Its rows contradict each other on ${contradicted} IDs or pairs: left out.`] : []),
  ];
  const told = `MsDiagMetaData of the server classifies ${ids} diagnostic IDs.${leftOut.join('')}`;
  return { lines, told, exists: true, failed: false };
}

/** A whole number that a column of diagnostic IDs or codes can hold, null for none; undefined for whatever else is there. */
function wholeOf(value: unknown): number | null | undefined {
  if (value === null || value === undefined) {
    return null;
  }
  // The driver hands over a bigint as text.
  const number = Number(value);
  return Number.isInteger(number) && Math.abs(number) <= largest ? number : undefined;
}
