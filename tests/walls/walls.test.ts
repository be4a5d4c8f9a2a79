import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Who tries to import what: a file of the repository or a package, and why not. */
type Attempt = readonly [from: string, to: string];

const refused: Readonly<Record<string, readonly Attempt[]>> = {
  'the contract knows nobody': [
    ['contract/new.ts', 'pkg/errors.ts'],
    ['contract/new.ts', 'src/types.ts'],
    ['contract/new.ts', 'kysely'],
    ['contract/new.ts', '@grafana/data'],
    ['contract/reports/new.ts', 'dashboards/index.ts'],
  ],
  'the two halves meet in the contract alone': [
    ['src/query/new.ts', 'pkg/errors.ts'],
    ['src/new.tsx', 'pkg/plugin/log.ts'],
    ['pkg/errors.ts', 'src/types.ts'],
    ['pkg/reports/new.ts', 'src/types.ts'],
    ['pkg/query/new.ts', 'react'],
  ],
  'the plugin SDK knows nothing of this product': [
    ['pkg/plugin/new.ts', 'contract/query.ts'],
    ['pkg/plugin/new.ts', 'pkg/errors.ts'],
    ['pkg/plugin/new.ts', 'pkg/metrics/metrics.ts'],
    ['pkg/plugin/new.ts', 'pkg/cdr/cdr.ts'],
    ['pkg/plugin/frames/new.ts', 'pkg/plugin/log.ts'],
  ],
  'only the SDK speaks the protocol': [
    ['pkg/query/new.ts', '@grpc/grpc-js'],
    ['pkg/reports/new.ts', 'apache-arrow'],
    ['pkg/reports/new.ts', 'pkg/plugin/log.ts'],
  ],
  'reports ask questions and hold no SQL': [
    ['pkg/reports/new.ts', 'kysely'],
    ['pkg/reports/spikes/new.ts', 'kysely'],
    ['pkg/reports/new.ts', 'pkg/cdr/engines/index.ts'],
    ['pkg/reports/new.ts', 'pkg/cdr/engines/sqlserver/dialect.ts'],
    ['pkg/reports/new.ts', 'pkg/cdr/schema/columns.ts'],
    ['pkg/query/new.ts', 'kysely'],
    ['pkg/data-source/new.ts', 'kysely'],
    ['dashboards/new.ts', 'kysely'],
  ],
  'questions know no engine and no report': [
    ['pkg/cdr/questions/new.ts', 'pkg/cdr/engines/index.ts'],
    ['pkg/cdr/questions/new.ts', 'pkg/cdr/engines/sqlite/dialect.ts'],
    ['pkg/cdr/questions/new.ts', 'pkg/reports/index.ts'],
    ['pkg/cdr/new.ts', 'pkg/cdr/engines/sqlserver/dialect.ts'],
    ['pkg/cdr/new.ts', 'pkg/reports/index.ts'],
    ['pkg/cdr/schema/new.ts', 'pkg/cdr/cdr.ts'],
  ],
  'an engine knows neither another nor a report': [
    ['pkg/cdr/engines/sqlite/new.ts', 'pkg/cdr/engines/sqlserver/dialect.ts'],
    ['pkg/cdr/engines/sqlserver/new.ts', 'pkg/cdr/engines/sqlite/dialect.ts'],
    ['pkg/cdr/engines/clickhouse/new.ts', 'pkg/cdr/engines/sqlserver/dialect.ts'],
    ['pkg/cdr/engines/sqlserver/new.ts', 'pkg/reports/index.ts'],
    ['pkg/cdr/engines/sqlserver/new.ts', 'pkg/cdr/questions/sessions.ts'],
    ['pkg/cdr/new.ts', 'mssql'],
  ],
  'demo data is for the SQLite engine and for what shows and tests': [
    ['pkg/cdr/engines/sqlserver/new.ts', 'demo/demo-data.ts'],
    ['pkg/cdr/engines/sqlite/new.ts', 'demo/generator/generate.ts'],
    ['pkg/cdr/questions/new.ts', 'demo/demo-data.ts'],
    ['pkg/reports/new.ts', 'demo/generator/generate.ts'],
    ['demo/generator/new.ts', 'demo/loaders/fill-sqlite.ts'],
    ['demo/lcscdr/new.ts', 'demo/generator/generate.ts'],
    ['demo/loaders/new.ts', 'pkg/cdr/engines/sqlite/dialect.ts'],
    ['demo/new.ts', 'kysely'],
  ],
  'dashboards and rules know the contract, not the back end': [
    ['dashboards/new.ts', 'pkg/reports/index.ts'],
    ['dashboards/new.ts', 'alerting/index.ts'],
    ['alerting/new.ts', 'pkg/reports/index.ts'],
    ['alerting/new.ts', 'alerting/quality/ask.ts'],
    ['alerting/new.ts', 'demo/generator/generate.ts'],
    ['seed/new.ts', 'pkg/reports/index.ts'],
    ['scripts/new.mjs', 'pkg/errors.ts'],
  ],
  'the pipeline knows no engine, and nobody knows the pipeline but the data source': [
    ['pkg/query/new.ts', 'pkg/cdr/engines/index.ts'],
    ['pkg/query/new.ts', 'pkg/data-source/instance.ts'],
    ['pkg/reports/new.ts', 'pkg/query/answer-query.ts'],
    ['pkg/cdr/new.ts', 'pkg/query/answer-query.ts'],
    ['pkg/main.ts', 'pkg/reports/index.ts'],
    ['pkg/async/new.ts', 'pkg/errors.ts'],
  ],
  'the archive writes what a CDR answers, and shapes no reports': [
    ['archive/new.ts', 'pkg/reports/index.ts'],
    ['archive/new.ts', 'pkg/plugin/log.ts'],
    ['archive/new.ts', 'demo/demo-data.ts'],
  ],
  'nothing imports the preview or tests': [
    ...[
      'contract',
      'src',
      'pkg/plugin',
      'pkg/query',
      'pkg/reports',
      'pkg/cdr',
      'dashboards',
      'alerting',
      'seed',
      'scripts',
    ].flatMap((room): Attempt[] => [
      [`${room}/new.ts`, 'preview/server/preview.ts'],
      [`${room}/new.ts`, 'tests/oracle/oracle.ts'],
    ]),
    ['preview/new.ts', 'tests/oracle/oracle.ts'],
    ['pkg/cdr/new.ts', 'pkg/cdr/calendar.test.ts'],
    ['dashboards/new.ts', 'dashboards/testing/demo.ts'],
  ],
};

