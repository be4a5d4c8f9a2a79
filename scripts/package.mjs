// Makes the packages people install, in packages/: one zip per platform and one with all, each with its checksums.
//   npm run package                                                  everything, built first
//   npm run package -- --platform linux_amd64                        one platform; may be given several times
//   npm run package -- --root-urls https://grafana.example.com/      signed for these servers (docs/release.md)
//   npm run package -- --no-build                                    from dist/ as it is
// Runs under Bun, whose version package.json pins: so zlib is the same everywhere, and with it every byte of a package.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildBackend, bundledFiles, platforms } from './build-backend.mjs';
import { makePackage } from './packaging/make-package.ts';
import { thirdPartyNotices } from './packaging/notices.ts';
import { readRelease } from './packaging/release.ts';
import { readSigning } from './packaging/signing.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const { values } = parseArgs({
  options: {
    platform: { type: 'string', multiple: true },
    'root-urls': { type: 'string' },
    'no-build': { type: 'boolean', default: false },
    out: { type: 'string', default: join(root, 'packages') },
  },
});

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function main() {
  const chosen = values.platform ?? platforms;
  const unknown = chosen.filter((platform) => !platforms.includes(platform));
  if (unknown.length > 0) {
    throw new Error(`No package for ${unknown.join(', ')}: choose from ${platforms.join(', ')}.`);
  }
  const release = readRelease(root);
  const signing = readSigning(values['root-urls'], process.env);
  if (!values['no-build']) {
    chosen.forEach((platform) => buildBackend(platform));
    run('node', 'scripts/build-frontend.mjs');
    run(process.execPath, 'scripts/build-dashboards.mjs');
  }
  const module = JSON.parse(readFileSync(join(dist, 'module.js.map'), 'utf8')).sources;
  const notices = thirdPartyNotices({ executables: bundledFiles(), module: module.map(fromSource) }, release, root);
  console.log(
    'missing' in signing ? `Not signed: a signature needs ${signing.missing}.` : `Signed for ${signing.rootUrls}.`,
  );
  for (const platform of values.platform === undefined ? [...platforms, undefined] : chosen) {
    const options = { root, dist, release, notices, platforms, out: values.out, signing };
    const path = await makePackage(platform === undefined ? options : { ...options, platform });
    console.log(`${relative(process.cwd(), path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  }
}

/** Path from the root of a source that the source map has relative to src/. */
function fromSource(source) {
  return source.replace(/^webpack:\/\/[^/]+\//, 'src/');
}

function run(program, script) {
  if (spawnSync(program, [script], { cwd: root, stdio: 'inherit' }).status !== 0) {
    throw new Error(`${script} failed.`);
  }
}
