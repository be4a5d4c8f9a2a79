import type { CallContext, DataQuery, InstanceSettings, Role, User } from './api.ts';
import { PluginError } from './error.ts';
import type { DataQuery as WireQuery, PluginContext, User as WireUser } from './gen/backend.ts';

/** Values Grafana's own HTTP API uses where a query does not say. */
const defaults = { intervalMs: 1_000, maxDataPoints: 100 };

/**
 * Names that Grafana gives itself, with the role Admin: when it evaluates alert rules, and since Grafana 12 when it asks for what a public
 * dashboard shows, or sets something up. Nobody stands behind them, or anybody.
 */
const ownLogins: readonly string[] = ['grafana_scheduler', 'service', 'provisioning'];

/** Options of the errors that whoever asked has to mend. */
const asked = { status: 400, source: 'downstream' } as const;

const roles: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];

/** An int64 from the wire as a number; beyond what a number holds exactly it becomes the nearest number that does. */
export function toNumber(value: bigint): number {
  const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
  return Math.min(Math.max(Number(value), min), max);
}

/**
 * Translates what the host sends with every call.
 *
 * @param headers from the host as they are, also from before Grafana stripped the `http_` prefix
 * @throws PluginError `settings` where the call names no data source
 */
export function callContext(
  context: PluginContext | undefined,
  headers: Iterable<readonly [string, string]>,
  signal: AbortSignal,
): CallContext {
  const bare = bareHeaders(headers);
  const user = asking(context?.user);
  return {
    settings: instanceSettings(context),
    ...(user && { user }),
    headers: bare,
    fromAlert: bare.get('fromalert')?.toLowerCase() === 'true',
    signal,
  };
}

function asking(user: WireUser | undefined): User | undefined {
  if (!user?.login || ownLogins.includes(user.login)) {
    return undefined;
  }
  const { login, name, email } = user;
  return { login, name, ...(email && { email }), role: roles.find((role) => role === user.role) ?? 'None' };
}

function instanceSettings(context: PluginContext | undefined): InstanceSettings {
  const settings = context?.dataSourceInstanceSettings;
  if (!context || !settings) {
    throw new PluginError(
      'settings',
      'Grafana sent no data source settings with this call: save the data source.',
      asked,
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

/** @throws PluginError `query` where the query is no JSON or has no time range */
export function dataQuery(query: WireQuery): DataQuery {
  if (!query.timeRange) {
    throw new PluginError('query', 'Grafana sent no time range with this query.', { ...asked, logLevel: 'debug' });
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
    const text = 'The query is not valid JSON: open it in the query editor and save it again.';
    throw new PluginError('query', text, { ...asked, logLevel: 'debug', cause });
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
