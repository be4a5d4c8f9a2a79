import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, type BundledPackage } from './bundled-packages.ts';
import type { Release } from './release.ts';
import { runtimeNotice } from './runtime-notice.ts';

/** Files of ours and of packages that ended up in what we ship. */
export interface BundledFiles {
  /** Paths in the executables, as the bundler lists them. */
  readonly executables: readonly string[];
  /** Sources of module.js, as its source map lists them. */
  readonly module: readonly string[];
}

/**
 * Text of THIRD-PARTY-NOTICES.txt: the runtime in the executables, and every npm package in executables and module.js with
 * its licence. Runs under the Bun that the executables are made with.
 * @throws Error where a package has no licence we know
 */
export function thirdPartyNotices(files: BundledFiles, release: Release, root: string): string {
  const inExecutables = bundledPackages(files.executables, root);
  const inModule = bundledPackages(files.module, root);
  const both = bundledPackages([...files.executables, ...files.module], root);
  const places = (found: BundledPackage): string =>
    [
      ...(inExecutables.some(({ name }) => name === found.name) ? ['executables'] : []),
      ...(inModule.some(({ name }) => name === found.name) ? ['module.js'] : []),
    ].join(' and ');
  const licence = (version: string): string =>
    readFileSync(join(import.meta.dirname, `licenses/LGPL-${version}.txt`), 'utf8').trim();

  const sections = [
    heading('THIRD-PARTY NOTICES', '='),
    `${release.name} ${release.version} is under the Apache License 2.0 (file LICENSE). Its files also contain the work of\n` +
      `others: the executables (${release.executable}_*) are made of the Bun runtime, npm packages and the plugin's own code;\n` +
      `module.js of npm packages and the plugin's own code.`,
    heading('1. The runtime in the executables', '-'),
    runtimeNotice(),
    heading('2. npm packages', '-'),
    both
      .map((found) => `${found.name} ${found.version}: ${found.licence} (in ${places(found)})\n  ${found.source}`)
      .join('\n'),
    heading('3. Licences of the npm packages', '-'),
    ...licenceTexts(both),
    heading('4. GNU Library General Public License 2.0', '-'),
    licence('2.0'),
    heading('5. GNU Lesser General Public License 2.1', '-'),
    licence('2.1'),
  ];
  return `${sections.join('\n\n')}\n`;
}

function heading(text: string, line: string): string {
  return `${text}\n${line.repeat(text.length)}`;
}

/** Each text once, with the packages it comes from; a package without one is told so. */
function licenceTexts(packages: readonly BundledPackage[]): string[] {
  const byText = new Map<string, string[]>();
  for (const { name, licence, source, texts } of packages) {
    const own = texts.length > 0 ? texts : [`The package has no licence file; it says ${licence}. See ${source}.`];
    for (const text of own) {
      byText.set(text, [...(byText.get(text) ?? []), name]);
    }
  }
  return [...byText].map(([text, names]) => `${heading(names.join(', '), '.')}\n\n${text}`);
}
