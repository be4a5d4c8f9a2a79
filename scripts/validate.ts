// Holds a package against the rules of Grafana's plugin validator that can be checked offline, and some of our own.
//   npm run validate                    the package with all platforms; dist/ where there is none
//   npm run validate -- <zip or folder>
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageName } from './packaging/package-name.ts';
import { readRelease } from './packaging/release.ts';
import { passes, report } from './validation/report.ts';
import { validate } from './validation/validate.ts';

const root = join(import.meta.dirname, '..');

try {
  const made = join(root, 'packages', packageName(readRelease(root)));
  const path = process.argv[2] ?? (existsSync(made) ? made : join(root, 'dist'));
  const verdicts = await validate(path, root);
  process.stdout.write(`${relative(process.cwd(), path)}\n${report(verdicts)}\n`);
  process.exitCode = passes(verdicts) ? 0 : 1;
} catch (error) {
  process.stderr.write(`FAILS    ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
