import type { ClickHouseClient } from '@clickhouse/client';
import { DiagnosticsError } from '../../../errors.ts';
import type { Statement } from '../../parameter.ts';
import type { FoundRow } from '../engine.ts';
import type { Reached } from './configuration.ts';
import { rowReader, sent } from './values.ts';

/** How statements are to be understood, and what a statement may do; https://clickhouse.com/docs/operations/settings/settings. */
const settings = {
  /** Reads alone, and may set the rest of these. */
  readonly: '2',
  /** Only the newest of several copies of a row counts. */
  final: 1,
  /** A copy of a row lies in the partition of the others. */
  do_not_merge_across_partitions_select_final: 1,
  use_skip_indexes_if_final: 1,
  join_use_nulls: 1,
  cast_keep_nullable: 1,
  union_default_mode: 'DISTINCT',
  prefer_column_name_to_alias: 1,
  /** On a cluster the right-hand side of a join or IN is made once and sent to every shard. */
  distributed_product_mode: 'global',
  date_time_output_format: 'unix_timestamp',
  output_format_json_quote_64bit_integers: 0,
  /** An error comes as one, and not behind half an answer. */
  wait_end_of_query: 1,
  cancel_http_readonly_queries_on_client_close: 1,
  /** Bytes of a statement: the classification of many diagnostic IDs is a long one. */
  max_query_size: '4194304',
} as const;

/** Settings that older servers do not know, and would refuse. */
const newer = {
  /** To plan a join the server would read statistics of every part there is: of 20 years that took three times as long as an answer over a week. */
  use_statistics: 0,
} as const;
export type NewerSetting = keyof typeof newer;

/** Asks which of the newer settings a server knows; whoever may sign in may ask. */
export const newerSettings: Statement = {
  sql: `select name from system.settings where name in (${Object.keys(newer)
    .map((name) => `'${name}'`)
    .join(', ')})`,
  parameters: [],
};

/** What ends a statement early. */
export interface StatementLimits {
  /** Seconds that the server may take. */
  readonly seconds: number;
  /** More rows than these make it stop. */
  readonly maxRows: number;
  readonly signal: AbortSignal;
}

/**
 * The driver, loaded with the first question: most of the plugin's life passes without one.
 * @param compressed whether answers, and what is inserted, travel compressed
 * @param application what the server's log calls us
 */
export async function openClient(
  reached: Omit<Reached, 'database'> & { readonly database: string | undefined },
  compressed: boolean,
  application = 'Grafana Call Diagnostics',
): Promise<ClickHouseClient> {
  const [{ createClient, ClickHouseLogLevel }, http, https] = await Promise.all([
    import('@clickhouse/client'),
    import('node:http'),
    import('node:https'),
  ]);
  const { origin, path, database, user, password, tls } = reached;
  return createClient({
    url: origin,
    pathname: path,
    ...(database !== undefined && { database }),
    username: user,
    password: password ?? '',
    application,
    compression: { response: compressed, request: compressed },
    // Our own limits end a statement; the driver's would count waiting for a first byte as silence.
    request_timeout: 2 ** 31 - 1,
    use_multipart_params_auto: true,
    // It prints settings and statements.
    log: { level: ClickHouseLogLevel.OFF },
    http_agent: tls ? new https.Agent({ keepAlive: true, ...tls }) : new http.Agent({ keepAlive: true }),
    ...(password === undefined && {
      set_basic_auth_header: false,
      http_headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-SSL-Certificate-Auth': 'on' },
    }),
  });
}

/**
 * Runs a statement. Rows are read as they come, so that an answer too large is stopped on the server and not in memory.
 * @param known the newer settings that the server knows
 * @throws what the driver says, the reason of the signal, or a `DiagnosticsError` where there are too many rows
 */
export async function run(
  client: ClickHouseClient,
  { sql, parameters }: Statement,
  { seconds, maxRows, signal }: StatementLimits,
  known: readonly NewerSetting[] = [],
): Promise<readonly FoundRow[]> {
  const answer = await client.query({
    query: sql,
    format: 'JSONCompactEachRowWithNamesAndTypes',
    query_params: Object.fromEntries(parameters.map((value, index) => [`p${index + 1}`, sent(value)])),
    clickhouse_settings: {
      ...settings,
      ...Object.fromEntries(known.map((name) => [name, newer[name]])),
      max_execution_time: seconds,
    },
    abort_signal: signal,
  });
  const close = () => {
    answer.close();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    signal.throwIfAborted();
    const rows: FoundRow[] = [];
    let names: readonly string[] | undefined;
    let read: ReturnType<typeof rowReader> | undefined;
    for await (const part of answer.stream()) {
      for (const line of part) {
        const values = line.json<readonly unknown[]>();
        if (!names) {
          names = values as readonly string[];
        } else if (!read) {
          read = rowReader(names, values as readonly string[]);
        } else if (rows.length < maxRows) {
          rows.push(read(values));
        } else {
          throw tooMany(maxRows);
        }
      }
    }
    signal.throwIfAborted();
    if (!read) {
      // Names and types come whatever is found.
      throw new Error('The answer ended before it began.');
    }
    return rows;
  } finally {
    signal.removeEventListener('abort', close);
    answer.close();
  }
}

const tooMany = (maxRows: number) =>
  new DiagnosticsError(
    'tooLarge',
    `The query brought more than ${maxRows} rows. Choose a shorter range or more filters; the data source setting "Rows at most" sets the bound.`,
  );
