import { reportIds } from '../../contract/reports/index.ts';
import { recordQuery } from '../metrics/metrics.ts';
import { toPluginError, type Frame, type QueryCall, type Step } from '../plugin/index.ts';

/** Counts each query by report and outcome, and how long it took. */
export const countQuery: Step<QueryCall, QueryCall, Frame[]> = (next) => async (call) => {
  const started = performance.now();
  let outcome = 'ok';
  try {
    return await next(call);
  } catch (thrown) {
    outcome = toPluginError(thrown, call.signal).code;
    throw thrown;
  } finally {
    recordQuery({ report: reportOf(call.query.model), outcome, seconds: (performance.now() - started) / 1000 });
  }
};

/** The report that a query names, wrong as the query may be; only known ones, or the metric would grow without end. */
function reportOf(model: unknown): string {
  const named = typeof model === 'object' && model !== null && 'report' in model ? model.report : undefined;
  return reportIds.find((id) => id === named) ?? 'unknown';
}
