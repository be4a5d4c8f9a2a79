// Writes the alert rules, contact point and template that alerting/ describes into provisioning/alerting (Grafana 11 and newer) and
// provisioning/alerting-grafana-10. Run it with Bun, which reads TypeScript: npx bun scripts/build-alerting.mjs
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { files } from '../alerting/files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const paths = Object.keys(files);

for (const directory of new Set(paths.map(dirname))) {
  mkdirSync(join(root, directory), { recursive: true });
  for (const stale of readdirSync(join(root, directory)).filter((name) => !paths.includes(`${directory}/${name}`))) {
    rmSync(join(root, directory, stale));
  }
}
for (const [path, text] of Object.entries(files)) {
  const filepath = join(root, path);
  writeFileSync(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
}
console.log(`${paths.length} files in ${[...new Set(paths.map(dirname))].join(' and ')}`);
