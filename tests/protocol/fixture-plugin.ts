// A plugin of its own for the protocol tests: its queries say what it shall answer.
import '../../pkg/plugin/output.ts';
import { log, PluginError, serve, type Frame, type PluginHandlers, type QueryCall } from '../../pkg/plugin/index.ts';

/** Frames by the query's `ask`. */
const frames: Record<string, (call: QueryCall) => Frame[] | Promise<Frame[]>> = {
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
  echo: ({ query, settings, user, headers, fromAlert }) => [
    {
      name: 'echo',
      fields: [],
      meta: {
        custom: { ...query, settings, user, headers: [...headers], fromAlert },
      },
    },
  ],
  slow: ({ signal }) =>
    new Promise((_resolve, reject) => {
      log('info', 'slow query runs');
      signal.addEventListener('abort', () => {
        log('info', 'slow query was cancelled', { reason: signal.reason });
        reject(signal.reason as Error);
      });
    }),
  refuse: () => {
    throw new PluginError('permission', 'The login may not read SessionDetailsView.', {
      status: 403,
      source: 'downstream',
      logLevel: 'warn',
      cause: new Error('error 229'),
    });
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
  query: async (call) => {
    const { ask } = call.query.model as { ask: string };
    return (await frames[ask]?.(call)) ?? [];
  },
  checkHealth: ({ settings, user }) => {
    if (settings.uid === 'broken') {
      throw new PluginError('auth', 'Login failed.', { status: 401, source: 'downstream' });
    }
    return Promise.resolve({ ok: true, message: 'fine', details: { uid: settings.uid, ...(user && { user }) } });
  },
  callResource: ({ request: { method, path, params, body }, user }) => {
    if (path === 'missing') {
      throw new PluginError('notFound', 'No such route.', { status: 404, source: 'downstream' });
    }
    return Promise.resolve({
      status: 201,
      body: { method, path, params: [...params], size: body.length, ...(user && { user }) },
    });
  },
  metrics: () => Promise.resolve('fixture_queries_total 1\n'),
  close: () => {
    log('info', 'handlers closed');
    return Promise.resolve();
  },
};

void serve(handlers);
