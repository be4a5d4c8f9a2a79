/** Suites run under Bun, which has `node:sqlite` on a machine with Node 20: see scripts/test.mjs. */
const node = {
  testEnvironment: '<rootDir>/tests/support/environment.cjs',
  roots: [
    '<rootDir>/alerting',
    '<rootDir>/archive',
    '<rootDir>/contract',
    '<rootDir>/dashboards',
    '<rootDir>/demo',
    '<rootDir>/pkg',
    '<rootDir>/preview',
    '<rootDir>/tests',
  ],
  testMatch: ['**/*.test.ts'],
  // A suite's context looks up each global anew: without this the oracle takes twice as long. Libraries declare others of such names.
  sandboxInjectedGlobals: ['Math'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};

/** Named here and not on the command line, where Jest would take a path behind `--projects` for one more project. */
module.exports = { projects: [node, '<rootDir>/src'], testTimeout: 60_000 };
