import { ContractError } from '../contract/query-error.ts';
import { validateSettings, type Settings } from '../contract/settings.ts';
import type { OpenCdr } from './cdr/open-cdr.ts';
import { DiagnosticsError } from './errors.ts';
import type { InstanceSettings } from './plugin/api.ts';
import { recordCache, recordSql, setPool } from './plugin/metrics.ts';

/** What is kept per configured data source. */
export interface DataSourceInstance {
  /** @throws DiagnosticsError `settings` where the settings cannot be used */
  settings(): Settings;
  /** Hands over the CDR, opened with the first call, until the work ends. */
  use<T>(work: (open: OpenCdr) => Promise<T>): Promise<T>;
  /** Closes the CDR once all work has ended: a query has its own time limit, and is not cut off by new settings. */
  close(): Promise<void>;
}

/** Turns what the contract refuses into the back end's error. */
export function checked<T>(code: 'query' | 'settings', read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ContractError ? new DiagnosticsError(code, error.message) : error;
  }
}

export function createInstance({ uid, jsonData, secureJsonData }: InstanceSettings): DataSourceInstance {
  let opened: Promise<OpenCdr> | undefined;
  const running = new Set<Promise<unknown>>();
  const settings = () => checked('settings', () => validateSettings(jsonData));

  async function open(): Promise<OpenCdr> {
    const valid = settings();
    // Driver, generator and query builder are loaded with the first query, not at start.
    const { openCdr } = await import('./cdr/open-cdr.ts');
    const engine =
      valid.connection.engine === 'embedded'
        ? (await import('./cdr/engines/embedded.ts')).embeddedEngine(valid.connection.demo)
        : (await import('./cdr/engines/sqlserver.ts')).sqlServerEngine(valid.connection, valid.limits, secureJsonData);
    return openCdr(engine, valid, {
      statement: ({ seconds, rows, origin }) => {
        recordCache(origin !== 'database');
        if (origin === 'database') {
          recordSql({ seconds, rows });
          const pool = engine.poolState();
          if (pool) {
            setPool(uid, pool);
          }
        }
      },
    });
  }

  async function useOpen<T>(work: (open: OpenCdr) => Promise<T>): Promise<T> {
    if (!opened) {
      const attempt = open();
      opened = attempt;
      attempt.catch(() => {
        if (opened === attempt) {
          opened = undefined;
        }
      });
    }
    return work(await opened);
  }

  return {
    settings,
    use: async (work) => {
      const use = useOpen(work);
      running.add(use);
      try {
        return await use;
      } finally {
        running.delete(use);
      }
    },
    close: async () => {
      while (running.size > 0) {
        await Promise.allSettled(running);
      }
      const closing = opened;
      opened = undefined;
      await closing?.then((cdr) => cdr.close()).catch(() => undefined);
      setPool(uid, undefined);
    },
  };
}
