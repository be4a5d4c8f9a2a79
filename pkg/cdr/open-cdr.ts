import type { Settings } from '../../contract/settings.ts';
import { Remembered } from '../async/remembered.ts';
import { untilAborted } from '../async/until-aborted.ts';
import { DiagnosticsError } from '../errors.ts';
import { AnswerCache, type Origin } from './answer-cache.ts';
import { CallTrace } from './call-trace.ts';
import { readCatalog } from './catalog.ts';
import type { Cdr, CdrSql } from './cdr.ts';
import { createClassification } from './classification.ts';
import { compilerFor } from './compile.ts';
import type { Engine, FoundRow } from './engines/engine.ts';
import type { Statement } from './parameter.ts';

/** Told of every statement that was answered. */
export interface CdrObserver {
  statement(event: { readonly seconds: number; readonly rows: number; readonly origin: Origin }): void;
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
  forCall(signal: AbortSignal): Promise<Cdr>;
  /** Forgets the catalog and a refused login, so that the next call connects and probes again. */
  forget(): void;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** Seconds after which a catalog with gaps is read again: someone may have mended it. */
const reprobeAfter = 60;

/**
 * Opens the call detail records of a database: nothing is connected to before the first call.
 * @param engine runs statements; belongs to the database from now on
 * @param settings how sessions are counted and classified (docs/reports.md); rows of a statement, and seconds for connecting, for a
 *   query and for keeping answers
 * @param observer is told of every statement
 */
export function openCdr(
  engine: Engine,
  { counting, limits }: Pick<Settings, 'counting' | 'limits'>,
  observer?: CdrObserver,
): CdrDatabase {
  const answers = new AnswerCache(limits.cacheSeconds);
  const classification = createClassification(counting);
  // Beyond the driver's own bounds: whatever hangs, a panel gets its answer. Grafana sets no deadline of its own.
  const deadline = limits.connectTimeout + limits.queryTimeout + 5;
  const probed = new Remembered(probe);
  /** When the catalog has to be read again, as `performance.now()` counts. */
  let staleAt = Infinity;

  async function probe(): Promise<Probed> {
    // Not bound to a caller's signal: others wait for the same catalog.
    const { signal } = new AbortController();
    const catalog = readCatalog(await withDeadline(deadline, signal, (bounded) => engine.catalog(bounded)));
    const { features } = catalog;
    staleAt = features.missing.length > 0 ? performance.now() + reprobeAfter * 1000 : Infinity;
    const { dialect } = engine;
    const sql = { db: dialect.builder(), dialect, features, classification, counting };
    return { sql, compile: compilerFor(dialect, catalog) };
  }

  async function run(statement: Statement, signal: AbortSignal): Promise<readonly FoundRow[]> {
    const started = performance.now();
    const { rows, origin } = await answers.get(JSON.stringify(statement), signal, (shared) =>
      withDeadline(deadline, shared, (bounded) =>
        engine.query(statement, { signal: bounded, maxRows: limits.maxRows }),
      ),
    );
    observer?.statement({ seconds: (performance.now() - started) / 1000, rows: rows.length, origin });
    return rows;
  }

  return {
    place: engine.place,
    forCall: async (signal) => {
      signal.throwIfAborted();
      if (performance.now() > staleAt) {
        staleAt = Infinity;
        void probed.forget();
      }
      // A connection may hang for minutes: whoever has gone away does not wait for it, the others do.
      return cdrOf(await untilAborted(probed.get(), signal), (statement) => run(statement, signal));
    },
    forget: () => {
      engine.forget();
      void probed.forget();
    },
    close: () => engine.close(),
  };
}

/** What a probed database takes to be asked. */
interface Probed {
  readonly sql: CdrSql;
  readonly compile: ReturnType<typeof compilerFor>;
}

/** The way of every question: described, asked, put together. */
function cdrOf({ sql, compile }: Probed, run: (statement: Statement) => Promise<readonly FoundRow[]>): Cdr {
  const { features, classification, counting, dialect } = sql;
  const trace = new CallTrace(dialect);
  return {
    features,
    classification,
    counting,
    trace,
    ask: async (question, selection) => {
      const query = question.describe(sql, selection);
      if (!query) {
        return question.merge([], selection);
      }
      const statement = compile(query);
      const found = await trace.note(statement, () => run(statement));
      // What the columns hold is the question's own word: it described them.
      return question.merge([question.read(found as readonly never[], selection)], selection);
    },
  };
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
