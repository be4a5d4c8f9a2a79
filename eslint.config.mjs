import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Arrows of the house: who may import whom (docs/architecture.md). */
const rooms = [
  { files: ['contract/**'], forbidden: ['pkg', 'src', 'preview', 'tests', 'dashboards'] },
  { files: ['pkg/plugin/**'], forbidden: ['pkg/cdr', 'pkg/reports', 'src', 'preview', 'tests'] },
  { files: ['pkg/cdr/**'], forbidden: ['pkg/plugin', 'pkg/reports', 'src', 'preview', 'tests'] },
  { files: ['src/**'], forbidden: ['pkg', 'preview', 'tests', 'dashboards'] },
  { files: ['pkg/reports/**'], forbidden: ['src', 'preview', 'tests'] },
];

/** Matches an import of `room` by a relative path, from any depth. */
const importOf = (room) => {
  const name = room.split('/').at(-1);
  return { regex: `^(\\.\\.?/)+(pkg/)?${name}(/|$)`, message: `This room may not import ${room}.` };
};

const refused = (forbidden) => ({
  'no-restricted-imports': ['error', { patterns: forbidden.map(importOf) }],
});

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'dist-preview/**',
      'packages/**',
      'test-results/**',
      'coverage/**',
      'node_modules/**',
      'pkg/plugin/gen/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        module: 'readonly',
        require: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...rooms.map(({ files, forbidden }) => ({ files, rules: refused(forbidden) })),
  // A test beside the code takes what tests share from tests/support.
  ...rooms.map(({ files, forbidden }) => ({
    files: files.map((folder) => `${folder}/*.test.ts`),
    rules: refused(forbidden.filter((room) => room !== 'tests')),
  })),
  prettier,
);