const allowed: readonly Attempt[] = [
  ['contract/new.ts', 'valibot'],
  ['src/query/new.ts', 'contract/query.ts'],
  ['src/query/new.ts', '@grafana/data'],
  ['pkg/main.ts', 'pkg/plugin/log.ts'],
  ['pkg/main.ts', 'pkg/data-source/handlers.ts'],
  ['pkg/plugin/new.ts', 'pkg/plugin/frames/frame.ts'],
  ['pkg/plugin/new.ts', '@grpc/grpc-js'],
  ['pkg/query/new.ts', 'pkg/reports/index.ts'],
  ['pkg/query/new.ts', 'pkg/errors.ts'],
  ['pkg/data-source/new.ts', 'pkg/cdr/engines/index.ts'],
  ['pkg/reports/new.ts', 'pkg/cdr/questions/sessions.ts'],
  ['pkg/reports/new.ts', 'pkg/plugin/frames/frame.ts'],
  ['pkg/reports/new.ts', 'contract/query.ts'],
  ['pkg/reports/spikes/new.ts', 'pkg/reports/index.ts'],
  ['pkg/cdr/questions/new.ts', 'kysely'],
  ['pkg/cdr/questions/new.ts', 'pkg/cdr/schema/columns.ts'],
  ['pkg/cdr/engines/new.ts', 'pkg/cdr/engines/sqlserver/dialect.ts'],
  ['pkg/cdr/engines/sqlserver/new.ts', 'mssql'],
  ['pkg/cdr/engines/clickhouse/new.ts', 'pkg/cdr/engines/engine.ts'],
  ['pkg/cdr/engines/sqlite/new.ts', 'demo/demo-data.ts'],
  ['archive/new.ts', 'pkg/cdr/questions/sessions.ts'],
  ['demo/generator/new.ts', 'pkg/cdr/schema/columns.ts'],
  ['demo/loaders/new.ts', 'demo/generator/generate.ts'],
  ['seed/new.ts', 'demo/loaders/fill-mssql.ts'],
  ['dashboards/new.ts', 'contract/query.ts'],
  ['alerting/new.ts', 'dashboards/index.ts'],
  ['alerting/quality/new.ts', 'demo/generator/generate.ts'],
  ['scripts/new.mjs', 'alerting/files.ts'],
  ['preview/new.ts', 'pkg/plugin/log.ts'],
  ['tests/oracle/new.ts', 'pkg/cdr/engines/sqlserver/dialect.ts'],
  ['tests/oracle/new.ts', 'kysely'],
  ['pkg/reports/new.test.ts', 'tests/oracle/oracle.ts'],
  ['pkg/reports/new.test.ts', 'kysely'],
  ['dashboards/testing/new.ts', 'preview/server/preview.ts'],
];

