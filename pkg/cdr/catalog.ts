import type { CdrFeatures } from './cdr.ts';
import type { LcsCdr } from './schema/views.ts';
import { viewColumns } from './schema/columns.ts';
import type { Row } from './engine.ts';

/** A view or table as found in a database. */
export interface FoundObject {
  readonly schema: string;
  readonly name: string;
  /** Columns the reports know and this object lacks: read as NULL. */
  readonly missingColumns: readonly string[];
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

/** What a database holds: answers the compiler, and remembers which objects a statement used. */
export class Catalog {
  readonly features: CdrFeatures;
  readonly #found: ReadonlyMap<string, FoundObject>;
  #used = new Set<string>();

  constructor(found: ReadonlyMap<string, FoundObject>, features: CdrFeatures) {
    this.#found = found;
    this.features = features;
  }

  /** Where the object is; null where the database lacks it; undefined for names that are no objects of LcsCDR. */
  locate(name: string): FoundObject | null | undefined {
    if (!Object.hasOwn(viewColumns, name)) {
      return undefined;
    }
    this.#used.add(name);
    return this.#found.get(name) ?? null;
  }

  /** Objects asked for since the last call. */
  takeUsed(): ReadonlySet<string> {
    const used = this.#used;
    this.#used = new Set();
    return used;
  }
}

/** One sentence on an object that the database lacks or hides. */
export function missingSentence(name: keyof LcsCdr): string {
  const cost = consequences[name];
  return `${name} does not exist, or the login may not read it${cost ? `: ${cost}` : ''}.`;
}

/**
 * Reads the rows of the catalog query.
 * @param rows TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME of `INFORMATION_SCHEMA.COLUMNS`
 */
export function readCatalog(rows: readonly Row[]): Catalog {
  const objects = new Map<string, { schema: string; name: string; columns: Set<string> }>();
  for (const row of rows) {
    const [schema, name, column] = [row.TABLE_SCHEMA, row.TABLE_NAME, row.COLUMN_NAME].map(String) as [
      string,
      string,
      string,
    ];
    const key = name.toLowerCase();
    const known = objects.get(key);
    // Two schemas may have the name: dbo is where LcsCDR keeps its own.
    if (!known || (known.schema !== schema && schema.toLowerCase() === 'dbo')) {
      objects.set(key, { schema, name, columns: new Set([column.toLowerCase()]) });
    } else if (known.schema === schema) {
      known.columns.add(column.toLowerCase());
    }
  }
  const found = new Map<string, FoundObject>();
  for (const [name, columns] of Object.entries(viewColumns)) {
    const object = [name, ...(otherNames[name as keyof LcsCdr] ?? [])]
      .map((candidate) => objects.get(candidate.toLowerCase()))
      .find((candidate) => candidate !== undefined);
    if (object) {
      const missingColumns = columns.filter((column) => !object.columns.has(column.toLowerCase()));
      found.set(name, { schema: object.schema, name: object.name, missingColumns });
    }
  }
  return new Catalog(found, describe(found));
}

function describe(found: ReadonlyMap<string, FoundObject>): CdrFeatures {
  const has = (name: keyof LcsCdr, column?: string) =>
    found.has(name) && !(column !== undefined && found.get(name)?.missingColumns.includes(column));
  const mediaTypes = has('SessionDetailsView', 'MediaTypes')
    ? 'view'
    : has('SessionDetails', 'MediaTypes')
      ? 'table'
      : has('MediaView', 'Media')
        ? 'mediaView'
        : 'none';
  const views = Object.keys(consequences) as (keyof LcsCdr)[];
  const missing = views.filter((name) => !found.has(name)).map(missingSentence);
  for (const [name, { missingColumns }] of found) {
    const told = missingColumns.filter((column) => column !== 'MediaTypes');
    if (told.length > 0) {
      missing.push(`${name} lacks ${told.join(', ')}: shown as empty.`);
    }
  }
  if (mediaTypes === 'none') {
    missing.push(
      'Neither MediaTypes nor the Media view can be read: modalities are unknown, sessions count in All only.',
    );
  }
  return { mediaTypes, objects: new Set(found.keys()) as ReadonlySet<keyof LcsCdr>, missing };
}
