import type { Compilable } from 'kysely';
import type { Settings } from '../../contract/settings.ts';
import { cancelled, DiagnosticsError } from '../errors.ts';
import { missingSentence, readCatalog, requiredObjects, type Catalog } from './catalog.ts';
import type { Cdr, CdrCall } from './cdr.ts';
import { createClassification } from './classification.ts';
import type { Engine, Row } from './engine.ts';
import type { LcsCdr } from './schema/views.ts';
import { orCancelled, SharedQueries, type Origin } from './shared-queries.ts';
import type { Parameter, Statement } from './sql/parameter.ts';

/** Told of every statement that ran. */
export interface CdrObserver {
  statement(event: { readonly seconds: number; readonly rows: number; readonly origin: Origin }): void;
}

/** A CDR with its engine: `cdr()` probes the catalog on first use. */
export interface OpenCdr {
  cdr(signal: AbortSignal): Promise<Cdr>;
  /** Forgets the catalog, so that the next use probes again. */
  forget(): void;
  close(): Promise<void>;
}

/** Seconds after which a catalog with gaps is read again: someone may have mended it. */
const reprobeAfter = 60;

export function openCdr(
  engine: Engine,
  { counting, limits }: Pick<Settings, 'counting' | 'limits'>,
  observer?: CdrObserver,
): OpenCdr {
  const shared = new SharedQueries(limits.cacheSeconds);
  const classification = createClassification(counting);
  // Beyond the driver's own bounds: whatever hangs, a panel gets its answer. Grafana sets no deadline of its own.
  const deadline = limits.connectTimeout + limits.queryTimeout + 5;
  let probed: { cdr: Promise<Cdr>; at: number; complete: boolean } | undefined;

  async function probe(): Promise<Cdr> {
    // Not bound to the caller's signal: others wait for the same catalog.
    const { signal } = new AbortController();
    const catalog = readCatalog(await withDeadline(deadline, signal, (bounded) => engine.catalog(bounded)));
    if (probed) {
      probed.complete = catalog.features.missing.length === 0;
    }
    const db = engine.dialect.builder(catalog);
    return {
      db,
      dialect: engine.dialect,
      features: catalog.features,
      classification,
      counting,
      limits,
      run: <R>(query: Compilable<R>, call: CdrCall) => run(query, call, catalog) as Promise<readonly R[]>,
    };
  }

  async function run(query: Compilable, call: CdrCall, catalog: Catalog): Promise<readonly Row[]> {
    catalog.takeUsed();
    const { sql, parameters } = query.compile();
    requireObjects(catalog);
    const statement: Statement = { sql, parameters: parameters as readonly Parameter[] };
    call.executed.push(statement);
    const started = performance.now();
    const answered = waiting(call);
    try {
      const { rows, origin } = await shared.get(JSON.stringify(statement), call.signal, (signal) =>
        withDeadline(deadline, signal, (bounded) =>
          engine.query(statement, { signal: bounded, maxRows: limits.maxRows }),
        ),
      );
      observer?.statement({ seconds: (performance.now() - started) / 1000, rows: rows.length, origin });
      return rows;
    } finally {
      answered();
    }
  }

  return {
    cdr: (signal) => {
      if (signal.aborted) {
        return Promise.reject(cancelled());
      }
      const stale = probed && !probed.complete && performance.now() - probed.at > reprobeAfter * 1000;
      if (!probed || stale) {
        const attempt = { cdr: probe(), at: performance.now(), complete: false };
        probed = attempt;
        attempt.cdr.catch(() => {
          if (probed === attempt) {
            probed = undefined;
          }
        });
      }
      // A connection may hang for minutes: whoever has gone away does not wait for it, the others do.
      return orCancelled(probed.cdr, signal);
    },
    forget: () => {
      probed = undefined;
    },
    close: () => engine.close(),
  };
}

/** Notes that the call waits for one more statement; the time counts once, however many run at once. */
function waiting(call: CdrCall): () => void {
  const outstanding = (call.outstanding ??= { statements: 0, since: 0 });
  if (outstanding.statements === 0) {
    outstanding.since = performance.now();
  }
  outstanding.statements += 1;
  return () => {
    outstanding.statements -= 1;
    if (outstanding.statements === 0) {
      call.sqlSeconds += (performance.now() - outstanding.since) / 1000;
    }
  };
}

function requireObjects(catalog: Catalog): void {
  const used = catalog.takeUsed();
  const absent = requiredObjects.find((name: keyof LcsCdr) => used.has(name) && !catalog.features.objects.has(name));
  if (absent) {
    throw new DiagnosticsError(
      'schema',
      `${missingSentence(absent)} Check that the database is LcsCDR and that the login may SELECT from its views.`,
    );
  }
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
