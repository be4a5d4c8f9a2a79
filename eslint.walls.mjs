import boundaries from 'eslint-plugin-boundaries';

/** What every engine takes: how it is asked, and what there is to read. */
const forEngines = ['contract', 'pkg/errors.ts', 'pkg/async', 'pkg/cdr', 'pkg/cdr/engines', 'pkg/cdr/schema'];

/**
 * The rooms of the house, and what each may import besides itself; "The rooms" in docs/architecture.md says why. A room is a folder or a
 * file, and an inner one stands before the one around it. A file in none of them is refused: a new room begins with a line here.
 */
const rooms = {
  contract: [],
  src: ['contract'],

  'pkg/main.ts': ['pkg/plugin', 'pkg/data-source', 'archive'],
  'pkg/errors.ts': ['contract'],
  'pkg/async': [],
  'pkg/plugin/frames': [],
  'pkg/plugin': ['pkg/plugin/frames'],
  'pkg/metrics': ['pkg/plugin'],
  'pkg/data-source': [
    ...['contract', 'pkg/errors.ts', 'pkg/async', 'pkg/metrics', 'pkg/plugin', 'pkg/query'],
    ...['pkg/cdr', 'pkg/cdr/engines', 'pkg/cdr/questions', 'pkg/people'],
  ],
  'pkg/query': [
    ...['contract', 'pkg/errors.ts', 'pkg/async', 'pkg/metrics', 'pkg/plugin', 'pkg/plugin/frames'],
    ...['pkg/cdr', 'pkg/people', 'pkg/reports'],
  ],
  'pkg/people': ['contract', 'pkg/errors.ts', 'pkg/plugin', 'pkg/plugin/frames', 'pkg/cdr', 'pkg/cdr/questions'],
  'pkg/reports': ['contract', 'pkg/errors.ts', 'pkg/plugin/frames', 'pkg/cdr', 'pkg/cdr/questions'],
  'pkg/cdr/questions': ['contract', 'pkg/errors.ts', 'pkg/cdr', 'pkg/cdr/schema'],
  'pkg/cdr/schema': [],
  'pkg/cdr/engines/sqlite': [...forEngines, 'demo'],
  'pkg/cdr/engines/*': forEngines,
  'pkg/cdr/engines': ['contract', 'pkg/cdr', 'pkg/cdr/engines/*'],
  'pkg/cdr': ['contract', 'pkg/errors.ts', 'pkg/async', 'pkg/cdr/engines', 'pkg/cdr/questions', 'pkg/cdr/schema'],
  archive: ['contract', 'pkg/errors.ts', 'pkg/async', 'pkg/cdr/**'],

  'demo/generator': ['pkg/cdr/schema'],
  'demo/lcscdr': ['pkg/cdr/schema'],
  'demo/loaders': ['demo/generator', 'demo/lcscdr', 'pkg/cdr/schema'],
  demo: ['demo/*', 'pkg/cdr/schema'],

  dashboards: ['contract'],
  'alerting/quality': ['contract', 'alerting', 'demo/**', 'pkg/cdr/**', 'pkg/reports'],
  alerting: ['contract', 'dashboards'],
  seed: ['contract', 'pkg/errors.ts', 'pkg/cdr/engines/*', 'demo/*'],
  scripts: ['alerting', 'dashboards'],
  preview: ['**'],
};

/** Nothing else imports tests and what they share; they may import everything. */
const tests = ['**/*.test.{ts,tsx}', '**/testing/**', 'tests/**'];

/** Packages that stay in these rooms and what is inside them: whatever else needs them asks the room. */
const packages = {
  kysely: ['pkg/cdr'],
  '{mssql,tedious,tedious/**,tarn}': ['pkg/cdr/engines', 'demo/loaders', 'seed'],
  '@clickhouse/client': ['pkg/cdr/engines/clickhouse', 'archive/clickhouse'],
  '{@grpc/grpc-js,apache-arrow}': ['pkg/plugin', 'preview'],
  '{react,react-dom,@grafana/data,@grafana/runtime,@grafana/ui}': ['src', 'preview'],
};

const isFile = (room) => room.endsWith('.ts');
const isIn = (room, names) => names.some((name) => room === name || room.startsWith(`${name}/`));

/** Policies of a room; each overrides those before it. */
const policiesOf = (room, allowed) => [
  { allow: { to: { module: { origin: ['external', 'core'] } } } },
  ...Object.entries(packages)
    .filter(([, names]) => !isIn(room, names))
    .map(([source]) => ({ disallow: { to: { module: { source } } } })),
  { allow: { dependency: { relationship: { to: 'internal' } } } },
  { allow: { to: { element: { types: allowed.filter((name) => !isFile(name)) } } } },
  { allow: { to: { file: { categories: allowed.filter(isFile) } } } },
  { disallow: { to: { file: { categories: 'test' } } } },
];

/** Holds the walls up: against types, `import()`, `export ... from` and `require()`, too. */
export const walls = [
  {
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': Object.keys(rooms)
        .filter((room) => !isFile(room))
        .map((room) => ({ type: room, pattern: room, partialMatch: false })),
      'boundaries/files': [
        ...Object.keys(rooms)
          .filter(isFile)
          .map((room) => ({ category: room, pattern: room })),
        { category: 'test', pattern: tests },
        { category: 'configuration', pattern: '*.{mjs,cjs,ts}' },
      ],
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
      'boundaries/legacy-templates': false,
    },
    rules: { 'boundaries/no-unknown-files': 'error' },
  },
  // The last that names a file decides: inner rooms after those around them.
  ...Object.entries(rooms)
    .reverse()
    .map(([room, allowed]) => ({
      files: [isFile(room) ? room : `${room}/**`],
      ignores: tests,
      rules: {
        'boundaries/dependencies': [
          'error',
          {
            default: 'disallow',
            message: 'This room may not import {{dependency.source}}: see eslint.walls.mjs.',
            checkAllOrigins: true,
            checkInternals: true,
            checkUnknownLocals: true,
            policies: policiesOf(room, allowed),
          },
        ],
      },
    })),
];
