import type { Instruments } from './instruments.ts';
import { log } from '../plugin/index.ts';

/** One answered query. */
export interface QueryMetric {
  /** Report id of the contract; a query that names none is `unknown`. */
  readonly report: string;
  /** `ok` or an error code. */
  readonly outcome: string;
  readonly seconds: number;
}

/** One statement the database has run. */
export interface SqlMetric {
  /** Report id of the contract; undefined for lists of values and the like. */
  readonly report: string | undefined;
  readonly seconds: number;
  readonly rows: number;
}

/** State of one connection pool. */
export interface PoolMetric {
  /** Connections open. */
  readonly size: number;
  /** Connections open and idle. */
  readonly available: number;
  /** Requests waiting for a connection. */
  readonly pending: number;
}

let instruments: Promise<Instruments> | undefined;

/** prom-client is loaded with the first use: starting up must not wait for it. */
function record(write: (instruments: Instruments) => void): void {
  loaded()
    .then(write)
    .catch((error: unknown) => {
      log('warn', 'a metric could not be recorded', { error });
    });
}

function loaded(): Promise<Instruments> {
  instruments ??= import('./instruments.ts').then(({ createInstruments }) => createInstruments());
  return instruments;
}

/** Counts a query and its duration. */
export function recordQuery({ report, outcome, seconds }: QueryMetric): void {
  record(({ queries, querySeconds }) => {
    queries.inc({ report, outcome });
    querySeconds.observe({ report }, seconds);
  });
}

/** Counts a statement's duration and rows, by the report that asked for it. */
export function recordSql({ report = 'none', seconds, rows }: SqlMetric): void {
  record(({ sqlSeconds, sqlRows }) => {
    sqlSeconds.observe({ report }, seconds);
    sqlRows.inc({ report }, rows);
  });
}

/** Counts a look into the cache. */
export function recordCache(hit: boolean): void {
  record(({ cache }) => {
    cache.inc({ result: hit ? 'hit' : 'miss' });
  });
}

/** An answer in time bins. */
export interface CellsMetric {
  /** Bins from memory, and bins the database was asked for. */
  readonly kept: number;
  readonly asked: number;
  /** Seconds since the oldest part was asked for. */
  readonly age: number;
  /** What the data source keeps. */
  readonly bytes: number;
}

/** Counts the time bins of an answer. */
export function recordCells(uid: string, { kept, asked, age, bytes }: CellsMetric): void {
  record(({ cells, cellAge, cellBytes }) => {
    cells.inc({ source: 'memory' }, kept);
    cells.inc({ source: 'database' }, asked);
    cellAge.observe(age);
    cellBytes.set({ uid }, bytes);
  });
}

/** Forgets what a data source kept. */
export function forgetCells(uid: string): void {
  record(({ cellBytes }) => {
    cellBytes.remove({ uid });
  });
}

/** Sets the state of the pool of one data source, or forgets it where the pool is closed. */
export function setPool(uid: string, pool: PoolMetric | undefined): void {
  record(({ poolConnections }) => {
    for (const state of ['size', 'available', 'pending'] as const) {
      if (pool) {
        poolConnections.set({ uid, state }, pool[state]);
      } else {
        poolConnections.remove({ uid, state });
      }
    }
  });
}

/** All metrics of this process in Prometheus text format. */
export async function metricsText(): Promise<string> {
  const { registry } = await loaded();
  return registry.metrics();
}
