import type { DataSourceApi, DataSourcePlugin, DataSourcePluginMeta } from '@grafana/data';
import { sharedModules } from './shared-modules.ts';

type Plugin = DataSourcePlugin<DataSourceApi>;

/** SystemJS' hooks, which its type declarations leave out. */
interface Hooks {
  resolve(this: Hooks, id: string, parent?: string): string;
  shouldFetch(): boolean;
}

/** Makes `module.js` get Grafana's libraries by their bare names, as in Grafana. Call once, before any import. */
export function shareModules(): void {
  const hooks = (System.constructor as unknown as { prototype: Hooks }).prototype;

  const { resolve } = hooks;
  hooks.resolve = function (id, parent) {
    return id in sharedModules ? `shared:${id}` : resolve.call(this, id, parent);
  };
  // Fetched and evaluated rather than run as a script: two scripts at once would race for the global define().
  hooks.shouldFetch = () => true;
  for (const [id, module] of Object.entries(sharedModules)) {
    // An AMD module gets `default` itself, as it would get the library.
    System.set(`shared:${id}`, { default: module, __useDefault: true });
  }
}

/** Loads a plugin's `module.js`. Rejects with words for people when it is not there. */
export async function importDataSourcePlugin(meta: DataSourcePluginMeta): Promise<Plugin> {
  const present = await fetch(meta.module, { method: 'GET' });
  if (!present.ok) {
    throw new Error(`The front end of ${meta.name} is not built: ${meta.module} is missing.`);
  }
  const loaded = (await System.import(new URL(meta.module, location.href).href)) as {
    plugin?: Plugin;
    default?: { plugin?: Plugin };
  };
  const plugin = loaded.plugin ?? loaded.default?.plugin;
  if (!plugin) {
    throw new Error(`${meta.module} exports no plugin.`);
  }
  plugin.meta = meta;
  return plugin;
}
