import { fieldMatchers, FieldConfigProperty, standardTransformersRegistry } from '@grafana/data';
import type { Dashboard, DataSourceRef, Panel } from '@grafana/schema';
import type { Support } from '../panels/define-panel.ts';
import { knownPanel } from '../panels/index.tsx';
import { ownAnnotations } from './annotations.tsx';
import { allPanels, isRow } from './model.ts';
import { variableTypes } from './variables.ts';

/** One thing a dashboard asks for that the preview does not show. */
export interface Unsupported {
  /** Title of the panel, or name of the part of the dashboard. */
  readonly where: string;
  readonly what: string;
}

const standardProperties = new Set<string>(Object.values(FieldConfigProperty));

/** Everything in a dashboard's JSON that the preview leaves out: a preview must not pass for the whole. */
export function unsupportedIn(json: Dashboard): Unsupported[] {
  const variables = (json.templating?.list ?? [])
    .filter(({ type }) => !variableTypes.includes(type))
    .map(({ name, type }) => ({ where: `Variable ${name}`, what: `variables of type ${type}` }));
  const annotations = ownAnnotations(json.annotations?.list).flatMap(({ name, datasource }) =>
    sources([datasource]).map((what) => ({ where: `Annotation ${name}`, what })),
  );
  const links = (json.links ?? [])
    .filter(({ type, asDropdown }) => type !== 'link' || asDropdown)
    .map(({ title }) => ({ where: `Link ${title}`, what: 'links to dashboards by their tags' }));
  const repeated = (json.panels ?? [])
    .filter((panel) => isRow(panel) && panel.repeat)
    .map(({ title = '' }) => ({ where: `Row ${title}`, what: 'repeated rows' }));
  const panels = allPanels(json).flatMap((panel) =>
    [...new Set(inPanel(panel))].map((what) => ({ where: panel.title || `${panel.type} without title`, what })),
  );
  return [...variables, ...annotations, ...links, ...repeated, ...panels];
}

function inPanel(panel: Panel): string[] {
  const known = knownPanel(panel.type);
  if (!known) {
    return [panel.libraryPanel ? 'library panels' : `panels of type ${panel.type}`];
  }
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {};
  return [
    ...leaves(panel.options ?? {}, known.options).map((path) => `option ${path}`),
    ...leaves(defaults.custom ?? {}, known.custom).map((path) => `field option custom.${path}`),
    ...overrides
      .flatMap(({ properties }) => properties)
      .flatMap(({ id, value }) =>
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
    ...sources([panel.datasource, ...(panel.targets ?? []).map(({ datasource }) => datasource as DataSourceRef)]),
    ...(['repeat', 'links', 'libraryPanel'] as const)
      .filter((key) => (Array.isArray(panel[key]) ? panel[key].length > 0 : panel[key]))
      .map((key) => `panel setting ${key}`),
  ];
}

/** Grafana's own data sources (mixed, dashboard, Grafana), which are not published. */
const sources = (references: readonly (DataSourceRef | null | undefined)[]): string[] =>
  references.flatMap((reference) => {
    const uid = reference?.uid ?? '';
    return uid.startsWith('-- ') || uid === 'grafana' || uid === '__expr__' ? [`data source ${uid}`] : [];
  });

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
