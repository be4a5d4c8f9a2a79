import type { PluginHandlers, ResourceRequest, ResourceResponse } from './api.ts';
import { callSignal, failure, internalError, loggedCall, type CallLog } from './call.ts';
import { callContext } from './context.ts';
import type { CallResourceRequest, CallResourceResponse, ResourceServer } from './gen/backend.ts';

/** The service behind the plugin's own HTTP routes. Answers are JSON; an error is `{code, message}` with its status. */
export function resourceService(handlers: PluginHandlers): ResourceServer {
  return {
    callResource(call) {
      const signal = callSignal(call);
      callResource(handlers, call.request, signal).then(
        (response) => {
          call.write(response);
          call.end();
        },
        (thrown: unknown) => {
          call.emit('error', internalError(thrown, 'callResource'));
        },
      );
    },
  };
}

async function callResource(
  handlers: PluginHandlers,
  request: CallResourceRequest,
  signal: AbortSignal,
): Promise<CallResourceResponse> {
  const call: CallLog = { endpoint: 'callResource', context: request.pluginContext };
  let response = json({ status: 500, body: null });
  await loggedCall(call, signal, async () => {
    try {
      const headers = Object.entries(request.headers).map(([name, { values }]) => [name, values.join(', ')] as const);
      const context = callContext(request.pluginContext, headers, signal);
      response = json(
        (await handlers.callResource?.({ ...context, request: resourceRequest(request) })) ?? noSuchRoute,
      );
      return 'ok';
    } catch (thrown) {
      const { code, message, status } = failure(thrown, call, signal);
      response = json({ status, body: { code, message } });
      return 'error';
    }
  });
  return response;
}

const noSuchRoute: ResourceResponse = { status: 404, body: { code: 'notFound' } };

/** The query string comes in `url` alone; some hosts send a path with a leading slash, some without. */
function resourceRequest({ method, path, url, body }: CallResourceRequest): ResourceRequest {
  const start = url.indexOf('?');
  return {
    method,
    path: (path.split('?')[0] ?? '').replace(/^\/+/, ''),
    params: new URLSearchParams(start < 0 ? '' : url.slice(start + 1)),
    body,
  };
}

function json({ status, body }: ResourceResponse): CallResourceResponse {
  return {
    code: status,
    headers: { 'Content-Type': { values: ['application/json'] } },
    body: Buffer.from(JSON.stringify(body) ?? 'null'),
  };
}
