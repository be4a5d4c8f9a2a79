import { credentials, type Client, type ClientUnaryCall, type ServiceError } from '@grpc/grpc-js';
import {
  DataClient,
  DiagnosticsClient,
  ResourceClient,
  type CallResourceRequest,
  type CallResourceResponse,
  type CheckHealthRequest,
  type CheckHealthResponse,
  type QueryDataRequest,
  type QueryDataResponse,
} from '../../pkg/plugin/gen/backend.ts';
import { GRPCControllerClient } from '../../pkg/plugin/gen/controller.ts';
import { HealthCheckResponse_ServingStatus as ServingStatus, HealthClient } from '../../pkg/plugin/gen/health.ts';

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

/** Grafana sets no limits on messages. */
const unlimited = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/**
 * The calls Grafana makes to a plugin, over one connection. A call rejects with grpc-js' `ServiceError`; aborting its
 * signal cancels it as a closed dashboard does (code CANCELLED).
 */
export class PluginClient {
  readonly #data: DataClient;
  readonly #diagnostics: DiagnosticsClient;
  readonly #resource: ResourceClient;
  readonly #health: HealthClient;
  readonly #controller: GRPCControllerClient;

  /** @param address for example `unix:/tmp/x.sock` or `127.0.0.1:1234` */
  constructor(address: string) {
    this.#data = new DataClient(address, credentials.createInsecure(), unlimited);
    const options = { ...unlimited, channelOverride: this.#data.getChannel() };
    this.#diagnostics = new DiagnosticsClient(address, credentials.createInsecure(), options);
    this.#resource = new ResourceClient(address, credentials.createInsecure(), options);
    this.#health = new HealthClient(address, credentials.createInsecure(), options);
    this.#controller = new GRPCControllerClient(address, credentials.createInsecure(), options);
  }

  /** The raw gRPC client, for calls no plugin of ours offers. */
  get grpc(): Client {
    return this.#data;
  }

  queryData(request: QueryDataRequest, signal?: AbortSignal): Promise<QueryDataResponse> {
    return unary((callback) => this.#data.queryData(request, callback), signal);
  }

  checkHealth(request: CheckHealthRequest, signal?: AbortSignal): Promise<CheckHealthResponse> {
    return unary((callback) => this.#diagnostics.checkHealth(request, callback), signal);
  }

  /** Prometheus text. */
  async collectMetrics(signal?: AbortSignal): Promise<string> {
    const request = { pluginContext: undefined };
    const { metrics } = await unary<{ metrics?: { prometheus: Uint8Array } | undefined }>(
      (callback) => this.#diagnostics.collectMetrics(request, callback),
      signal,
    );
    return Buffer.from(metrics?.prometheus ?? []).toString('utf8');
  }

  /** Code and headers are those of the first message, bodies are joined. */
  callResource(request: CallResourceRequest, signal?: AbortSignal): Promise<CallResourceResponse> {
    return new Promise((resolve, reject) => {
      const stream = this.#resource.callResource(request);
      const messages: CallResourceResponse[] = [];
      const detach = onAbort(signal, () => {
        stream.cancel();
      });
      stream.on('data', (message: CallResourceResponse) => messages.push(message));
      stream.on('error', (error) => {
        detach();
        reject(error);
      });
      stream.on('end', () => {
        detach();
        const [first] = messages;
        if (first) {
          resolve({ ...first, body: Buffer.concat(messages.map(({ body }) => body)) });
        }
      });
    });
  }

  /** Resolves if the plugin says that it serves. */
  async ping(): Promise<void> {
    const { status } = await unary<{ status: ServingStatus }>((callback) =>
      this.#health.check({ service: 'plugin' }, callback),
    );
    if (status !== ServingStatus.SERVING) {
      throw new Error(`The plugin answers a ping with ${ServingStatus[status]}.`);
    }
  }

  /** Asks the plugin to end and does not wait until it has. */
  async requestShutdown(): Promise<void> {
    await unary((callback) => this.#controller.shutdown({}, callback));
  }

  /** Closes the connection. */
  close(): void {
    this.#data.close();
  }
}

function unary<Response>(
  start: (callback: Callback<Response>) => ClientUnaryCall,
  signal?: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = start((error, response) => {
      detach();
      if (error) {
        reject(error);
      } else {
        resolve(response);
      }
    });
    const detach = onAbort(signal, () => {
      call.cancel();
    });
  });
}

/** Hands back a function that forgets the listener: a signal may outlive thousands of calls. */
function onAbort(signal: AbortSignal | undefined, cancel: () => void): () => void {
  if (signal?.aborted) {
    cancel();
  }
  signal?.addEventListener('abort', cancel, { once: true });
  return () => signal?.removeEventListener('abort', cancel);
}
