import { fieldMatchers, FieldConfigProperty, standardTransformersRegistry } from '@grafana/data';
import { knownPanel } from '../panels/index.tsx';
import type { Support } from '../panels/define-panel.ts';
import { allPanels, type DashboardJson, type PanelJson } from './model.ts';
import { variableTypes } from './variables.ts';

/** One thing a dashboard asks for that the preview does not show. */
export interface Unsupported {
  /** Title of the panel, or name of the part of the dashboard. */
  readonly where: string;
  readonly what: string;
}

const standardProperties = new Set<string>(Object.values(FieldConfigProperty));

/** Everything in a dashboard's JSON that the preview leaves out: a preview must not pass for the whole. */
export function unsupportedIn(json: DashboardJson): Unsupported[] {
  const variables = (json.templating?.list ?? [])
    .filter(({ type }) => !variableTypes.includes(type))
    .map(({ name, type }) => ({ where: `Variable ${name}`, what: `variables of type ${type}` }));
  const annotations = (json.annotations?.list ?? [])
    .filter(({ builtIn, enable }) => !builtIn && enable !== false)
    .map(({ name }) => ({ where: `Annotation ${name}`, what: 'annotations' }));
  const repeated = (json.panels ?? [])
    .filter(({ type, repeat }) => type === 'row' && repeat)
    .map(({ title = '' }) => ({ where: `Row ${title}`, what: 'repeated rows' }));
  const panels = allPanels(json).flatMap((panel) =>
    [...new Set(inPanel(panel))].map((what) => ({ where: panel.title || `${panel.type} without title`, what })),
  );
  return [...variables, ...annotations, ...repeated, ...panels];
}

function inPanel(panel: PanelJson): string[] {
  const known = knownPanel(panel.type);
  if (!known) {
    return [panel.libraryPanel ? 'library panels' : `panels of type ${panel.type}`];
  }
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {};
  const custom = (defaults.custom ?? {}) as Record<string, unknown>;
  const properties = overrides.flatMap(({ properties: list }) => list);
  return [
    ...leaves(panel.options ?? {}, known.options).map((path) => `option ${path}`),
    ...leaves(custom, known.custom).map((path) => `field option custom.${path}`),
    ...properties.flatMap(({ id, value }) =>
      id.startsWith('custom.')
        ? leaves(nested(id.slice('custom.'.length), value), known.custom).map((path) => `override custom.${path}`)
        : standardProperties.has(id)
          ? []
          : [`override ${id}`],
    ),
    ...overrides
      .filter(({ matcher }) => !fieldMatchers.getIfExists(matcher.id))
      .map(({ matcher }) => `override matcher ${matcher.id}`),
    ...(panel.transformations ?? [])
      .filter(({ id }) => !standardTransformersRegistry.getIfExists(id))
      .map(({ id }) => `transformation ${id}`),
    ...sources(panel).map((uid) => `data source ${uid}`),
    ...(['repeat', 'libraryPanel'] as const).filter((key) => panel[key]).map((key) => `panel setting ${key}`),
  ];
}

/** Grafana's own data sources (mixed, dashboard, Grafana), which are not published. */
function sources({ datasource, targets = [] }: PanelJson): string[] {
  return [datasource, ...targets.map((target) => target.datasource)]
    .map((source) => (typeof source === 'string' ? source : source?.uid))
    .filter((uid) => uid !== undefined && (uid.startsWith('-- ') || uid === 'grafana' || uid === '__expr__'))
    .map(String);
}

const nested = (path: string, value: unknown): object =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

/** Dotted paths of the values below `object` that are not supported. Lists count as one value. */
function leaves(object: object, support: Support, prefix = ''): string[] {
  return Object.entries(object).flatMap(([key, value]: [string, unknown]) => {
    const path = prefix + key;
    const accepted = support[path];
    if (value === undefined || value === null || accepted === 'any' || accepted?.includes(value)) {
      return [];
    }
    const inner = typeof value === 'object' && !Array.isArray(value) && accepted === undefined;
    return inner ? leaves(value, support, `${path}.`) : [accepted ? `${path} = ${JSON.stringify(value)}` : path];
  });
}
