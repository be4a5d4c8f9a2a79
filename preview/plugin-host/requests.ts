import type { CallResourceRequest, DataQuery, PluginContext } from '../../pkg/plugin/gen/backend.ts';

/** A data source as a host knows it; all but `uid` may be left out. */
export interface DataSource {
  readonly uid: string;
  readonly name?: string;
  readonly orgId?: number;
  readonly url?: string;
  readonly user?: string;
  readonly database?: string;
  readonly jsonData?: unknown;
  readonly secureJsonData?: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly updated?: number;
}

/** Who asks, and Grafana's configuration. Without a login nobody does: Grafana itself asks. */
export interface Caller {
  readonly login?: string;
  /** The login, when absent. */
  readonly name?: string;
  readonly email?: string;
  /** `Viewer`, when absent. */
  readonly role?: string;
  readonly grafanaConfig?: Readonly<Record<string, string>>;
}

/** The context that goes with every call about a data source. */
export function pluginContext(source: DataSource, caller: Caller = {}): PluginContext {
  return {
    orgId: BigInt(source.orgId ?? 1),
    pluginId: 'calldiagnostics-sfb-datasource',
    user: userOf(caller),
    appInstanceSettings: undefined,
    dataSourceInstanceSettings: {
      id: 1n,
      name: source.name ?? source.uid,
      url: source.url ?? '',
      user: source.user ?? '',
      database: source.database ?? '',
      basicAuthEnabled: false,
      basicAuthUser: '',
      jsonData: Buffer.from(JSON.stringify(source.jsonData ?? {})),
      decryptedSecureJsonData: { ...source.secureJsonData },
      lastUpdatedMS: BigInt(source.updated ?? 0),
      uid: source.uid,
      apiVersion: '',
    },
    grafanaConfig: { ...caller.grafanaConfig },
    pluginVersion: '',
    userAgent: '',
    apiVersion: '',
    namespace: '',
  };
}

function userOf({ login, name = login, email = '', role = 'Viewer' }: Caller): PluginContext['user'] {
  return login === undefined || name === undefined ? undefined : { login, name, email, role };
}

/** Epoch milliseconds, `[from, to)`, with what Grafana derives from the width of a panel. */
export interface QueryOptions {
  readonly from: number;
  readonly to: number;
  readonly intervalMs?: number;
  readonly maxDataPoints?: number;
}

/** One query of a request: the saved model goes as JSON. */
export function dataQuery(refId: string, model: unknown, options: QueryOptions): DataQuery {
  return {
    refId,
    maxDataPoints: BigInt(Math.round(options.maxDataPoints ?? 1_000)),
    intervalMS: BigInt(Math.round(options.intervalMs ?? 60_000)),
    timeRange: { fromEpochMS: BigInt(Math.round(options.from)), toEpochMS: BigInt(Math.round(options.to)) },
    json: Buffer.from(JSON.stringify(model)),
    queryType: '',
  };
}

/** A resource call. `url` is the path below `/resources/`, with its query string. */
export function resourceRequest(
  context: PluginContext,
  method: string,
  url: string,
  body: Uint8Array = new Uint8Array(),
): CallResourceRequest {
  return {
    pluginContext: context,
    path: url.split('?')[0] ?? '',
    method,
    url,
    headers: {},
    body: Buffer.from(body),
  };
}
