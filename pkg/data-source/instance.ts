import { readSecrets } from '../../contract/secrets.ts';
import { validatePeople, validateSettings, type Settings } from '../../contract/settings.ts';
import { AnswerCache } from '../async/answer-cache.ts';
import { Remembered } from '../async/remembered.ts';
import type { Engine } from '../cdr/engines/engine.ts';
import type { CdrDatabase, CdrObserver } from '../cdr/open-cdr.ts';
import { readingContract } from '../errors.ts';
import { forgetCells, recordCache, recordCells, recordSql, setPool } from '../metrics/metrics.ts';
import type { People } from '../people/people.ts';
import { bytesOfFrames, type CallContext, type Frame, type InstanceSettings } from '../plugin/index.ts';

/** What is kept per configured data source. */
export interface DataSourceInstance {
  /** @throws DiagnosticsError `settings` where the settings cannot be used */
  settings(): Settings;
  /**
   * The people that the records name, as a call may see them.
   * @throws DiagnosticsError `settings` where the settings cannot be used, or people are to be hidden without a key
   */
  people: (call: Pick<CallContext, 'user' | 'fromAlert'>) => Promise<People>;
  /**
   * Hands over the CDR, opened with the first call, and the answers that are kept of it, until the work ends.
   * @throws DiagnosticsError `settings` where the settings cannot be used, and whatever the work throws
   */
  use<T>(work: (database: CdrDatabase, answers: AnswerCache<Frame[]>) => Promise<T>): Promise<T>;
  /** Closes the CDR once all work has ended: a query has its own time limit, and is not cut off by new settings. */
  close(): Promise<void>;
}

/**
 * One data source as configured in Grafana, for as long as its settings stay the same. Making it reads nothing and
 * connects to nothing, so it never fails: wrong settings are an error of each call that needs them.
 *
 * @param settings as Grafana sends them with every call: `jsonData` is read by `contract/settings.ts`, whose numbers are
 *   seconds and rows; `secureJsonData` has the names of `SecretName`. Their documentation is docs/configure.md.
 */
export function createInstance(instance: InstanceSettings): DataSourceInstance {
  const { uid, jsonData, secureJsonData } = instance;
  const settings = () => readingContract('settings', () => validateSettings(jsonData));
  const opened = new Remembered(async () => open(uid, settings(), secureJsonData));
  const people = new Remembered(async () => {
    const { peopleOf } = await import('../people/people.ts');
    const choices = readingContract('settings', () => validatePeople(jsonData));
    return peopleOf(choices, instance);
  });
  const running = new Set<Promise<unknown>>();
  return {
    settings,
    people: async (call) => (await people.get())(call),
    use: async (work) => {
      const use = opened.get().then(({ database, answers }) => work(database, answers));
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
      await opened
        .forget()
        ?.then(({ database, answers }) => {
          answers.clear();
          return database.close();
        })
        .catch(() => undefined);
      setPool(uid, undefined);
      forgetCells(uid);
    },
  };
}

/** Most that answers take in memory which are kept to be given again: those of a wall of dashboards, and no long list. */
const answerBytes = 8 * 2 ** 20;

/** Driver, generator and query builder are loaded here, with the first query and not at start. */
async function open(
  uid: string,
  { connection, counting, limits }: Settings,
  secrets: InstanceSettings['secureJsonData'],
): Promise<{ readonly database: CdrDatabase; readonly answers: AnswerCache<Frame[]> }> {
  const [{ openCdr }, { openEngine }] = await Promise.all([
    import('../cdr/open-cdr.ts'),
    import('../cdr/engines/index.ts'),
  ]);
  const engine = await openEngine(connection, limits, readSecrets(secrets));
  return {
    database: openCdr(engine, { counting, limits }, measuring(uid, engine)),
    answers: new AnswerCache<Frame[]>({ seconds: limits.cacheSeconds, bytes: answerBytes, bytesOf: bytesOfFrames }),
  };
}

/** Counts every statement, and looks at the connections after those that reached the database. */
function measuring(uid: string, engine: Engine): CdrObserver {
  return {
    cells: (answer) => {
      recordCells(uid, answer);
    },
    statement: ({ seconds, rows, origin, report }) => {
      recordCache(origin !== 'asked');
      if (origin === 'asked') {
        recordSql({ report, seconds, rows });
        const pool = engine.poolState();
        if (pool) {
          setPool(uid, pool);
        }
      }
    },
  };
}
