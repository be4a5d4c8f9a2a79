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
  /** Opens the CDR with the first call. */
  open(): Promise<OpenCdr>;
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
  const settings = () => checked('settings', () => validateSettings(jsonData));

  async function open(): Promise<OpenCdr> {
    const valid = settings();
    // Driver, generator and query builder are loaded with the first query, not at start.
    const { openCdr } = await import('./cdr/open-cdr.ts');
    const engine =
      valid.engine === 'embedded'
        ? (await import('./cdr/engines/embedded.ts')).embeddedEngine(valid.demo)
        : (await import('./cdr/engines/sqlserver.ts')).sqlServerEngine(valid, secureJsonData);
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

  return {
    settings,
    open: () => {
      opened ??= open();
      opened.catch(() => {
        opened = undefined;
      });
      return opened;
    },
    close: async () => {
      const closing = opened;
      opened = undefined;
      await closing?.then((cdr) => cdr.close()).catch(() => undefined);
      setPool(uid, undefined);
    },
  };
}
