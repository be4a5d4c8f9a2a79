import * as v from 'valibot';
import { error, type Rule } from '../rule.ts';

const id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/, 'must be like org-name-datasource'),
);
const url = v.pipe(v.string(), v.url('must be an address'));
const flag = v.optional(v.boolean());

const info = v.strictObject({
  author: v.optional(
    v.strictObject({
      name: v.optional(v.string()),
      email: v.optional(v.pipe(v.string(), v.email())),
      url: v.optional(url),
    }),
  ),
  build: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
  description: v.optional(v.string()),
  keywords: v.pipe(v.array(v.string()), v.minLength(1, 'must name at least one')),
  links: v.optional(
    v.array(
      v.strictObject({
        name: v.optional(v.string()),
        url: v.optional(url),
        target: v.optional(v.picklist(['_blank', '_self', '_parent', '_top'])),
      }),
    ),
  ),
  logos: v.strictObject({ small: v.string(), large: v.string() }),
  screenshots: v.optional(v.array(v.strictObject({ name: v.optional(v.string()), path: v.optional(v.string()) }))),
  updated: v.pipe(v.string(), v.isoDate('must be a day like 2025-01-31')),
  version: v.pipe(v.string(), v.regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)/, 'must be like 1.2.3')),
});

const dependencies = v.strictObject({
  grafanaVersion: v.optional(v.string()),
  grafanaDependency: v.string(),
  plugins: v.optional(
    v.array(v.looseObject({ id, type: v.picklist(['app', 'datasource', 'panel']), name: v.string() })),
  ),
  extensions: v.optional(v.looseObject({})),
});

const includes = v.array(
  v.looseObject({
    type: v.picklist(['dashboard', 'page', 'panel', 'datasource']),
    role: v.optional(v.picklist(['Admin', 'Editor', 'Viewer'])),
  }),
);

/**
 * The shape of plugin.json for a data source, as Grafana's plugin.schema.json has it: what it requires, what each value is,
 * and that no other key is there.
 */
const schema = v.strictObject({
  $schema: v.optional(v.string()),
  id,
  name: v.string(),
  type: v.picklist(['datasource'], 'must be datasource'),
  info,
  dependencies,
  alerting: flag,
  annotations: flag,
  autoEnabled: flag,
  backend: flag,
  buildMode: v.optional(v.string()),
  builtIn: flag,
  category: v.optional(v.string()),
  docsPath: v.optional(v.string()),
  enterpriseFeatures: v.optional(v.looseObject({})),
  executable: v.optional(v.string()),
  extensions: v.optional(v.looseObject({})),
  hideFromList: flag,
  iam: v.optional(v.looseObject({})),
  includes: v.optional(includes),
  languages: v.optional(v.array(v.string())),
  logs: flag,
  metrics: flag,
  mixed: flag,
  multiValueFilterOperators: flag,
  preload: flag,
  queryOptions: v.optional(v.strictObject({ maxDataPoints: flag, minInterval: flag, cacheTimeout: flag })),
  roles: v.optional(v.array(v.looseObject({}))),
  routes: v.optional(v.array(v.looseObject({ path: v.string() }))),
  state: v.optional(v.picklist(['alpha', 'beta', 'stable', 'deprecated'])),
  streaming: flag,
  suggestions: flag,
  tracing: flag,
});

/** plugin.json keeps to Grafana's schema. */
export const manifestSchema: Rule = {
  name: 'manifest-schema',
  holds: "plugin.json keeps to Grafana's schema",
  analyzers: ['metadata', 'metadatavalid'],
  async check({ text }) {
    const content = await text('plugin.json');
    if (content === undefined) {
      return [error('There is no plugin.json.')];
    }
    try {
      const { issues = [] } = v.safeParse(schema, JSON.parse(content));
      return issues.map((issue) => error(`plugin.json: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`));
    } catch {
      return [error('plugin.json is not JSON.')];
    }
  },
};
