import type { CdrFeatures } from './cdr.ts';
import type { LcsCdr } from './schema/views.ts';
import { storeColumn } from './schema/archive.ts';
import { viewColumns } from './schema/columns.ts';
import type { FoundRow } from './engines/engine.ts';

/** A view or table as found in a database. */
export interface FoundObject {
  readonly schema: string;
  readonly name: string;
  /** The column that says whose row it is, as it is spelled there, in an archive. */
  readonly store: string | undefined;
  /** Columns that the reports know, each as it is spelled there; undefined for those it lacks, which are read as NULL. */
  readonly columns: ReadonlyMap<string, string | undefined>;
}

/** Views without which the reports make no sense. */
export const requiredObjects = ['SessionDetailsView', 'ConferenceSessionDetailsView', 'ErrorReportView'] as const;

/** Names under which servers were seen to have a view; compared without regard to case. */
export const otherNames: Partial<Record<keyof LcsCdr, readonly string[]>> = {
  ConferencesView: ['ConferenceView'],
  VoipDetailsView: ['VoipDetailView'],
  ErrorReportView: ['ErrorReportsView'],
  ProgressReportView: ['ProgressReportsView'],
};

/** Columns of `ArchiveSlices`, which say when a store was copied. */
const ledgerColumns = ['store', 'view', 'copiedat'];

/** What a view that is absent costs. */
const consequences: Partial<Record<keyof LcsCdr, string>> = {
  SessionDetailsView: 'peer-to-peer sessions cannot be read',
  ConferenceSessionDetailsView: 'conference sessions cannot be read',
  ErrorReportView: 'error reports cannot be read',
  ProgressReportView: 'progress reports and join times per component are empty',
  ConferencesView: 'conferences are not counted and synthetic conferences not recognised',
  VoipDetailsView: 'phone numbers and gateways are empty',
  FocusJoinsAndLeavesView: 'the participation of conferences is empty',
  McuJoinsAndLeavesView: 'the modalities of conferences are empty',
};

/** What a database holds of LcsCDR. */
export interface Catalog {
  readonly features: CdrFeatures;
  /** Where a view is; undefined where the database lacks it, or the login may not read it. */
  find(name: keyof LcsCdr): FoundObject | undefined;
}

/** One sentence on an object that the database lacks or hides. */
export function missingSentence(name: keyof LcsCdr): string {
  const cost = consequences[name];
  return `${name} does not exist, or the login may not read it${cost ? `: ${cost}` : ''}.`;
}

/**
 * Reads the rows of the catalog query.
 * @param rows TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME and, where columns differ in it, COLLATION_NAME of `INFORMATION_SCHEMA.COLUMNS`
 */
export function readCatalog(rows: readonly FoundRow[]): Catalog {
  const objects = objectsOf(rows);
  const found = new Map<keyof LcsCdr, FoundObject>();
  for (const [key, columns] of Object.entries(viewColumns)) {
    const name = key as keyof LcsCdr;
    const object = [name, ...(otherNames[name] ?? [])]
      .map((candidate) => objects.get(candidate.toLowerCase()))
      .find((candidate) => candidate !== undefined);
    if (object) {
      const spelled = columns.map((column) => [column, object.columns.get(column.toLowerCase())] as const);
      const store = object.columns.get(storeColumn.toLowerCase());
      found.set(name, { schema: object.schema, name: object.name, store, columns: new Map(spelled) });
    }
  }
  const caseless = rows.every(({ COLLATION_NAME }) => typeof COLLATION_NAME !== 'string' || isCaseless(COLLATION_NAME));
  const ledger = ledgerColumns.every((column) => objects.get('archiveslices')?.columns.has(column));
  return { features: { ...describe(found), ledger, caseless }, find: (name) => found.get(name) };
}

/**
 * Whether a collation takes texts that differ in case alone for the same, and no others: not so the Turkish ones (also by the code page
 * 1254), whose I has another small letter.
 */
const isCaseless = (collation: string): boolean => !/_(CS|BIN2?|AI)(_|$)|^(Turkish|Azeri)|_CP1254_/i.test(collation);

/** All views and tables by name in lower case, their columns likewise, with the spelling of each. */
function objectsOf(rows: readonly FoundRow[]) {
  const objects = new Map<string, { schema: string; name: string; columns: Map<string, string> }>();
  for (const row of rows) {
    const [schema, name, column] = [row.TABLE_SCHEMA, row.TABLE_NAME, row.COLUMN_NAME].map(String) as [
      string,
      string,
      string,
    ];
    const known = objects.get(name.toLowerCase());
    // Two schemas may have the name: dbo is where LcsCDR keeps its own.
    if (!known || (known.schema !== schema && schema.toLowerCase() === 'dbo')) {
      objects.set(name.toLowerCase(), { schema, name, columns: new Map([[column.toLowerCase(), column]]) });
    } else if (known.schema === schema) {
      known.columns.set(column.toLowerCase(), column);
    }
  }
  return objects;
}

const missingColumns = (object: FoundObject | undefined): string[] =>
  [...(object?.columns ?? [])].filter(([, spelled]) => spelled === undefined).map(([column]) => column);

function describe(found: ReadonlyMap<keyof LcsCdr, FoundObject>): Omit<CdrFeatures, 'caseless' | 'ledger'> {
  const has = (name: keyof LcsCdr, column: string) => found.get(name)?.columns.get(column) !== undefined;
  const mediaTypes = has('SessionDetailsView', 'MediaTypes')
    ? 'view'
    : has('SessionDetails', 'MediaTypes')
      ? 'table'
      : has('MediaView', 'Media')
        ? 'mediaView'
        : 'none';
  const views = Object.keys(consequences) as (keyof LcsCdr)[];
  const missing = views.filter((name) => !found.has(name)).map(missingSentence);
  for (const [name, object] of found) {
    const told = missingColumns(object).filter((column) => column !== 'MediaTypes');
    if (told.length > 0) {
      missing.push(`${name} lacks ${told.join(', ')}: shown as empty.`);
    }
  }
  if (mediaTypes === 'none') {
    missing.push(
      'Neither MediaTypes nor the Media view can be read: modalities are unknown, sessions count in All only.',
    );
  }
  const stores = found.get('SessionDetailsView')?.store !== undefined;
  return { mediaTypes, stores, objects: new Set(found.keys()), missing };
}
