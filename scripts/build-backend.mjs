// Builds the back end: one executable per platform in dist/, with the Bun that npm installed.
//   node scripts/build-backend.mjs          for this machine
//   node scripts/build-backend.mjs --all    for every platform Grafana runs on
// Bun's bundler is asked through its API, which takes plugins; that part of this file runs under Bun itself.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newest } from './newest.mjs';
import { bun } from './run-bun.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const name = 'gpx_calldiagnostics';

/** Bun's name of each platform. Baseline: servers behind old hypervisors lack AVX2. */
const targets = {
  linux_amd64: 'bun-linux-x64-baseline',
  linux_arm64: 'bun-linux-arm64',
  windows_amd64: 'bun-windows-x64-baseline',
  darwin_amd64: 'bun-darwin-x64-baseline',
  darwin_arm64: 'bun-darwin-arm64',
};

/** Every platform a back end can be built for, such as `linux_amd64`. */
export const platforms = Object.keys(targets);

/** This machine in Go's words, which Grafana uses in file names. */
const thisPlatform = [
  { win32: 'windows' }[process.platform] ?? process.platform,
  { x64: 'amd64' }[process.arch] ?? process.arch,
].join('_');

/** Absolute path of the executable for a platform such as `linux_amd64`; by default for this machine. */
export function executablePath(platform = thisPlatform) {
  return join(dist, `${name}_${platform}${platform.startsWith('windows') ? '.exe' : ''}`);
}

/** Builds the executable for one platform. Throws when the build fails. */
export function buildBackend(platform = thisPlatform) {
  if (!targets[platform]) {
    throw new Error(`No back end for ${platform}: choose from ${Object.keys(targets).join(', ')}.`);
  }
  mkdirSync(dist, { recursive: true });
  const run = spawnSync(bun, [fileURLToPath(import.meta.url), '--bundle', platform], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) {
    throw new Error(`Building the back end for ${platform} failed.`);
  }
  copyManifest();
}

/** Paths, from the root, of the files whose code is in the executables: ours and those of packages. Throws on failure. */
export function bundledFiles() {
  const run = spawnSync(bun, [fileURLToPath(import.meta.url), '--list'], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`Listing what is in the back end failed.\n${run.stderr}`);
  }
  return JSON.parse(run.stdout);
}

/** Builds for this machine if anything the executable is made of is newer than it. Returns its path. */
export function ensureBuilt() {
  const executable = executablePath();
  const sources = ['pkg', 'contract', 'demo', 'archive', 'package-lock.json', 'scripts/build-backend.mjs'];
  if (!existsSync(executable) || newest(sources.map((path) => join(root, path))) > statSync(executable).mtimeMs) {
    buildBackend();
  }
  copyManifest();
  return executable;
}

function copyManifest() {
  copyFileSync(join(root, 'plugin.json'), join(dist, 'plugin.json'));
  cpSync(join(root, 'img'), join(dist, 'img'), { recursive: true });
}

/**
 * tedious can sign in to Azure, which would bring 50 MB of packages along. SQL Servers with Skype for Business stand on
 * the premises: what is left of those packages says so when it is used.
 */
const withoutAzure = {
  name: 'without-azure',
  setup(build) {
    build.onResolve({ filter: /^@azure\// }, ({ path }) => ({ path, namespace: 'without-azure' }));
    build.onLoad({ filter: /.*/, namespace: 'without-azure' }, ({ path }) => ({
      loader: 'js',
      contents: `
        const absent = class { constructor() { throw new Error('Azure sign-in is not part of this plugin (${path}).'); } };
        const known = { isTokenCredential: () => false };
        module.exports = new Proxy(known, { get: (target, key) => target[key] ?? (key === '__esModule' ? true : absent) });`,
    }));
  },
};

/**
 * `new Worker(new URL('./worker.ts', import.meta.url))` is what runs from source. Inside an executable all modules but
 * the workers are one file at its top, so a path from there has to stand in its place.
 */
const workerPaths = {
  name: 'worker-paths',
  setup(build) {
    build.onLoad({ filter: /[\\/]pkg[\\/](?!.*\.test\.ts$).*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace(
        /new URL\((['"])(\.{1,2}\/[^'"]*worker\.ts)\1, import\.meta\.url\)/g,
        (_all, quote, worker) => {
          const fromRoot = relative(root, join(dirname(path), worker)).replaceAll('\\', '/');
          return `new URL(${quote}./${fromRoot}${quote}, import.meta.url)`;
        },
      ),
    }));
  },
};

/** Paths of the files named `worker.ts` or `...-worker.ts` below a folder: each is an entry point of its own. */
function workersIn(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => /(^|[\\/-])worker\.ts$/.test(path))
    .map((path) => join(folder, path));
}

/** What Bun is asked for, whatever the platform. */
const common = () => ({
  entrypoints: ['pkg/main.ts', ...workersIn('pkg')],
  root,
  splitting: true, // what only queries need stays on disk until the first one
  format: 'esm', // as CommonJS, import.meta.url would be this machine's path of the source
  minify: { whitespace: true, syntax: true, identifiers: false }, // names stay readable in stack traces
  define: { __dirname: '""' }, // as it is, it would be this machine's path of a package
  plugins: [withoutAzure, workerPaths],
  throw: false,
});

/** Runs under Bun. */
async function list() {
  const result = await globalThis.Bun.build({ ...common(), target: 'bun', metafile: true });
  finish(result);
  const inputs = Object.values(result.metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  console.log(JSON.stringify([...new Set(used)].sort()));
}

/** Runs under Bun. */
async function bundle(platform) {
  const result = await globalThis.Bun.build({
    ...common(),
    compile: {
      target: targets[platform],
      outfile: executablePath(platform),
      // Neither file of the working directory, which is Grafana's, is meant for us.
      autoloadDotenv: false,
      autoloadBunfig: false,
    },
    bytecode: true,
  });
  finish(result);
}

/** Prints what Bun had to say, and ends the process where it failed. */
function finish(result) {
  for (const message of result.logs) {
    console.error(String(message));
  }
  if (!result.success) {
    process.exit(1);
  }
}

const [, script, option, platform] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (option === '--bundle') {
    await bundle(platform);
  } else if (option === '--list') {
    await list();
  } else {
    for (const target of option === '--all' ? Object.keys(targets) : [thisPlatform]) {
      buildBackend(target);
      console.log(`built ${executablePath(target)}`);
    }
  }
}
