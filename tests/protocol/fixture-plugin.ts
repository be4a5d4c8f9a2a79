// A plugin of its own for the protocol tests: its queries say what it shall answer.
import '../../pkg/plugin/output.ts';
import { DiagnosticsError } from '../../pkg/errors.ts';
import type { CallContext, DataQuery, PluginHandlers } from '../../pkg/plugin/api.ts';
import type { Frame } from '../../pkg/plugin/frames/frame.ts';
import { log } from '../../pkg/plugin/log.ts';
import { metricsText, recordCache, recordQuery, recordSql, setPool } from '../../pkg/plugin/metrics.ts';
import { serve } from '../../pkg/plugin/serve.ts';

/** Frames by the query's `ask`. */
const frames: Record<string, (query: DataQuery, context: CallContext) => Frame[] | Promise<Frame[]>> = {
  types: () => [
    {
      name: 'types',
      meta: { notices: [{ severity: 'info', text: 'hello' }], executedQueryString: 'SELECT 1' },
      fields: [
        { name: 'time', type: 'time', values: [0, 1_700_000_000_123.5] },
        { name: 'maybe', type: 'time', values: [null, 1_700_000_000_000] },
        { name: 'number', type: 'number', values: [1.5, null], config: { unit: 'ms', decimals: 1 } },
        { name: 'integer', type: 'integer', values: [-7, null] },
        { name: 'string', type: 'string', values: ['zażółć', null] },
        { name: 'boolean', type: 'boolean', values: [true, null] },
        { name: 'json', type: 'json', values: [{ a: [1, null] }, null] },
      ],
    },
  ],
  sameNames: () => [
    {
      name: 'wide',
      meta: { type: 'timeseries-wide', typeVersion: [0, 1] },
      fields: [
        { name: 'time', type: 'time', values: [1_000] },
        { name: 'sessions', type: 'number', values: [1], labels: { pool: 'a' } },
        { name: 'sessions', type: 'number', values: [2], labels: { pool: 'b' } },
      ],
    },
  ],
  noRows: () => [{ name: 'empty', fields: [{ name: 'string', type: 'string', values: [] }] }],
  noFields: () => [{ name: 'nothing', fields: [] }],
  unequal: () => [
    {
      name: 'unequal',
      fields: [
        { name: 'a', type: 'number', values: [1] },
        { name: 'b', type: 'number', values: [1, 2] },
      ],
    },
  ],
  large: () => [
    {
      name: 'large',
      fields: Array.from({ length: 8 }, (_, index) => ({
        name: `column ${index}`,
        type: 'number' as const,
        values: Array.from({ length: 100_000 }, (_value, row) => row),
      })),
    },
  ],
  echo: ({ model, range, intervalMs, maxDataPoints }, { settings, user, headers, fromAlert }) => [
    {
      name: 'echo',
      fields: [],
      meta: {
        custom: { model, range, intervalMs, maxDataPoints, settings, user, headers: [...headers], fromAlert },
      },
    },
  ],
  slow: (_query, { signal }) =>
    new Promise((_resolve, reject) => {
      log('info', 'slow query runs');
      signal.addEventListener('abort', () => {
        log('info', 'slow query was cancelled', { reason: signal.reason });
        reject(signal.reason as Error);
      });
    }),
  refuse: () => {
    throw new DiagnosticsError('permission', 'The login may not read SessionDetailsView.');
  },
  defect: () => {
    throw new TypeError('x is not a function');
  },
  print: () => {
    process.stdout.write('from stdout\n');
    Reflect.apply(Reflect.get(console, 'log') as () => void, console, ['from', 'console']);
    return [];
  },
  crash: () => {
    setTimeout(() => {
      throw new Error('nobody\ncaught this');
    });
    return new Promise(() => undefined);
  },
  reject: () => {
    void Promise.reject(new Error('nobody awaited this'));
    return new Promise(() => undefined);
  },
};

const handlers: PluginHandlers = {
  query: async (query, context) => {
    const { ask } = query.model as { ask: string };
    recordQuery({ report: ask, outcome: 'ok', seconds: 0.01 });
    return (await frames[ask]?.(query, context)) ?? [];
  },
  checkHealth: ({ settings }) => {
    if (settings.uid === 'broken') {
      throw new DiagnosticsError('auth', 'Login failed.');
    }
    return Promise.resolve({ ok: true, message: 'fine', details: { uid: settings.uid } });
  },
  callResource: ({ method, path, params, body }) => {
    if (path === 'missing') {
      throw new DiagnosticsError('notFound', 'No such route.');
    }
    return Promise.resolve({ status: 201, body: { method, path, params: [...params], size: body.length } });
  },
  metrics: () => {
    recordSql({ seconds: 0.2, rows: 7 });
    recordCache(true);
    setPool('one', { size: 3, available: 2, pending: 0 });
    setPool('two', { size: 3, available: 2, pending: 0 });
    setPool('two', undefined);
    return metricsText();
  },
  close: () => {
    log('info', 'handlers closed');
    return Promise.resolve();
  },
};

void serve(handlers);
