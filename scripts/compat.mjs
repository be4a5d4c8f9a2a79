// Checks that whatever the built front end takes from Grafana exists in every Grafana it says to support.
//   npm run compat               names that dist/module.js takes, those of bundled libraries included
//   npm run compat -- --types    also shows what @grafana/levitate finds in the types (minutes per version)
// Published packages are downloaded once, into COMPAT_CACHE or the temporary directory.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { fetchPackage, publishedNames } from './compat/published-names.mjs';
import { takenNames } from './compat/taken-names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The oldest release of each line we support, the newest of 12 and 13, and the React each runs on. */
const matrix = [
  { grafana: '10.1.0', react: '18.2.0' },
  { grafana: '11.0.0', react: '18.2.0' },
  { grafana: '11.6.0', react: '18.2.0' },
  { grafana: '12.0.0', react: '18.2.0' },
  { grafana: '12.4.10', react: '18.3.1' },
  { grafana: '13.2.2', react: '19.0.0' },
];

/** The version of a shared module in one Grafana: its own packages bear its version and pin the others. */
function versionOf(module, { grafana, react }) {
  if (module.startsWith('@grafana/')) {
    return grafana;
  }
  if (module === 'react' || module === 'react-dom') {
    return react;
  }
  const owners = ['@grafana/ui', '@grafana/data', '@grafana/runtime'].map((name) => fetchPackage(name, grafana));
  const versions = owners.map(
    (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies[module],
  );
  const version = versions.find(Boolean);
  if (!version) {
    throw new Error(`No package of Grafana ${grafana} names the version of ${module}.`);
  }
  return version;
}

/** Names of a module that one Grafana lacks. */
function missing(module, names, release) {
  const published = publishedNames(fetchPackage(module, versionOf(module, release)));
  return [...names].filter((name) => !published.has(name)).sort();
}

/** Shows what levitate says about one Grafana. It compares types, which nothing takes at run time: read it, do not obey. */
function compareTypes({ grafana }) {
  const targets = ['data', 'ui', 'runtime'].map((name) => `@grafana/${name}@${grafana}`).join(',');
  const levitate = [
    '--yes',
    '@grafana/levitate@0.17.2',
    'is-compatible',
    '--path',
    'src/module.ts',
    '--target',
    targets,
  ];
  spawnSync('npx', levitate, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}

const taken = takenNames(await ensureFrontendBuilt());
const table = new Table({
  head: ['Package', 'Names', ...matrix.map(({ grafana }) => grafana)],
  style: { head: [], border: [] },
});
let failed = false;
for (const [module, names] of taken) {
  const lacking = matrix.map((release) => missing(module, names, release));
  failed ||= lacking.flat().length > 0;
  table.push([module, names.size, ...lacking.map((lost) => lost.join('\n') || 'ok')]);
}
console.log(table.toString());
if (process.argv.includes('--types')) {
  matrix.forEach(compareTypes);
}
process.exit(failed ? 1 : 0);
