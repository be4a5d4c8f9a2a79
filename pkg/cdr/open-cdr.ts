import type { Limits, Settings } from '../../contract/settings.ts';
import { AnswerCache, type Origin } from '../async/answer-cache.ts';
import { Remembered } from '../async/remembered.ts';
import { untilAborted } from '../async/until-aborted.ts';
import { DiagnosticsError } from '../errors.ts';
import { bytesOfRows } from './bytes-of-rows.ts';
import { callCdr, type Probed } from './call-cdr.ts';
import { readCatalog } from './catalog.ts';
import type { TimeRange } from './calendar.ts';
import type { Cdr } from './cdr.ts';
import { CellCache, type Keeping } from './cell-cache.ts';
import { createClassification } from './classification.ts';
import { compilerFor } from './compile.ts';
import type { Engine, FoundRow } from './engines/engine.ts';
import { atLastMoment } from './last-moment.ts';
import type { Statement } from './parameter.ts';
import { readServerClassification } from './server-classification.ts';

/** What a call wants beside its answer. */
export interface CallOptions {
  /** The database is asked for everything, whatever is in memory. */
  readonly fresh?: boolean;
  /** On behalf of which report, for the observer. */
  readonly report?: string;
}

/** A statement that was answered. */
export interface StatementEvent {
  readonly seconds: number;
  readonly rows: number;
  readonly origin: Origin;
  /** The report that asked first; undefined where none did. */
  readonly report: string | undefined;
}

/** Told of every statement that was answered. */
export interface CdrObserver {
  statement(event: StatementEvent): void;
  /** Bins from memory and from the database, seconds since the oldest of them was asked for, and bytes of all that is kept. */
  cells?(event: { readonly kept: number; readonly asked: number; readonly age: number; readonly bytes: number }): void;
}

