import { dictionaryTables } from './dictionary-tables.ts';
import { reportTables } from './report-tables.ts';
import { sessionTables } from './session-tables.ts';
import type { Table } from './table.ts';

/** Every table of LcsCDR that the reports need, dictionaries first. */
export const lcsCdrTables: readonly Table[] = [...dictionaryTables, ...sessionTables, ...reportTables];

const byName = new Map(lcsCdrTables.map((table) => [table.name, table]));

/** The table of that name; throws for a name that LcsCDR does not have. */
export function lcsCdrTable(name: string): Table {
  const found = byName.get(name);
  if (!found) {
    throw new Error(`LcsCDR has no table ${name}`);
  }
  return found;
}
