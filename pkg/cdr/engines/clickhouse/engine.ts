import type { ClickHouseConnection, Limits } from '../../../../contract/settings.ts';
import { Remembered } from '../../../async/remembered.ts';
import { untilAborted } from '../../../async/until-aborted.ts';
import { DiagnosticsError } from '../../../errors.ts';
import type { Statement } from '../../parameter.ts';
import type { Engine, FoundRow, RunOptions } from '../engine.ts';
import { readConnection, type ClickHouseSecrets } from './configuration.ts';
import { clickHouse } from './dialect.ts';
import { isBroken, sortedError } from './errors.ts';
import { newerSettings, openClient, run, type NewerSetting } from './session.ts';
import { Slots } from './slots.ts';

/** Columns of the tables of the database; those that the user may not read are none. */
const catalogStatement: Statement = {
  sql: `select '' as TABLE_SCHEMA, table as TABLE_NAME, name as COLUMN_NAME, type as DATA_TYPE from system.columns where database = currentDatabase()`,
  parameters: [],
};

/** An archive on ClickHouse, through its HTTP interface. Connects with the first query; only reads. */
export function clickHouseEngine(connection: ClickHouseConnection, limits: Limits, secrets: ClickHouseSecrets): Engine {
  const reached = readConnection(connection, secrets);
  const { server, database, user } = reached;
  const client = new Remembered(() => openClient(reached, connection.compression));
  const slots = new Slots(connection.maxConnections);
  /** Somebody answered, and told what settings the server knows: whether it can be reached at all takes less patience than a query. */
  const answered = new Remembered(async () => {
    const found = await bounded(limits.connectTimeout, unreached, undefined, async (signal) =>
      run(await client.get(), newerSettings, { seconds: limits.connectTimeout, maxRows: 100, signal }),
    );
    return found.map(({ name }) => name as NewerSetting);
  });

  const sorted = (thrown: unknown) =>
    sortedError(thrown, { server, database, user, timeoutSeconds: limits.queryTimeout });

  async function query(statement: Statement, { signal, maxRows }: RunOptions): Promise<readonly FoundRow[]> {
    try {
      const known = await untilAborted(answered.get(), signal);
      return await bounded(limits.queryTimeout, late, signal, (ended) =>
        slots.run(ended, () => readAgain(statement, { maxRows, signal: ended }, known)),
      );
    } catch (thrown) {
      signal.throwIfAborted();
      const error = sorted(thrown);
      if (error.code === 'network') {
        void answered.forget();
      }
      throw error;
    }
  }

  /** A connection that was kept may have ended meanwhile. */
  async function readAgain(
    statement: Statement,
    { maxRows, signal }: RunOptions,
    known: readonly NewerSetting[],
  ): Promise<readonly FoundRow[]> {
    const read = async () =>
      run(await client.get(), statement, { seconds: limits.queryTimeout, maxRows, signal }, known);
    try {
      return await read();
    } catch (thrown) {
      if (!isBroken(thrown) || signal.aborted) {
        throw thrown;
      }
      return await read();
    }
  }

  const late = () =>
    new DiagnosticsError(
      'timeout',
      `The query took longer than ${limits.queryTimeout} s. Choose a shorter range or more filters, or raise the query timeout.`,
    );
  const unreached = () =>
    new DiagnosticsError(
      'timeout',
      `ClickHouse ${server} did not answer in time. Check URL and firewall, or raise the connection timeout.`,
    );

  return {
    dialect: clickHouse,
    place: `Connected to ${database} on ClickHouse ${server}`,
    query,
    catalog: (signal) => query(catalogStatement, { signal, maxRows: 100_000 }),
    poolState: () => ({
      size: connection.maxConnections,
      available: connection.maxConnections - slots.taken,
      pending: slots.waiting,
    }),
    forget: () => {
      void answered.forget();
    },
    close: async () => {
      void answered.forget();
      await (await client.forget())?.close();
    },
  };
}

/** Ends the work after so many seconds, with that error, or with the signal. */
async function bounded<T>(
  seconds: number,
  late: () => Error,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const timeout = setTimeout(() => {
    timer.abort(late());
  }, seconds * 1000);
  const either = signal ? AbortSignal.any([signal, timer.signal]) : timer.signal;
  try {
    return await work(either);
  } catch (thrown) {
    either.throwIfAborted();
    throw thrown;
  } finally {
    clearTimeout(timeout);
  }
}
