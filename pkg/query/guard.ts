import { DiagnosticsError } from '../errors.ts';
import type { Frame, Handler, QueryCall } from '../plugin/index.ts';

/** Levels of the deepest query that is taken. A saved one is almost flat. */
const deepest = 100;

/** Refuses what nests without end and would overflow the stack of whoever walks it. */
export const refuseDeep =
  <Call extends QueryCall>(next: Handler<Call, Frame[]>): Handler<Call, Frame[]> =>
  async (call) => {
    let level = [call.query.model];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > deepest) {
        throw new DiagnosticsError('query', `query: nested too deeply, at most ${deepest} levels are taken.`);
      }
      level = level.flatMap(children);
    }
    return next(call);
  };

function children(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
