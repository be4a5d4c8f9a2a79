import { decodeFrame, type DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import type { PluginClient } from '../../preview/plugin-host/client.ts';
import {
  dataQuery,
  pluginContext,
  type Caller,
  type DataSource,
  type QueryOptions,
} from '../../preview/plugin-host/requests.ts';

/** An answer and the time from sending the query to having its bytes. */
export interface Asked {
  readonly milliseconds: number;
  readonly frames: readonly Uint8Array[];
}

/** Asks as one panel does. @throws Error with the plugin's own words where it refuses */
export async function ask(
  plugin: PluginClient,
  source: DataSource,
  model: unknown,
  range: QueryOptions,
  who: Caller = {},
): Promise<Asked> {
  const request = {
    pluginContext: pluginContext(source, who),
    headers: {},
    queries: [dataQuery('A', model, range)],
    format: 0,
  };
  const started = performance.now();
  const { responses } = await plugin.queryData(request);
  const milliseconds = performance.now() - started;
  const { A: response } = responses;
  if (!response || response.error) {
    throw new Error(`${JSON.stringify(model)}: ${response?.error ?? 'no answer'}`);
  }
  return { milliseconds, frames: response.frames };
}

/** What a report's answer tells about itself. */
export interface Measured {
  readonly total: number;
  /** Milliseconds during which at least one statement was outstanding. */
  readonly sql: number;
  /** Rows of all frames. */
  readonly rows: number;
  /** Values by row and column name, of the first frame. */
  readonly first: DecodedFrame;
}

/** Asks for a report and reads what it says about its SQL. */
export async function askReport(
  plugin: PluginClient,
  source: DataSource,
  model: unknown,
  range: QueryOptions,
): Promise<Measured> {
  const { milliseconds, frames } = await ask(plugin, source, model, range);
  const decoded = frames.map((bytes) => decodeFrame(bytes));
  const [first] = decoded;
  const seconds = first?.meta.custom?.sqlSeconds;
  if (!first || typeof seconds !== 'number') {
    throw new Error(`${JSON.stringify(model)}: the answer does not tell its SQL time`);
  }
  const rows = decoded.reduce((sum, { fields }) => sum + (fields[0]?.values.length ?? 0), 0);
  return { total: milliseconds, sql: seconds * 1000, rows, first };
}
