import { DiagnosticsError } from '../errors.ts';
import { PluginError, toPluginError, type CallContext, type Step } from '../plugin/index.ts';

/** For calls of any kind: turns whatever was thrown inside into the one kind of error that Grafana is told. */
export function translateErrors<Call extends CallContext, Answer>(): Step<Call, Call, Answer> {
  return (next) => async (call) => {
    try {
      return await next(call);
    } catch (thrown) {
      // A DiagnosticsError has the status, source, level and cause that a PluginError takes for options.
      const error = thrown instanceof DiagnosticsError ? new PluginError(thrown.code, thrown.message, thrown) : thrown;
      throw toPluginError(error, call.signal);
    }
  };
}
