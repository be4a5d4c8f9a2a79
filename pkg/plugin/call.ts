import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { cancelled, toPluginError, type PluginError } from './error.ts';
import type { PluginContext } from './gen/backend.ts';
import { log } from './log.ts';

/** The part of a gRPC call that tells whether its caller is still there. */
interface Cancellable {
  on(event: 'cancelled', listener: () => void): unknown;
  readonly cancelled: boolean;
}

/** A signal that aborts when the caller goes away: a closed dashboard, or the deadline of an alert evaluation. */
export function callSignal(call: Cancellable): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(cancelled());
  };
  if (call.cancelled) {
    abort();
  } else {
    call.on('cancelled', abort);
  }
  return controller.signal;
}

/** What the log says about every call. */
export interface CallLog {
  readonly endpoint: string;
  readonly context: PluginContext | undefined;
}

/**
 * Runs one call and logs that it is over: endpoint, data source, user, duration in milliseconds and outcome, and
 * nothing of what was asked, which may name people.
 *
 * @param run says how it went; what it throws is a defect of ours
 */
export async function loggedCall(
  call: CallLog,
  signal: AbortSignal,
  run: () => Promise<'ok' | 'error'>,
): Promise<void> {
  const start = performance.now();
  const outcome = await run();
  log('debug', 'Plugin Request Completed', {
    ...describe(call),
    duration: Math.round((performance.now() - start) * 10) / 10,
    status: signal.aborted ? 'cancelled' : outcome,
  });
}

function describe({ endpoint, context }: CallLog): Record<string, unknown> {
  const settings = context?.dataSourceInstanceSettings;
  const uname = context?.user?.login;
  return { endpoint, dsName: settings?.name, dsUID: settings?.uid, ...(uname ? { uname } : {}) };
}

/**
 * Logs a failed query, resource call or health check with its cause, and hands back what to tell the user.
 *
 * @param details for example the refId
 */
export function failure(thrown: unknown, call: CallLog, signal: AbortSignal, details = {}): PluginError {
  const error = toPluginError(thrown, signal);
  log(error.logLevel, 'query failed', {
    ...describe(call),
    ...details,
    code: error.code,
    error: error.message,
    cause: error.cause,
  });
  return error;
}

/** A defect as the gRPC error it ends in; the details are in the log alone. */
export function internalError(thrown: unknown, endpoint: string): ServiceError {
  log('error', 'call failed', { endpoint, error: thrown });
  const details = 'The plugin failed on this call. This is a defect: the Grafana log has the details.';
  return Object.assign(new Error(details), { code: status.INTERNAL, details, metadata: new Metadata() });
}
