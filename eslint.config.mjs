import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import checkFile from 'eslint-plugin-check-file';
import tseslint from 'typescript-eslint';
import { walls } from './eslint.walls.mjs';

/** One style of names. What others have named keeps its name: properties, imports, columns of a database. */
const names = [
  { selector: 'default', format: ['camelCase'], leadingUnderscore: 'allow' },
  { selector: 'typeLike', format: ['PascalCase'] },
  {
    selector: ['variable', 'function', 'classMethod'],
    format: ['camelCase', 'PascalCase'],
    leadingUnderscore: 'allow',
    custom: { regex: '^[A-Z0-9]{2,}$', match: false }, // which passes for PascalCase
  },
  { selector: 'parameter', format: ['camelCase', 'PascalCase', 'UPPER_CASE'], leadingUnderscore: 'allow' },
  { selector: ['variable', 'parameter'], filter: '^_+$', format: null },
  { selector: ['variable', 'parameter'], modifiers: ['destructured'], format: null },
  { selector: ['import', 'objectLiteralProperty', 'objectLiteralMethod', 'typeProperty', 'typeMethod'], format: null },
];

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
  {
    plugins: { 'check-file': checkFile },
    rules: {
      'max-lines': ['error', 400],
      'check-file/filename-naming-convention': ['error', { '**/*': 'KEBAB_CASE' }, { ignoreMiddleExtensions: true }],
      'check-file/folder-naming-convention': ['error', { '**/': 'KEBAB_CASE' }],
    },
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A key is left out by taking it and the rest; what the compiler alone reads begins with an underscore.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      'no-console': 'error',
      '@typescript-eslint/naming-convention': ['error', ...names],
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
  ...walls,
  prettier,
  { rules: { curly: 'error' } }, // which prettier leaves alone, and its configuration switches off
);
