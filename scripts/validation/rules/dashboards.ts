import * as v from 'valibot';
import { asObject } from '../plugin-json.ts';
import { error, type Finding, type Rule } from '../rule.ts';

const dashboard = v.object({
  title: v.string(),
  panels: v.array(v.unknown()),
  __inputs: v.array(v.looseObject({ type: v.string(), pluginId: v.optional(v.string()) })),
});

/** Dashboards that come along can be imported into any Grafana. */
export const dashboards: Rule = {
  name: 'dashboards',
  holds: 'dashboards in includes are there, and ask for their data source on import',
  analyzers: [],
  async check({ pluginJson: { id, includes }, text, files }) {
    const found: Finding[] = [];
    const listed = includes.filter(({ type }) => type === 'dashboard').map(({ path }) => path);
    for (const path of listed) {
      const content = await text(path);
      if (content === undefined) {
        found.push(error(`plugin.json includes ${path}, which is not in the package: run "npm run dashboards".`));
        continue;
      }
      const { success, output } = v.safeParse(dashboard, asObject(content));
      if (!success) {
        found.push(error(`${path} is no dashboard exported for sharing: it needs title, panels and __inputs.`));
        continue;
      }
      if (!output.__inputs.some((input) => input.type === 'datasource' && input.pluginId === id)) {
        found.push(error(`${path} does not ask for a data source of this plugin in __inputs.`));
      }
      const fixed = [...content.matchAll(new RegExp(`"type":\\s*"${id}",\\s*"uid":\\s*"([^$"][^"]*)"`, 'g'))];
      found.push(...fixed.map(([, uid = '']) => error(`${path} is bound to the data source ${uid}: use a variable.`)));
    }
    const unlisted = [...files.keys()].filter((path) => path.startsWith('dashboards/') && !listed.includes(path));
    return [...found, ...unlisted.map((path) => error(`${path} is not in the includes of plugin.json: add it.`))];
  },
};
