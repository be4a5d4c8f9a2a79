import type { Frame } from './frames/frame.ts';

/** Settings of one configured data source, as Grafana hands them over with every request. */
export interface InstanceSettings {
  readonly uid: string;
  readonly name: string;
  readonly orgId: number;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  /** Parsed `jsonData`; an empty object where Grafana sent none or something that is no JSON object. */
  readonly jsonData: Readonly<Record<string, unknown>>;
  /** Decrypted secrets: never log them. */
  readonly secureJsonData: Readonly<Record<string, string>>;
  /** Epoch milliseconds of the last change of the settings. */
  readonly updated: number;
  /** Grafana's own configuration (10.2 and later), for example `GF_APP_URL`; empty before. */
  readonly grafanaConfig: Readonly<Record<string, string>>;
}

/** What every call knows about who asks. */
export interface CallContext {
  readonly settings: InstanceSettings;
  /** Login of the user; undefined for requests that Grafana starts itself, such as alert rules. */
  readonly user?: string;
  /** Header names in lower case, without the `http_` prefix some Grafana versions add. */
  readonly headers: ReadonlyMap<string, string>;
  /** True for an evaluation of an alert rule. */
  readonly fromAlert: boolean;
  /** Aborts when the caller went away. */
  readonly signal: AbortSignal;
}

/** One query of a request. */
export interface DataQuery {
  readonly refId: string;
  /** The whole saved query model as sent by the front end or stored in an alert rule, not yet validated. */
  readonly model: unknown;
  /** Epoch milliseconds, half-open `[from, to)`. */
  readonly range: { readonly from: number; readonly to: number };
  readonly intervalMs: number;
  readonly maxDataPoints: number;
}

export interface HealthResult {
  readonly ok: boolean;
  readonly message: string;
  /** JSON shown under the message in the config page. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface ResourceRequest {
  readonly method: string;
  /** Path without leading slash and without the query string. */
  readonly path: string;
  readonly params: URLSearchParams;
  readonly body: Uint8Array;
}

export interface ResourceResponse {
  readonly status: number;
  /** Serialised as JSON. */
  readonly body: unknown;
}

/**
 * What a data source does; `serve` puts it behind Grafana's plugin protocol. Whatever a method throws becomes an error
 * of that one query, resource or health check: throw `DiagnosticsError` for what a person can mend.
 */
export interface PluginHandlers {
  query(query: DataQuery, context: CallContext): Promise<Frame[]>;
  checkHealth(context: CallContext): Promise<HealthResult>;
  callResource(request: ResourceRequest, context: CallContext): Promise<ResourceResponse>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  /** Called once before the process ends: close pools. */
  close(): Promise<void>;
}