/** Ways to import; `import()` and `require()` are no way around. */
const ways = {
  import: (to: string) => `import { a } from '${to}';\nvoid a;\n`,
  'import type': (to: string) => `import type { A } from '${to}';\nexport type B = A;\n`,
  'export from': (to: string) => `export { a } from '${to}';\n`,
  'export *': (to: string) => `export * from '${to}';\n`,
  'import()': (to: string) => `void import('${to}');\n`,
};

interface Case {
  readonly filePath: string;
  readonly text: string;
}
/** Each text is linted once, all in one process. */
const cases: Case[] = [];
let results: readonly (readonly { readonly ruleId: string | null; readonly message: string }[])[] = [];

function lint(filePath: string, text: string): () => string[] {
  const index = cases.push({ filePath, text }) - 1;
  return () =>
    (results[index] ?? []).filter(({ ruleId }) => ruleId?.startsWith('boundaries/')).map(({ message }) => message);
}

function tryImport([from, to]: Attempt, way: keyof typeof ways = 'import'): () => string[] {
  const isFile = existsSync(join(root, to));
  // A path that leads nowhere is refused, whatever stood there.
  if (!isFile && to.endsWith('.ts')) {
    throw new Error(`There is no ${to}: the case tries nothing.`);
  }
  const path = relative(dirname(from), to).replaceAll('\\', '/');
  return lint(from, ways[way](isFile ? (path.startsWith('.') ? path : `./${path}`) : to));
}

beforeAll(() => {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'lint.mjs')], {
    cwd: root,
    encoding: 'utf8',
    input: JSON.stringify(cases),
  });
  if (run.status !== 0) {
    throw new Error(run.stderr);
  }
  results = JSON.parse(run.stdout) as typeof results;
});

describe.each(Object.entries(refused))('%s', (_, attempts) => {
  for (const [from, to] of attempts) {
    const messages = tryImport([from, to]);
    test(`${from} may not import ${to}`, () => {
      expect(messages()).toEqual([expect.stringMatching(/^This room may not import .*: see eslint\.walls\.mjs\.$/)]);
    });
  }
});

describe('each room gets what it needs', () => {
  for (const [from, to] of allowed) {
    const messages = tryImport([from, to]);
    test(`${from} may import ${to}`, () => {
      expect(messages()).toEqual([]);
    });
  }
});

describe('there is no way around a wall', () => {
  for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
    const messages = [
      tryImport(['pkg/reports/new.ts', 'kysely'], way),
      tryImport(['pkg/plugin/new.ts', 'contract/query.ts'], way),
    ];
    test(way, () => {
      expect(messages.map((of) => of().length)).toEqual([1, 1]);
    });
  }
});

describe('a new room needs a line', () => {
  for (const path of ['attic/new.ts', 'pkg/new.ts', 'pkg/attic/new.ts', 'attic.d/new.mjs']) {
    const messages = lint(path, 'export {};\n');
    test(`${path} is refused`, () => {
      expect(messages()).toEqual([expect.stringContaining('does not belong to any known element')]);
    });
  }

  for (const path of ['pkg/reports/attic/new.ts', 'demo/new.ts', 'tests/attic/new.test.ts', 'new.config.mjs']) {
    const messages = lint(path, 'export {};\n');
    test(`${path} is not`, () => {
      expect(messages()).toEqual([]);
    });
  }
});
