// Writes the dashboards that dashboards/*.ts describe. Run it with Bun, which reads TypeScript: npx bun scripts/build-dashboards.mjs
//   provisioning/dashboards/<uid>.json   for a Grafana that provisions them
//   dist/dashboards/<uid>.json           for the plugin, which asks for its data source on import
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { exported } from '../dashboards/exported.ts';
import { dashboards } from '../dashboards/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

await write(join(root, 'provisioning/dashboards'), (dashboard) => dashboard);
const { version } = JSON.parse(readFileSync(join(root, 'plugin.json'), 'utf8')).info;
await write(join(root, 'dist/dashboards'), (dashboard) => exported(dashboard, version));
console.log(`${Object.keys(dashboards).length} dashboards in provisioning/dashboards and dist/dashboards`);

/** Writes one file per dashboard into a directory, and removes the file of a dashboard that is no more. */
async function write(directory, shape) {
  mkdirSync(directory, { recursive: true });
  for (const stale of readdirSync(directory).filter((name) => /^cd-.*\.json$/.test(name))) {
    rmSync(join(directory, stale));
  }
  for (const [uid, dashboard] of Object.entries(dashboards)) {
    const path = join(directory, `${uid}.json`);
    const options = await resolveConfig(path);
    writeFileSync(path, await format(JSON.stringify(shape(dashboard)), { ...options, filepath: path }));
  }
}
