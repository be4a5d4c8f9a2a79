/** Suites of the front end, under Bun like the others; every one gets a page (jsdom). */
module.exports = {
  displayName: 'src',
  testEnvironment: '<rootDir>/testing/environment.cjs',
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testTimeout: 60_000,
  setupFiles: ['<rootDir>/testing/browser.ts'],
  moduleNameMapper: {
    '\\.css$': '<rootDir>/testing/nothing.cjs',
    '^@marcbachmann/cel-js$': '<rootDir>/testing/nothing.cjs',
    '^react-inlinesvg$': '<rootDir>/testing/icon.cjs',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'classic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
