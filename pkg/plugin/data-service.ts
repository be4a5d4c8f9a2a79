import type { PluginHandlers } from './api.ts';
import { callSignal, failure, internalError, loggedCall, type CallLog } from './call.ts';
import { callContext, dataQuery } from './context.ts';
import type { PluginError } from './error.ts';
import {
  DataFrameFormat,
  type DataQuery as WireQuery,
  type DataResponse,
  type DataServer,
  type QueryDataRequest,
  type QueryDataResponse,
} from './gen/backend.ts';

/** The service behind panels, alert rules and annotations. */
export function dataService(handlers: PluginHandlers): DataServer {
  return {
    queryData(call, callback) {
      const signal = callSignal(call);
      queryData(handlers, call.request, signal).then(
        (response) => {
          callback(null, response);
        },
        (thrown: unknown) => {
          callback(internalError(thrown, 'queryData'));
        },
      );
    },
  };
}

/**
 * Runs all queries of a request at once. Every refId gets an answer, for a missing one would pass for "no data", and an
 * error stays with its refId. Two queries of one refId share an answer: the frames of both, or the error of one.
 */
async function queryData(
  handlers: PluginHandlers,
  request: QueryDataRequest,
  signal: AbortSignal,
): Promise<QueryDataResponse> {
  const call: CallLog = { endpoint: 'queryData', context: request.pluginContext };
  // Without a prototype, so that any refId is a key like any other.
  const responses = Object.create(null) as Record<string, DataResponse>;
  await loggedCall(call, signal, async () => {
    const answers = await Promise.all(request.queries.map((query) => answer(handlers, request, query, call, signal)));
    request.queries.forEach(({ refId }, index) => {
      const [first, second] = [responses[refId], answers[index]];
      responses[refId] = merge(first, second) ?? answered([]);
    });
    return answers.some(({ error }) => error) ? 'error' : 'ok';
  });
  return { responses };
}

async function answer(
  handlers: PluginHandlers,
  request: QueryDataRequest,
  query: WireQuery,
  call: CallLog,
  signal: AbortSignal,
): Promise<DataResponse> {
  try {
    // Loaded while the first query runs: Arrow would take half of the start-up time, and memory of an idle plugin.
    const encoder = import('./frames/encode.ts');
    const context = callContext(request.pluginContext, Object.entries(request.headers), signal);
    const frames = await handlers.query({ ...context, query: dataQuery(query) });
    signal.throwIfAborted();
    const { encodeFrame } = await encoder;
    return answered(frames.map((frame) => encodeFrame(frame, query.refId)));
  } catch (thrown) {
    return refused(failure(thrown, call, signal, { refId: query.refId }));
  }
}

function answered(frames: Uint8Array[]): DataResponse {
  return { ...emptyResponse, frames: frames.map(asBuffer), status: 200 };
}

function refused({ message, status, source }: PluginError): DataResponse {
  return { ...emptyResponse, frames: [], error: message, status, errorSource: source };
}

const emptyResponse = {
  error: '',
  jsonMeta: Buffer.alloc(0),
  errorSource: '',
  // Newer hosts may ask for JSON, but every host takes Arrow.
  format: DataFrameFormat.ARROW,
};

function merge(first: DataResponse | undefined, second: DataResponse | undefined): DataResponse | undefined {
  if (!first || !second) {
    return first ?? second;
  }
  return [first, second].find(({ error }) => error) ?? { ...first, frames: [...first.frames, ...second.frames] };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
