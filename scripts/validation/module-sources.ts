import * as v from 'valibot';
import { asObject } from './plugin-json.ts';
import type { Subject } from './subject.ts';

/** One of our own source files in module.js. */
export interface ModuleSource {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly content: string;
}

const sourceMap = v.object({ sources: v.array(v.string()), sourcesContent: v.array(v.string()) });

/** Sources that are not ours, as Grafana's validator tells them: packages, shared modules, webpack's own. */
const foreign = /^(external |webpack\/|\.{1,2}\/node_modules\/)/;

/**
 * Our own sources of module.js, from its source map; undefined where that has no sources with their content. Paths in the
 * map are relative to src/ and begin with the plugin's id, as Grafana's validator wants them.
 */
export async function moduleSources({
  text,
  pluginJson: { id },
}: Subject): Promise<readonly ModuleSource[] | undefined> {
  const { success, output } = v.safeParse(sourceMap, asObject(await text('module.js.map')));
  if (!success || output.sources.length === 0 || output.sources.length !== output.sourcesContent.length) {
    return undefined;
  }
  return output.sources
    .map((source, index) => ({ source: source.replace(`webpack://${id}/`, ''), index }))
    .filter(({ source }) => !foreign.test(source))
    .map(({ source, index }) => ({ path: fromRoot(source), content: output.sourcesContent[index] ?? '' }));
}

function fromRoot(source: string): string {
  return source.startsWith('../') ? source.slice(3) : `src/${source.replace(/^\.\//, '')}`;
}
