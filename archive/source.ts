import type { Settings } from '../contract/settings.ts';
import { openEngine } from '../pkg/cdr/engines/index.ts';
import { openCdr } from '../pkg/cdr/open-cdr.ts';
import { archivedRows } from '../pkg/cdr/questions/archived-rows.ts';
import { newestRecords } from '../pkg/cdr/questions/records.ts';
import type { ArchivedView } from '../pkg/cdr/schema/archive.ts';
import type { SourceRow } from './target.ts';

/** An LcsCDR that rows are copied from: read, and nothing else. */
export interface Source {
  /** Views that it has, and a sentence on each that it lacks or whose columns it lacks. */
  probe(signal: AbortSignal): Promise<{ readonly views: ReadonlySet<string>; readonly missing: readonly string[] }>;
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

/** Opens a source: nothing is connected to before the first question. */
export async function openSource(settings: Settings, secrets: Readonly<Record<string, string>>): Promise<Source> {
  const engine = await openEngine(settings.connection, settings.limits, secrets);
  // Every row is asked for anew.
  const cdr = openCdr(engine, { ...settings, limits: { ...settings.limits, cacheSeconds: 0 } });
  return {
    probe: async (signal) => {
      const { features } = await cdr.forCall(signal);
      return { views: features.objects, missing: features.missing };
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
