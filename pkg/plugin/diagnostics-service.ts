import type { HealthResult, PluginHandlers } from './api.ts';
import { callSignal, failure, internalError, loggedCall, type CallLog } from './call.ts';
import { callContext } from './context.ts';
import {
  CheckHealthResponse_HealthStatus as HealthStatus,
  type CheckHealthRequest,
  type CheckHealthResponse,
  type DiagnosticsServer,
} from './gen/backend.ts';

/** The service behind "Save & test" and behind Grafana's route for the metrics of a plugin. */
export function diagnosticsService(handlers: PluginHandlers): DiagnosticsServer {
  return {
    checkHealth(call, callback) {
      checkHealth(handlers, call.request, callSignal(call)).then(
        (response) => {
          callback(null, response);
        },
        (thrown: unknown) => {
          callback(internalError(thrown, 'checkHealth'));
        },
      );
    },
    collectMetrics(_call, callback) {
      metrics(handlers).then(
        (text) => {
          callback(null, { metrics: { prometheus: Buffer.from(text) } });
        },
        (thrown: unknown) => {
          callback(internalError(thrown, 'collectMetrics'));
        },
      );
    },
  };
}

async function metrics(handlers: PluginHandlers): Promise<string> {
  return (await handlers.metrics?.()) ?? '';
}

async function checkHealth(
  handlers: PluginHandlers,
  request: CheckHealthRequest,
  signal: AbortSignal,
): Promise<CheckHealthResponse> {
  const call: CallLog = { endpoint: 'checkHealth', context: request.pluginContext };
  let result: HealthResult = { ok: false, message: '' };
  await loggedCall(call, signal, async () => {
    try {
      const context = callContext(request.pluginContext, Object.entries(request.headers), signal);
      result = await handlers.checkHealth(context);
    } catch (thrown) {
      const { code, message } = failure(thrown, call, signal);
      result = { ok: false, message, details: { code } };
    }
    return result.ok ? 'ok' : 'error';
  });
  return {
    status: result.ok ? HealthStatus.OK : HealthStatus.ERROR,
    message: result.message,
    jsonDetails: Buffer.from(result.details ? JSON.stringify(result.details) : ''),
  };
}
