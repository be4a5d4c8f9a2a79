import { decodeFrame } from '../plugin-host/decode-frame.ts';
import type { PluginProcess } from '../plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, resourceRequest } from '../plugin-host/requests.ts';
import { HTTPException } from 'hono/http-exception';
import type { DataSources } from './data-sources.ts';
import { frameJson, type FrameJson } from './frame-json.ts';
import { readBound } from './time-range.ts';

interface QueryBody {
  readonly queries?: readonly ({ readonly refId?: string; readonly datasource?: { readonly uid?: string } } & Record<
    string,
    unknown
  >)[];
  readonly from?: unknown;
  readonly to?: unknown;
}

interface ResourceCall {
  readonly method: string;
  /** With its parameters. */
  readonly path: string;
  readonly body: Uint8Array;
}

/** Result of one refId, as Grafana's HTTP API gives it. */
export interface QueryResult {
  readonly status: number;
  readonly error?: string;
  readonly errorSource?: string;
  readonly frames: readonly FrameJson[];
}

/** What Grafana derives from the width of a panel, where the query brings it. */
function sizes(model: Record<string, unknown>): { intervalMs?: number; maxDataPoints?: number } {
  const { intervalMs, maxDataPoints } = model;
  return {
    ...(typeof intervalMs === 'number' && intervalMs > 0 ? { intervalMs } : {}),
    ...(typeof maxDataPoints === 'number' && maxDataPoints > 0 ? { maxDataPoints } : {}),
  };
}

/** The few routes of Grafana's HTTP API that the plugin's front end uses, answered by a running plugin. */
export class GrafanaApi {
  readonly #plugin: PluginProcess;
  readonly #sources: DataSources;

  constructor(plugin: PluginProcess, sources: DataSources) {
    this.#plugin = plugin;
    this.#sources = sources;
  }

  /** `POST /api/ds/query`: the queries of one request may go to several data sources. */
  async query(body: QueryBody, signal: AbortSignal): Promise<Record<string, QueryResult>> {
    const now = Date.now();
    const [from, to] = [readBound(body.from ?? 'now-6h', now), readBound(body.to ?? 'now', now)];
    if (from === undefined || to === undefined) {
      throw new HTTPException(400, { message: 'from and to take epoch milliseconds or now-7d' });
    }
    const asked = (body.queries ?? []).map((query, index) => ({
      refId: query.refId ?? String.fromCharCode(65 + index),
      uid: query.datasource?.uid ?? '',
      model: query,
    }));
    const results: Record<string, QueryResult> = {};
    for (const uid of new Set(asked.map((query) => query.uid))) {
      const source = this.#sources.get(uid);
      const { responses } = await this.#plugin.queryData(
        {
          pluginContext: pluginContext(source, { login: 'admin' }),
          headers: {},
          queries: asked
            .filter((query) => query.uid === uid)
            .map(({ refId, model }) => dataQuery(refId, model, { from, to, ...sizes(model) })),
          format: 0,
        },
        signal,
      );
      for (const [refId, response] of Object.entries(responses)) {
        results[refId] = {
          status: response.status,
          ...(response.error && { error: response.error, errorSource: response.errorSource }),
          frames: response.frames.map((bytes) => frameJson(decodeFrame(bytes))),
        };
      }
    }
    return results;
  }

  /** `GET /api/datasources/uid/<uid>/health`. */
  async health(uid: string, signal: AbortSignal) {
    const context = pluginContext(this.#sources.get(uid), { login: 'admin' });
    const { status, message, jsonDetails } = await this.#plugin.checkHealth(
      { pluginContext: context, headers: {} },
      signal,
    );
    const details: unknown = jsonDetails.length > 0 ? JSON.parse(Buffer.from(jsonDetails).toString('utf8')) : undefined;
    return { status: status === 1 ? 'OK' : 'ERROR', message, details };
  }

  /** `/api/datasources/uid/<uid>/resources/<path>`: the plugin's answer as it is. */
  async resource(uid: string, { method, path, body }: ResourceCall, signal: AbortSignal): Promise<Response> {
    const context = pluginContext(this.#sources.get(uid), { login: 'admin' });
    const answer = await this.#plugin.callResource(resourceRequest(context, method, path, body), signal);
    return new Response(answer.body, { status: answer.code, headers: { 'Content-Type': 'application/json' } });
  }
}
