import type { DataQuery, DataResponse } from '../../../pkg/plugin/gen/backend.ts';
import { decodeFrame, type DecodedFrame } from '../../../preview/plugin-host/decode-frame.ts';
import type { PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type DataSource } from '../../../preview/plugin-host/requests.ts';

/** Epoch milliseconds, half-open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** An answer for one refId, with its frames read back. */
export interface Answer {
  readonly status: number;
  readonly error: string;
  readonly errorSource: string;
  readonly frames: DecodedFrame[];
}

function answerOf(response: DataResponse | undefined): Answer {
  if (!response) {
    throw new Error('A refId got no answer at all.');
  }
  const { status, error, errorSource, frames } = response;
  return { status, error, errorSource, frames: frames.map((bytes) => decodeFrame(bytes)) };
}

/** Sends queries as they are, as the front end does, and hands back the answers in their order; every refId must occur once. */
export async function send(
  plugin: PluginProcess,
  source: DataSource,
  queries: DataQuery[],
  signal?: AbortSignal,
): Promise<Answer[]> {
  const headers = { 'http_X-Datasource-Uid': source.uid };
  const request = { pluginContext: pluginContext(source), headers, queries, format: 0 };
  const { responses } = await plugin.queryData(request, signal);
  return queries.map(({ refId }) => answerOf(responses[refId]));
}

/** Asks one question. */
export async function ask(
  plugin: PluginProcess,
  source: DataSource,
  model: unknown,
  range: Range,
  signal?: AbortSignal,
): Promise<Answer> {
  const [answer] = await send(plugin, source, [dataQuery('A', model, range)], signal);
  return answer as Answer;
}

/** Health check of the data source, with the details parsed. */
export async function health(plugin: PluginProcess, source: DataSource, signal?: AbortSignal) {
  const request = { pluginContext: pluginContext(source), headers: {} };
  const { status, message, jsonDetails } = await plugin.checkHealth(request, signal);
  const text = jsonDetails.toString('utf8');
  return { status, message, details: JSON.parse(text || '{}') as Record<string, unknown> };
}

/** Rows of the first frame as objects keyed by field name. */
export function rowsOf({ frames: [frame] }: Answer): Record<string, unknown>[] {
  const length = frame?.fields[0]?.values.length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(frame?.fields.map(({ name, values }) => [name, values[row]]) ?? []),
  );
}
