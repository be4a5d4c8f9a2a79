import { DiagnosticsError } from '../errors.ts';
import type { CallContext, DataQuery, InstanceSettings } from './api.ts';
import type { DataQuery as WireQuery, PluginContext } from './gen/backend.ts';

/** Values Grafana's own HTTP API uses where a query does not say. */
const defaults = { intervalMs: 1_000, maxDataPoints: 100 };

/** An int64 from the wire as a number; beyond what a number holds exactly it becomes the nearest number that does. */
export function toNumber(value: bigint): number {
  const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
  return Math.min(Math.max(Number(value), min), max);
}

/**
 * Translates what the host sends with every call.
 *
 * @param headers from the host as they are, also from before Grafana stripped the `http_` prefix
 * @throws DiagnosticsError (`settings`) where the call names no data source
 */
export function callContext(
  context: PluginContext | undefined,
  headers: Iterable<readonly [string, string]>,
  signal: AbortSignal,
): CallContext {
  const bare = bareHeaders(headers);
  const login = context?.user?.login;
  return {
    settings: instanceSettings(context),
    ...(login ? { user: login } : {}),
    headers: bare,
    fromAlert: bare.get('fromalert')?.toLowerCase() === 'true',
    signal,
  };
}

function instanceSettings(context: PluginContext | undefined): InstanceSettings {
  const settings = context?.dataSourceInstanceSettings;
  if (!context || !settings) {
    throw new DiagnosticsError(
      'settings',
      'Grafana sent no data source settings with this call: save the data source.',
    );
  }
  return {
    uid: settings.uid,
    name: settings.name,
    orgId: toNumber(context.orgId),
    url: settings.url,
    user: settings.user,
    database: settings.database,
    jsonData: parseObject(settings.jsonData),
    secureJsonData: settings.decryptedSecureJsonData,
    updated: toNumber(settings.lastUpdatedMS),
    grafanaConfig: context.grafanaConfig,
  };
}

/** Lower-case names without `http_`; where a header comes both ways, the bare one counts. */
function bareHeaders(headers: Iterable<readonly [string, string]>): Map<string, string> {
  const bare = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const prefixed = lower.startsWith('http_');
    const key = prefixed ? lower.slice('http_'.length) : lower;
    if (!prefixed || !bare.has(key)) {
      bare.set(key, value);
    }
  }
  return bare;
}

function parseObject(json: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(textOf(json));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** @throws DiagnosticsError (`query`) where the query is no JSON or has no time range */
export function dataQuery(query: WireQuery): DataQuery {
  if (!query.timeRange) {
    throw new DiagnosticsError('query', 'Grafana sent no time range with this query.');
  }
  return {
    refId: query.refId,
    model: parseModel(query.json),
    range: { from: toNumber(query.timeRange.fromEpochMS), to: toNumber(query.timeRange.toEpochMS) },
    intervalMs: toNumber(query.intervalMS) || defaults.intervalMs,
    maxDataPoints: toNumber(query.maxDataPoints) || defaults.maxDataPoints,
  };
}

function parseModel(json: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(json));
  } catch (cause) {
    throw new DiagnosticsError('query', 'The query is not valid JSON: open it in the query editor and save it again.', {
      cause,
    });
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
