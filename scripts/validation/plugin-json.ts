import * as v from 'valibot';

const text = v.fallback(v.string(), '');
const flag = v.fallback(v.boolean(), false);
const list = <T extends v.GenericSchema>(item: T) => v.fallback(v.array(item), []);

const author = { name: text, url: text };
const logos = { small: text, large: text };
const info = {
  description: text,
  keywords: list(v.string()),
  version: text,
  updated: text,
  author: v.fallback(v.object(author), { name: '', url: '' }),
  logos: v.fallback(v.object(logos), { small: '', large: '' }),
  screenshots: list(v.object({ name: text, path: text })),
  links: list(v.object({ name: text, url: text })),
};

/** What rules read of plugin.json: absent or misshapen values are empty. The rule `manifest-schema` tells of those. */
const schema = v.object({
  id: text,
  name: text,
  type: text,
  backend: flag,
  alerting: flag,
  executable: text,
  includes: list(v.object({ type: text, name: text, path: text })),
  dependencies: v.fallback(v.object({ grafanaDependency: text, plugins: list(v.object({ id: text })) }), {
    grafanaDependency: '',
    plugins: [],
  }),
  info: v.fallback(v.object(info), {
    description: '',
    keywords: [],
    version: '',
    updated: '',
    author: { name: '', url: '' },
    logos: { small: '', large: '' },
    screenshots: [],
    links: [],
  }),
});

export type PluginJson = v.InferOutput<typeof schema>;

/** Reads the text of a plugin.json as far as it makes sense. */
export function readPluginJson(content: string | undefined): PluginJson {
  return v.parse(schema, asObject(content));
}

/** The text as JSON; an empty object where it is none. */
export function asObject(content: string | undefined): object {
  try {
    const value: unknown = JSON.parse(content ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
