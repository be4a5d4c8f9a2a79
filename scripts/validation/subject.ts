import { basename, join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { openArchive, type PackedFile, type PluginArchive } from './plugin-archive.ts';
import { readPluginJson, type PluginJson } from './plugin-json.ts';

/** What rules look at: a package, and the repository it was made from. */
export interface Subject {
  readonly archive: PluginArchive;
  /** Absolute path of the repository. */
  readonly root: string;
  /** Names at the top of a zip; the plugin's id alone where all is well, and always for a folder. */
  readonly top: readonly string[];
  /** Files below the top folder, by their path in it. */
  readonly files: ReadonlyMap<string, PackedFile>;
  readonly pluginJson: PluginJson;
  /** Text of a file of the package; undefined where there is none. */
  text(path: string): Promise<string | undefined>;
  /** Text of a file of the repository; undefined where there is none. */
  source(path: string): string | undefined;
}

/**
 * Opens a zip, or a folder with the files of one plugin.
 * @param root the repository
 * @throws Error where the archive cannot be read
 */
export async function openSubject(path: string, root: string): Promise<Subject> {
  const archive = await openArchive(path);
  const files = new Map(archive.files.map((file) => [pathInside(archive, file.path), file]));
  const text = async (file: string): Promise<string | undefined> => (await files.get(file)?.read())?.toString('utf8');
  const pluginJson = readPluginJson(await text('plugin.json'));
  const top = archive.kind === 'folder' ? [pluginJson.id] : archive.files.map((file) => file.path.split('/')[0] ?? '');
  return {
    archive,
    root,
    top: [...new Set(top)],
    files,
    pluginJson,
    text,
    source: (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined),
  };
}

function pathInside({ kind }: PluginArchive, path: string): string {
  return kind === 'folder' ? path : path.split('/').slice(1).join('/');
}

/** File name of the archive. */
export function archiveName({ archive }: Subject): string {
  return basename(archive.path);
}
