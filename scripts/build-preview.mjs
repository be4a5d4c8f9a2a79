// Builds the preview page into dist-preview/ with esbuild: Grafana's published libraries and preview/app.
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newest } from './newest.mjs';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist-preview');

/** Builds the page. Throws when the build fails. */
export async function buildPreview() {
  rmSync(out, { recursive: true, force: true });
  const result = await build({
    entryPoints: { main: join(root, 'preview/app/main.tsx') },
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    logLevel: 'warning',
    logOverride: { 'direct-eval': 'silent', 'equals-negative-zero': 'silent' }, // in libraries
    loader: { '.ttf': 'file' },
    publicPath: '/public/preview/',
    define: {
      'process.env.NODE_ENV': '"production"', // in development Grafana's libraries throw where a singleton is missing
      'define.amd': 'undefined', // lodash would hand itself to SystemJS instead of to the bundle
      global: 'globalThis',
    },
    metafile: true,
  });
  for (const file of ['system.min.js', 'extras/amd.min.js']) {
    copyFileSync(join(root, 'node_modules/systemjs/dist', file), join(out, file.split('/').at(-1)));
  }
  copyFileSync(join(root, 'preview/app/index.html'), join(out, 'index.html'));
  return result.metafile;
}

/** Builds if anything the page is made of is newer than it. */
export async function ensurePreviewBuilt() {
  const sources = ['preview/app', 'package-lock.json', 'scripts/build-preview.mjs'].map((path) => join(root, path));
  const built = join(out, 'index.html'); // written last
  if (!existsSync(built) || newest(sources) > statSync(built).mtimeMs) {
    await buildPreview();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPreview();
}
