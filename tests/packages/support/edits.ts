import { release } from './build-output.ts';
import type { FileToPack, PackageFiles } from './package-files.ts';

/** Breaks the files of a package. */
export type Edit = (files: PackageFiles) => void;

const inside = (path: string): string => `${release.id}/${path}`;

function fileOf(files: PackageFiles, path: string): FileToPack {
  const file = files.get(inside(path));
  if (!file) {
    throw new Error(`The package has no ${path} to break.`);
  }
  return file;
}

/** Adds a file, or replaces it. */
export const put =
  (path: string, content: string | Buffer, mode = 0o100644): Edit =>
  (files) => {
    files.set(inside(path), { data: Buffer.from(content), mode });
  };

/** Leaves a file out. */
export const drop =
  (path: string): Edit =>
  (files) => {
    fileOf(files, path);
    files.delete(inside(path));
  };

/** Gives a file another mode. */
export const chmod =
  (path: string, mode: number): Edit =>
  (files) => {
    files.set(inside(path), { ...fileOf(files, path), mode });
  };

/** Rewrites the text of a file. */
export const rewrite =
  (path: string, change: (text: string) => string): Edit =>
  (files) => {
    const { data, mode } = fileOf(files, path);
    const changed = change(data.toString('utf8'));
    if (changed === data.toString('utf8')) {
      throw new Error(`The edit of ${path} changes nothing.`);
    }
    files.set(inside(path), { data: Buffer.from(changed), mode });
  };

type Json = Record<string, unknown>;

/** Rewrites a JSON file; `change` may alter what it gets. */
export const rewriteJson = (path: string, change: (value: Json) => void): Edit =>
  rewrite(path, (text) => {
    const value = JSON.parse(text) as Json;
    change(value);
    return JSON.stringify(value);
  });

/** Sets a value in plugin.json by its path of keys; undefined takes it out. */
export const manifest = (keys: string, value: unknown): Edit =>
  rewriteJson('plugin.json', (content) => {
    const [last = '', ...before] = keys.split('.').reverse();
    const holder = before.reverse().reduce((object, key) => object[key] as Json, content);
    if (value === undefined) {
      Reflect.deleteProperty(holder, last);
    } else {
      holder[last] = value;
    }
  });

/** Puts a line of code into one of our sources in module.js.map, and no other place. */
export const code = (source: string, line: string): Edit =>
  rewriteJson('module.js.map', (map) => {
    const { sources, sourcesContent } = map as { sources: string[]; sourcesContent: string[] };
    const index = sources.findIndex((name) => name.endsWith(source));
    sourcesContent[index] = `${line}\n${sourcesContent[index] ?? ''}`;
  });
