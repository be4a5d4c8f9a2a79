import type { Settings } from '../contract/settings.ts';
import { missingSentence, readCatalog, requiredObjects } from '../pkg/cdr/catalog.ts';
import type { Engine } from '../pkg/cdr/engines/engine.ts';
import { openEngine } from '../pkg/cdr/engines/index.ts';
import { openCdr } from '../pkg/cdr/open-cdr.ts';
import { archivedRows } from '../pkg/cdr/questions/archived-rows.ts';
import { newestRecords } from '../pkg/cdr/questions/records.ts';
import { archivedViews, type ArchivedView } from '../pkg/cdr/schema/archive.ts';
import { DiagnosticsError } from '../pkg/errors.ts';
import type { SourceRow } from './target.ts';

/** What a source has. */
export interface Probed {
  /** Columns that it has of each view. A view without a column of its key is not among them: its rows cannot be told apart. */
  readonly views: ReadonlyMap<string, ReadonlySet<string>>;
  /** A sentence on each view that it lacks or whose columns it lacks. */
  readonly missing: readonly string[];
}

/** An LcsCDR that rows are copied from: read, and nothing else. */
export interface Source {
  /**
   * Asks the catalog anew: somebody may have changed a view, or what the login may read.
   * @throws DiagnosticsError `schema` without the views that make an LcsCDR
   */
  probe(signal: AbortSignal): Promise<Probed>;
  /** Time of the newest peer-to-peer session before an instant, epoch milliseconds; undefined without any. */
  newest(before: number, signal: AbortSignal): Promise<number | undefined>;
  /**
   * Rows of a stretch of time, the oldest first and no more than the limit; of a dictionary all of them.
   * @throws DiagnosticsError sorted by cause
   */
  rows(
    view: ArchivedView,
    range: { readonly from: number; readonly to: number },
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly SourceRow[]>;
  close(): Promise<void>;
}

/** Rows of one answer at most: of a page, which grows while all of its rows are of one instant, or of a dictionary. */
const rowsAtMost = 5_000_000;

/** Opens a source: nothing is connected to before the first question. */
export async function openSource(settings: Settings, secrets: Readonly<Record<string, string>>): Promise<Source> {
  return sourceOn(await openEngine(settings.connection, settings.limits, secrets), settings);
}

/** The source that an engine reads. */
export function sourceOn(engine: Engine, settings: Pick<Settings, 'counting' | 'limits'>): Source {
  // Every row is asked for anew, and pages bound their number: "Rows at most" is for panels.
  const limits = { ...settings.limits, cacheSeconds: 0, maxRows: rowsAtMost };
  const cdr = openCdr(engine, { ...settings, limits });
  let known: string | undefined;
  return {
    probe: async (signal) => {
      const rows = await engine.catalog(signal);
      const found = JSON.stringify(rows);
      if (found !== known) {
        known = found;
        cdr.forget();
      }
      const { features } = await cdr.forCall(signal);
      const catalog = readCatalog(rows);
      const lacking = requiredObjects.filter((name) => !catalog.find(name));
      if (lacking.length > 0) {
        throw new DiagnosticsError(
          'schema',
          `${lacking.map(missingSentence).join(' ')} Run sql/least-privilege-login.sql on LcsCDR for the login of the archiver.`,
        );
      }
      if (catalog.find('SessionDetailsView')?.store !== undefined) {
        throw new DiagnosticsError(
          'schema',
          'This is an archive, whose sessions are told apart by their store too. Name the LcsCDR that it was copied from.',
        );
      }
      const views = archivedViews.flatMap(({ name, key, columns }) => {
        const spelled = catalog.find(name)?.columns as ReadonlyMap<string, string | undefined> | undefined;
        const has = (column: string) =>
          column === 'MediaTypes' && name === 'SessionDetailsView'
            ? features.mediaTypes !== 'none'
            : spelled?.get(column) !== undefined;
        const there = new Set(columns.map((column) => column.name).filter(has));
        return key.every((column) => there.has(column)) ? [[name, there] as const] : [];
      });
      return { views: new Map(views), missing: features.missing };
    },
    newest: async (before, signal) => {
      const [found] = await (await cdr.forCall(signal)).ask(newestRecords, { sources: ['p2p'], before });
      return found?.time;
    },
    rows: async (view, range, limit, signal) =>
      (await cdr.forCall(signal, { fresh: true })).ask(archivedRows(view.name), { range, limit }),
    close: () => cdr.close(),
  };
}
