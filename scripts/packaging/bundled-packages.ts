import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

/** An npm package whose code is in what we ship. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says it. */
  readonly licence: string;
  /** Address of the package's source, or of its page in the registry. */
  readonly source: string;
  /** Texts of its licence and notice files, in the order of their names. */
  readonly texts: readonly string[];
}

const packageJson = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), ''),
  repository: v.optional(
    v.union([
      v.string(),
      v.pipe(
        v.object({ url: v.string() }),
        v.transform(({ url }) => url),
      ),
    ]),
  ),
});

/** Licences that ask for no more than their text and copyright lines to travel along. */
const accepted = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'];

const licenceFiles = /^(licen[cs]e|copying|notice|copyright)/i;

/**
 * The packages that files of a bundle come from, sorted by name.
 *
 * @param files paths as a bundler or a source map has them; files outside of node_modules are ours and do not count
 * @throws Error where a package does not say its licence, or has one nobody has looked at yet
 */
export function bundledPackages(files: readonly string[], root: string): BundledPackage[] {
  const folders = files
    .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter((folder) => !!folder);
  const packages = [...new Set(folders)].map((folder) => readPackage(resolve(root, folder as string)));
  const byId = new Map(packages.map((found) => [`${found.name}@${found.version}`, found]));
  return [...byId.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as unknown;
  const { name, version, license, repository } = v.parse(packageJson, manifest);
  if (license === '') {
    throw new Error(`${name} does not say its licence: do without it, or ask its authors.`);
  }
  const strange = license.split(/\s+(?:AND|OR)\s+|[()]/).filter((id) => id !== '' && !accepted.includes(id));
  if (strange.length > 0) {
    throw new Error(`${name} is under ${license}: see what that asks of us, then add it to the accepted licences.`);
  }
  const texts = readdirSync(folder)
    .filter((file) => licenceFiles.test(file) && existsSync(join(folder, file)))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, licence: license.replace(/^\((.*)\)$/, '$1'), source: sourceOf(name, repository), texts };
}

/** A repository as people open it: npm also knows `git@host:...`, `git+ssh://...` and `owner/name`. */
function sourceOf(name: string, repository: string | undefined): string {
  if (repository === undefined) {
    return `https://www.npmjs.com/package/${name}`;
  }
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    return `https://github.com/${repository}`;
  }
  return repository
    .replace(/^git\+/, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/\.git$/, '');
}
