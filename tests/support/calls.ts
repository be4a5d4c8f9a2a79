import { validatePeople } from '../../contract/settings.ts';
import { peopleOf } from '../../pkg/people/people.ts';
import type { CallContext, QueryCall } from '../../pkg/plugin/index.ts';
import type { WithPeople } from '../../pkg/query/people.ts';

/** Settings of a data source on a little demo data that does not move on. */
export const demoJson = {
  engine: 'embedded',
  demo: { seed: 3, end: Date.UTC(2026, 5, 17, 12), days: 1, sessionsPerDay: 50 },
} as const;

/** A call about a data source, as the SDK hands it over. */
export function callContext(
  jsonData: Readonly<Record<string, unknown>> = {},
  signal = new AbortController().signal,
): CallContext {
  return {
    settings: {
      uid: 'one',
      name: 'One',
      orgId: 1,
      url: '',
      user: '',
      database: '',
      jsonData,
      secureJsonData: {},
      updated: 1,
      grafanaConfig: {},
    },
    headers: new Map(),
    fromAlert: false,
    signal,
  };
}

/** A call for a query over all of the demo data. */
export function queryCall(model: unknown, context: CallContext = callContext()): QueryCall {
  const range = { from: demoJson.demo.end - 7 * 24 * 3600 * 1000, to: demoJson.demo.end };
  return { ...context, query: { refId: 'A', model, range, intervalMs: 60_000, maxDataPoints: 1_000 } };
}

/** A call that may see what its settings let it see. */
export function seeing<Call extends CallContext>(call: Call): Call & WithPeople {
  return { ...call, people: peopleOf(validatePeople(call.settings.jsonData), call.settings)(call) };
}
