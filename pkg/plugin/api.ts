import type { Frame } from './frames/frame.ts';

/** Settings of one configured data source, as Grafana hands them over with every call. */
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

/** What a user may do in the organisation, from least to most. A word that this SDK does not know counts as `None`. */
export type Role = 'None' | 'Viewer' | 'Editor' | 'Admin';

/** Who asks. */
export interface User {
  readonly login: string;
  /** May be empty. */
  readonly name: string;
  readonly email?: string;
  readonly role: Role;
}

/** What every call knows: who asks which data source, and for how long. */
export interface CallContext {
  readonly settings: InstanceSettings;
  /**
   * Undefined for calls that Grafana starts itself, such as alert rules, and for people it does not know, as on a public
   * dashboard: anybody may come to see the answer.
   */
  readonly user?: User;
  /** Header names in lower case, without the `http_` prefix some Grafana versions add. */
  readonly headers: ReadonlyMap<string, string>;
  /** True for an evaluation of an alert rule. */
  readonly fromAlert: boolean;
  /** Aborts when the caller went away. Its reason is what the call then ends with: throw that and nothing else. */
  readonly signal: AbortSignal;
}

/** One query of a request. */
export interface DataQuery {
  readonly refId: string;
  /** The whole saved query model as sent by the front end or stored in an alert rule, not yet validated. */
  readonly model: unknown;
  /** Epoch milliseconds, half-open `[from, to)`. */
  readonly range: { readonly from: number; readonly to: number };
  /** Milliseconds between two points that a panel can tell apart. */
  readonly intervalMs: number;
  /** Points that a panel can show. */
  readonly maxDataPoints: number;
}

/** A call for the frames of one query. */
export interface QueryCall extends CallContext {
  readonly query: DataQuery;
}

/** What "Save & test" shows. */
export interface HealthResult {
  readonly ok: boolean;
  readonly message: string;
  /** JSON shown under the message in the config page. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A request to one of the plugin's own HTTP routes, `/api/datasources/uid/<uid>/resources/<path>`. */
export interface ResourceRequest {
  readonly method: string;
  /** Path without leading slash and without the query string. */
  readonly path: string;
  readonly params: URLSearchParams;
  readonly body: Uint8Array;
}

/** A call of one of the plugin's own HTTP routes. */
export interface ResourceCall extends CallContext {
  readonly request: ResourceRequest;
}

/** What a route answers. */
export interface ResourceResponse {
  /** HTTP status. */
  readonly status: number;
  /** Serialised as JSON. */
  readonly body: unknown;
}

/**
 * What a data source does; `serve` puts it behind Grafana's plugin protocol. Whatever a method throws becomes an error
 * of that one query, resource or health check: throw `PluginError` for what a person can mend.
 */
export interface PluginHandlers {
  /** Answers a query of a panel, an alert rule or an annotation. Queries of one request run at the same time. */
  query(call: QueryCall): Promise<Frame[]>;
  /** Answers "Save & test". */
  checkHealth(call: CallContext): Promise<HealthResult>;
  /** Answers the plugin's own routes. Without it there are none: each is a 404. */
  callResource?(call: ResourceCall): Promise<ResourceResponse>;
  /** Metrics of the process as Prometheus text. Without it there are none. */
  metrics?(): Promise<string>;
  /** Called once before the process ends, which waits 300 ms for it: close connections. */
  close?(): Promise<void>;
}
