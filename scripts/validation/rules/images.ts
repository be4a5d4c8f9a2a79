import type { Subject } from '../subject.ts';
import { error, warning, type Finding, type Rule } from '../rule.ts';

/** Why a path in plugin.json cannot stand; undefined where it can. */
function problemOfPath(path: string, { files }: Subject): string | undefined {
  if (path.trim() === '') {
    return 'is empty: name a file of the package';
  }
  if (/^([a-z][a-z\d+.-]*:|\.|\/)/i.test(path)) {
    return `"${path}" must be relative to plugin.json, without a leading "." or "/"`;
  }
  return files.has(path) ? undefined : `"${path}" is not in the package`;
}

const logos: Rule = {
  name: 'images-logos',
  holds: 'both logos are in the package',
  analyzers: ['logos', 'metadatapaths'],
  check: (subject) =>
    (['small', 'large'] as const).flatMap((size) => {
      const problem = problemOfPath(subject.pluginJson.info.logos[size], subject);
      return problem === undefined ? [] : [error(`plugin.json: the ${size} logo ${problem}.`)];
    }),
};

/** How files of a type begin. */
const signatures: Readonly<Record<string, RegExp>> = {
  png: /^\x89PNG\r\n/,
  jpg: /^\xff\xd8\xff/,
  jpeg: /^\xff\xd8\xff/,
  gif: /^GIF8[79]a/,
  svg: /<svg/,
};

const screenshots: Rule = {
  name: 'images-screenshots',
  holds: 'screenshots are in the package and are what their names say',
  analyzers: ['screenshots', 'metadatapaths'],
  async check(subject) {
    const { screenshots: shots } = subject.pluginJson.info;
    if (shots.length === 0) {
      return [warning("plugin.json: add info.screenshots for Grafana's catalogue.")];
    }
    const found: Finding[] = [];
    for (const { name, path } of shots) {
      const problem = problemOfPath(path, subject);
      if (problem !== undefined) {
        found.push(error(`plugin.json: the screenshot "${name}" ${problem}.`));
        continue;
      }
      const start = (await subject.files.get(path)?.read(512))?.toString('latin1') ?? '';
      if (!signatures[path.split('.').at(-1)?.toLowerCase() ?? '']?.test(start)) {
        found.push(error(`${path} is not the PNG, JPEG, GIF or SVG picture its name says.`));
      }
    }
    return found;
  },
};

const forbiddenInSvg = [
  [/<(script|iframe|noscript|template|audio|math|foreignObject)\b/i, 'an element that can run or embed something'],
  [/\son\w+\s*=/i, 'an event handler'],
  [/href\s*=\s*["']\s*(javascript|data|https?):/i, 'a reference that leaves the file'],
] as const;

const svg: Rule = {
  name: 'images-svg',
  holds: 'SVG files hold pictures only',
  analyzers: ['unsafesvg'],
  async check({ files, text }) {
    const found: Finding[] = [];
    for (const path of [...files.keys()].filter((file) => file.toLowerCase().endsWith('.svg'))) {
      const content = (await text(path)) ?? '';
      const problems = forbiddenInSvg.filter(([pattern]) => pattern.test(content));
      found.push(...problems.map(([, problem]) => error(`${path} has ${problem}: take it out.`)));
    }
    return found;
  },
};

export const imageRules: readonly Rule[] = [logos, screenshots, svg];
