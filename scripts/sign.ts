// Signs the built plugin in dist/ privately, by Grafana's own tool.
//   npm run sign -- --root-urls https://grafana.example.com/
//   npm run sign -- --root-urls https://grafana.example.com/ --dist-dir path/to/folder
// The token comes from GRAFANA_ACCESS_POLICY_TOKEN, the root URLs may come from GRAFANA_ROOT_URLS (docs/release.md).
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSigning, signFolder } from './packaging/signing.ts';

const { values } = parseArgs({
  options: {
    'root-urls': { type: 'string' },
    'dist-dir': { type: 'string', default: join(import.meta.dirname, '../dist') },
  },
});

try {
  const signing = readSigning(values['root-urls'], process.env);
  if ('missing' in signing) {
    throw new Error(`Cannot sign: a signature needs ${signing.missing}.`);
  }
  signFolder(values['dist-dir'], signing.rootUrls);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
