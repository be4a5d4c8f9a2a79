import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const prefix = 'calldiagnostics_';

/** Seconds; a query is answered from the cache within a millisecond or by a scan of a large table after a minute. */
const buckets = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60];

/** All metrics of the plugin; import this module lazily. */
export interface Instruments {
  readonly registry: Registry;
  readonly queries: Counter<'report' | 'outcome'>;
  readonly querySeconds: Histogram<'report'>;
  readonly sqlSeconds: Histogram<'report'>;
  readonly sqlRows: Counter<'report'>;
  readonly cache: Counter<'result'>;
  readonly cells: Counter<'source'>;
  readonly cellAge: Histogram;
  readonly cellBytes: Gauge<'uid'>;
  readonly poolConnections: Gauge<'uid' | 'state'>;
}

/** Makes the metrics in a registry of their own, beside the usual ones of a Node process. */
export function createInstruments(): Instruments {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    queries: new Counter({
      name: `${prefix}queries_total`,
      help: 'Queries answered, by report and outcome ("ok" or an error code).',
      labelNames: ['report', 'outcome'],
      registers,
    }),
    querySeconds: new Histogram({
      name: `${prefix}query_duration_seconds`,
      help: 'Time from a query to its frames.',
      labelNames: ['report'],
      buckets,
      registers,
    }),
    sqlSeconds: new Histogram({
      name: `${prefix}sql_duration_seconds`,
      help: 'Time the database took for a statement, rows included, by report ("none" where no report asked).',
      labelNames: ['report'],
      buckets,
      registers,
    }),
    sqlRows: new Counter({
      name: `${prefix}sql_rows_total`,
      help: 'Rows read from the database, by report ("none" where no report asked).',
      labelNames: ['report'],
      registers,
    }),
    cache: new Counter({
      name: `${prefix}cache_lookups_total`,
      help: 'Looks into the cache, by result.',
      labelNames: ['result'],
      registers,
    }),
    cells: new Counter({
      name: `${prefix}time_bins_total`,
      help: 'Time bins that questions were answered with, by where they came from ("memory" or "database").',
      labelNames: ['source'],
      registers,
    }),
    cellAge: new Histogram({
      name: `${prefix}time_bins_oldest_seconds`,
      help: 'How long ago the oldest part of an answer in time bins was asked for.',
      buckets: [1, 10, 60, 300, 1800, 3600, 10_800, 21_600, 86_400],
      registers,
    }),
    cellBytes: new Gauge({
      name: `${prefix}time_bins_bytes`,
      help: 'Bytes that the time bins of a data source take in memory, about.',
      labelNames: ['uid'],
      registers,
    }),
    poolConnections: new Gauge({
      name: `${prefix}pool_connections`,
      help: 'Connections of a data source: open ("size"), idle ("available") and waited for ("pending").',
      labelNames: ['uid', 'state'],
      registers,
    }),
  };
}
