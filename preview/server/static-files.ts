import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { notFound, type Answer } from './answer.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** Grafana draws its icons from files of which a third is not in the npm package: those we show, in their stead. */
const ownIcons: Record<string, string> = {
  'angle-double-left': 'M11 17l-5-5 5-5M18 17l-5-5 5-5',
  'angle-double-right': 'M13 17l5-5-5-5M6 17l5-5-5-5',
  spinner: 'M12 3a9 9 0 1 0 9 9',
};

const iconOf = (path = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="${path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`;

/** Files of Inter and Roboto Mono under the names Grafana's style sheet asks for. */
function fontFile(path: string): string | undefined {
  if (path.startsWith('roboto/')) {
    return '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2';
  }
  const [, weight, italic] = /^inter\/Inter-(Regular|Medium|Italic|MediumItalic)(Italic)?\.woff2$/.exec(path) ?? [];
  if (!weight) {
    return undefined;
  }
  const style = (italic ?? weight.endsWith('Italic')) ? 'italic' : 'normal';
  return `@fontsource/inter/files/inter-latin-${weight.startsWith('Medium') ? '500' : '400'}-${style}.woff2`;
}

export interface StaticDirectories {
  /** The built page. */
  readonly bundle: string;
  /** The built plugin, with `module.js`. */
  readonly plugin: string;
  readonly nodeModules: string;
}

/** Answers `/public/...`: the page's bundle, Grafana's icons and fonts, and the browser files of the plugin. */
export async function staticFile(path: string, { bundle, plugin, nodeModules }: StaticDirectories): Promise<Answer> {
  const [, room = '', rest = ''] = /^\/public\/(preview|build\/img|fonts|plugins\/[^/]+)\/(.+)$/.exec(path) ?? [];
  if (room === 'preview') {
    return file(bundle, rest);
  }
  if (room === 'fonts') {
    const font = fontFile(rest);
    return font ? file(nodeModules, font) : notFound('Font');
  }
  if (room === 'build/img') {
    const icon = await file(join(nodeModules, '@grafana/ui/dist/public/img'), rest);
    const name = /([^/]+)\.svg$/.exec(rest)?.[1];
    return icon.status === 404 && name
      ? { status: 200, type: 'image/svg+xml', body: Buffer.from(iconOf(ownIcons[name])) }
      : icon;
  }
  // The executables beside module.js are no business of a browser.
  return room && extname(rest) in types ? file(plugin, rest) : notFound('File');
}

/** A file below a directory; 404 for a path that leads out of it. */
export async function file(directory: string, path: string): Promise<Answer> {
  const full = normalize(join(directory, path));
  if (!full.startsWith(normalize(directory) + sep)) {
    return notFound('File');
  }
  try {
    const { mtimeMs, size } = await stat(full);
    return {
      status: 200,
      type: types[extname(full)] ?? 'application/octet-stream',
      body: await readFile(full),
      // A browser that has the file keeps it, and what it compiled of it.
      headers: { ETag: `"${String(mtimeMs)}-${String(size)}"` },
    };
  } catch {
    return notFound('File');
  }
}
