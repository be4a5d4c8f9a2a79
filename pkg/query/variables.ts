import { withoutVariables } from '../../contract/unreplaced.ts';
import type { CallContext, Frame, Handler, QueryCall } from '../plugin/index.ts';

/**
 * Leaves out template variables that nobody replaces, and says so: Grafana asks for the panels of a public dashboard as
 * they are saved. What an alert rule, an expression or the front end sends with a variable in it is a mistake, and goes
 * on to be refused: nobody sees a notice on a rule, and all sessions in place of some would mislead.
 */
export const leaveOutVariables =
  <Call extends QueryCall>(next: Handler<Call, Frame[]>): Handler<Call, Frame[]> =>
  async (call) => {
    const { model } = call.query;
    if (!isAskedAsSaved(call) || typeof model !== 'object' || model === null || Array.isArray(model)) {
      return next(call);
    }
    const { query, variables } = withoutVariables(model as Record<string, unknown>);
    if (variables.length === 0) {
      return next(call);
    }
    const [first, ...rest] = await next({ ...call, query: { ...call.query, model: query } });
    return first ? [withNotice(first, variables), ...rest] : [];
  };

/** The front ends of data sources and of expressions name themselves in a header; alert rules are told apart. */
function isAskedAsSaved({ fromAlert, headers }: CallContext): boolean {
  return !fromAlert && !headers.has('x-datasource-uid') && !headers.has('x-grafana-from-expr');
}

function withNotice(frame: Frame, variables: readonly string[]): Frame {
  const text = `No value for ${variables.join(', ')}: a public dashboard has no variables. Filters with them are left out, options have their defaults.`;
  return {
    ...frame,
    meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), { severity: 'warning', text }] },
  };
}
