// Builds the front end: dist/module.js (AMD, as Grafana loads plugins) with its source map, and the files beside it.
//   node scripts/build-frontend.mjs
import { cpSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newest } from './newest.mjs';
import { EsbuildPlugin } from 'esbuild-loader';
import webpack from 'webpack';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const moduleFile = join(dist, 'module.js');

/**
 * What every Grafana from 10.1 on gives its plugins. `react/jsx-runtime` and `@grafana/schema` are not among them: JSX is
 * compiled to `React.createElement`, which also lets one bundle run on React 18 and 19.
 */
const shared = [
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
  'lodash',
  'moment',
  'react',
  'react-dom',
  'react-redux',
  'redux',
  'rxjs',
  'rxjs/operators',
];

/** @type {webpack.Configuration} */
const configuration = {
  mode: 'production',
  context: join(root, 'src'),
  target: ['web', 'es2020'],
  devtool: 'source-map',
  entry: { module: './module.ts' },
  output: {
    path: dist,
    filename: '[name].js',
    library: { type: 'amd' },
    publicPath: '', // one file, nothing is loaded later
    uniqueName: 'calldiagnostics-sfb-datasource',
    // Grafana's validator looks for each of these paths below src/, after this prefix.
    devtoolModuleFilenameTemplate: 'webpack://calldiagnostics-sfb-datasource/[resource-path]',
  },
  externals: shared,
  externalsType: 'amd',
  resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: 'esbuild-loader',
        options: {
          target: 'es2020',
          tsconfigRaw: { compilerOptions: { jsx: 'react', verbatimModuleSyntax: true } },
        },
      },
    ],
  },
  optimization: {
    splitChunks: false,
    minimizer: [
      // No function around it: older Grafanas look for `define(` at the start.
      new EsbuildPlugin({ target: 'es2020', legalComments: 'inline', format: undefined }),
    ],
  },
  plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
  performance: { hints: false },
};

/** Builds dist/module.js and puts manifest, pictures and texts beside it. Throws when the build fails. */
export async function buildFrontend() {
  mkdirSync(dist, { recursive: true });
  const stats = await new Promise((resolve, reject) => {
    const compiler = webpack(configuration);
    compiler.run((error, result) => {
      compiler.close((closing) => (error || closing ? reject(error ?? closing) : resolve(result)));
    });
  });
  if (stats.hasErrors()) {
    throw new Error(`Building the front end failed.\n${stats.toString({ preset: 'errors-only' })}`);
  }
  checkDependencies();
  copyFiles();
}

/** Builds if anything the front end is made of is newer than dist/module.js. Returns its path. */
export async function ensureFrontendBuilt() {
  const sources = ['src', 'contract', 'package-lock.json', 'scripts/build-frontend.mjs'];
  if (!existsSync(moduleFile) || newest(sources.map((path) => join(root, path))) > statSync(moduleFile).mtimeMs) {
    await buildFrontend();
  }
  copyFiles();
  return moduleFile;
}

/** A module that older Grafanas do not share would keep the plugin from loading: better to fail here. */
function checkDependencies() {
  const listed = /^define\((?:"[^"]*",)?\[([^\]]*)\]/.exec(readFileSync(moduleFile, 'utf8').slice(0, 2000))?.[1] ?? '';
  const strangers = [...listed.matchAll(/"([^"]+)"/g)].map(([, name]) => name).filter((name) => !shared.includes(name));
  if (listed === '' || strangers.length > 0) {
    throw new Error(`dist/module.js is not a module Grafana can load: ${strangers.join(', ') || 'no AMD definition'}.`);
  }
}

function copyFiles() {
  for (const file of ['plugin.json', 'CHANGELOG.md', 'LICENSE']) {
    copyFileSync(join(root, file), join(dist, file));
  }
  // That of the repository is about its source, and its links and pictures lead nowhere in Grafana.
  copyFileSync(join(root, 'src', 'README.md'), join(dist, 'README.md'));
  cpSync(join(root, 'img'), join(dist, 'img'), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildFrontend();
  console.log(`built ${moduleFile}`);
}
