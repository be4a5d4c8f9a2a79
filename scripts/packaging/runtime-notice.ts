import { lesserGplParts, runtimeParts, runtimePolyfills, type RuntimePart } from './runtime-parts.ts';

/** Parts of the running Bun that have a commit of their own. */
type Part = (typeof lesserGplParts)[number]['version'];

/**
 * What the executables carry of Bun, with the sources of the parts under the LGPL and how to exchange them. The versions
 * are those of the Bun this runs under, which is also the one that makes the executables.
 */
export function runtimeNotice(): string {
  const { bun, webkit, tinycc } = process.versions;
  if (bun === undefined || webkit === undefined || tinycc === undefined) {
    throw new Error('The notices state versions of Bun: run this with "npx bun".');
  }
  const versions: Record<Part, string> = { webkit, tinycc };
  const line = ({ name, licence, source }: RuntimePart): string => `- ${name}: ${licence}\n  ${source}`;
  return `Bun ${bun}, https://bun.com, is under the MIT License. Source: https://github.com/oven-sh/bun/tree/bun-v${bun}

${mit}

Bun is linked statically with libraries under other licences. Two of them are under the GNU Lesser (or Library) General
Public License, whose texts are at the end of this file. Their sources, with Bun's changes, at the commit used here:

${lesserGplParts.map((part) => `- ${part.name}: ${part.licence}\n  ${part.source}/tree/${versions[part.version]}`).join('\n')}

You may change these libraries and use the plugin with your version of them, and you may examine it for that purpose:
build Bun with them as its LICENSE.md describes (https://github.com/oven-sh/bun/blob/bun-v${bun}/LICENSE.md), then build the
plugin from its source on that Bun, by giving the path of its executable as compile.executablePath in
scripts/build-backend.mjs. The source of the plugin comes from wherever you have this package from.

The other libraries, as that LICENSE.md lists them; their licence texts are at the addresses:

${runtimeParts.map(line).join('\n')}

npm packages inside Bun, all under the MIT License, https://www.npmjs.com/package/<name>:

${wrap(runtimePolyfills.join(', '))}

Bun's transpiler is a port of esbuild (MIT License, https://github.com/evanw/esbuild).`;
}

function wrap(text: string): string {
  return text.replace(/(.{1,110}),( |$)/g, '$1,\n').trimEnd();
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