/** A database that holds a CDR. */
export interface CdrDatabase {
  /** As `Engine.place`. */
  readonly place: string;
  /**
   * The CDR as one call may use it. Probes the catalog with the first call.
   * @param signal ends the call's part in whatever runs
   * @throws DiagnosticsError sorted by cause, or the reason of the signal
   */
  forCall(signal: AbortSignal, options?: CallOptions): Promise<Cdr>;
  /** The range that a call is answered for, which may ask for one that ends now: see `atLastMoment`. */
  rangeFor(range: TimeRange, options?: Pick<CallOptions, 'fresh'>): TimeRange;
  /** Forgets the catalog and a refused login, so that the next call connects and probes again. */
  forget(): void;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** Seconds after which a catalog with gaps is read again: someone may have mended it. */
const reprobeAfter = 60;

/** Seconds that the server's own classification may take: every report waits for it, and can do without. */
const classificationDeadline = 10;

/**
 * Opens the call detail records of a database: nothing is connected to before the first call.
 * @param engine runs statements; belongs to the database from now on
 * @param settings how sessions are counted and classified (docs/reports.md); rows of a statement, and seconds for connecting, for a
 *   query and for keeping answers
 * @param observer is told of every statement
 * @param now by which answers age, epoch milliseconds; the system's clocks where none is given
 */
export function openCdr(
  engine: Engine,
  { counting, limits }: Pick<Settings, 'counting' | 'limits'>,
  observer?: CdrObserver,
  now?: () => number,
): CdrDatabase {
  const answers = new AnswerCache({ seconds: limits.cacheSeconds, now, bytesOf: bytesOfRows });
  const cells =
    limits.cacheSeconds > 0 ? new CellCache(keepingOf(limits), limits.cacheMegabytes * 2 ** 20, now) : undefined;
  // Beyond the driver's own bounds: whatever hangs, a panel gets its answer. Grafana sets no deadline of its own.
  const deadline = limits.connectTimeout + limits.queryTimeout + 5;
  const probed = new Remembered(probe);
  /** When the catalog has to be read again, as `performance.now()` counts. */
  let staleAt = Infinity;
  /** What the catalog held when cells were last counted. */
  let counted: string | undefined;

  async function probe(): Promise<Probed> {
    // Not bound to a caller's signal: others wait for the same catalog.
    const { signal } = new AbortController();
    const { dialect } = engine;
    const rows = await withDeadline(deadline, signal, (bounded) => engine.catalog(bounded));
    const catalog = readCatalog(rows);
    const server = counting.serverClassification
      ? await readServerClassification(rows, dialect, (statement) =>
          withDeadline(classificationDeadline, signal, (bounded) =>
            engine.query(statement, { signal: bounded, maxRows: limits.maxRows }),
          ),
        )
      : undefined;
    const classification = createClassification(counting, server);
    const { features } = catalog;
    const hasGaps = features.missing.length > 0 || server?.failed === true;
    staleAt = hasGaps ? performance.now() + reprobeAfter * 1000 : Infinity;
    const found = JSON.stringify([features.missing, features.mediaTypes, server]);
    if (found !== counted) {
      // What was counted without a view, or by another classification, is another count.
      cells?.clear();
      counted = found;
    }
    const sql = { db: dialect.builder(), dialect, features, classification, counting };
    return { sql, compile: compilerFor(dialect, catalog) };
  }

  const execute = (statement: Statement, signal: AbortSignal) =>
    withDeadline(deadline, signal, (bounded) => engine.query(statement, { signal: bounded, maxRows: limits.maxRows }));

  /** Tells the observer of a statement that `get` answers. */
  async function observed(
    report: string | undefined,
    get: () => Promise<{ answer: readonly FoundRow[]; origin: Origin }>,
  ): Promise<readonly FoundRow[]> {
    const started = performance.now();
    const { answer: rows, origin } = await get();
    observer?.statement({ seconds: (performance.now() - started) / 1000, rows: rows.length, origin, report });
    return rows;
  }

  return {
    place: engine.place,
    forCall: async (signal, { fresh = false, report } = {}) => {
      signal.throwIfAborted();
      if (performance.now() > staleAt) {
        staleAt = Infinity;
        void probed.forget();
      }
      // A connection may hang for minutes: whoever has gone away does not wait for it, the others do.
      return callCdr(await untilAborted(probed.get(), signal), {
        maxRows: limits.maxRows,
        answer: (statement) =>
          observed(report, () =>
            answers.get(JSON.stringify(statement), signal, (shared) => execute(statement, shared), fresh),
          ),
        ...(cells && {
          cells: async (request) => {
            const answer = await cells.get({ ...request, fresh }, signal);
            const { kept, asked, asOf } = answer;
            observer?.cells?.({ kept, asked, age: ((now ?? Date.now)() - asOf) / 1000, bytes: cells.bytes });
            return answer;
          },
        }),
        execute: (statement, shared) =>
          observed(report, async () => ({ answer: await execute(statement, shared), origin: 'asked' })),
      });
    },
    rangeFor: (range, { fresh = false } = {}) =>
      fresh ? range : atLastMoment(range, (now ?? Date.now)(), limits.cacheSeconds),
    forget: () => {
      engine.forget();
      void probed.forget();
      answers.clear();
      cells?.clear();
    },
    close: () => {
      // Timers that let answers go would hold all of them until then.
      answers.clear();
      return engine.close();
    },
  };
}

const hour = 3_600_000;

/**
 * Rows go on changing after they are written - a session ends, a diagnostic ID comes late, a front end catches up - and the less, the
 * older they are.
 */
function keepingOf({ cacheSeconds, recentCacheSeconds, settledCacheSeconds }: Limits): Keeping[] {
  return [
    { endedAgo: 24 * hour, keep: settledCacheSeconds * 1000 },
    { endedAgo: hour, keep: recentCacheSeconds * 1000 },
    { endedAgo: -Infinity, keep: cacheSeconds * 1000 },
  ];
}

/** Ends the work after so many seconds, also where it does not listen to its signal. */
async function withDeadline<T>(
  seconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new DiagnosticsError(
          'timeout',
          `The database did not answer within ${seconds} s. Choose a shorter range or more filters, or raise the query timeout.`,
        ),
      );
      late.abort();
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work(AbortSignal.any([signal, late.signal])), expired]);
  } finally {
    clearTimeout(timer);
  }
}
