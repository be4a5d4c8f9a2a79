import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataLink } from '../parts/links.ts';

export interface Target {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly report: string;
  readonly format?: string;
  readonly [option: string]: unknown;
}

/** Panels that show data or text, rows left out. */
export const panelsOf = (dashboard: Dashboard): Panel[] =>
  (dashboard.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');

export const targetsOf = (panel: Panel): Target[] => (panel.targets ?? []) as unknown as Target[];

/** A panel whose answer keeps its columns where nothing was found. */
export function wordless(panel: Panel): Panel {
  const targets = targetsOf(panel).map(({ nothing: _, ...rest }) => rest);
  return { ...panel, targets: targets as unknown as NonNullable<Panel['targets']> };
}

/** Queries whose events a dashboard can mark on its charts. */
export const annotationsOf = (dashboard: Dashboard) =>
  (dashboard.annotations?.list ?? [])
    .filter(({ builtIn }) => !builtIn)
    .map(({ name, enable, target }) => ({
      name,
      enable,
      target: target as unknown as Target,
    }));

export interface PanelOverride {
  readonly matcher: { readonly id: string; readonly options?: unknown };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
}
export const overridesOf = (panel: Panel): readonly PanelOverride[] => panel.fieldConfig?.overrides ?? [];

/** The name in a matcher, or null where it matches whatever comes. */
export function nameIn({ matcher: { id, options } }: PanelOverride): string | null {
  return id === 'byName' ? String(options) : null;
}

/** Links of a panel with the field they are on; null stands for every field. */
export function linksOf(panel: Panel): { readonly field: string | null; readonly link: DataLink }[] {
  return overridesOf(panel).flatMap((override) =>
    override.properties
      .filter(({ id }) => id === 'links')
      .flatMap(({ value }) => (value as DataLink[]).map((link) => ({ field: nameIn(override), link }))),
  );
}

/** What the transformations of a panel speak of. */
interface Spoken {
  /** Fields by name, or by what is shown for them: Grafana takes either. */
  readonly names: readonly string[];
  /** Fields by what is shown for them: Grafana takes nothing else. */
  readonly labels: readonly string[];
}

function spokenOf({ id, options }: { id: string; options: unknown }): Spoken {
  const given = options as {
    filters?: { fieldName: string }[];
    include?: { names: string[] };
    conversions?: { targetField: string }[];
    excludeByName?: object;
    indexByName?: object;
    binary?: { left: string; right: string };
  };
  switch (id) {
    case 'filterByValue':
      return { names: [], labels: (given.filters ?? []).map(({ fieldName }) => fieldName) };
    case 'filterFieldsByName':
      return { names: given.include?.names ?? [], labels: [] };
    case 'convertFieldType':
      return { names: (given.conversions ?? []).map(({ targetField }) => targetField), labels: [] };
    case 'organize':
      return { names: Object.keys(given.excludeByName ?? {}), labels: Object.keys(given.indexByName ?? {}) };
    case 'calculateField':
      return { names: [], labels: [given.binary?.left ?? '', given.binary?.right ?? ''] };
    case 'limit':
      return { names: [], labels: [] };
    default:
      throw new Error(`transformation ${id} is not known to the tests`);
  }
}

/** Fields that the transformations of a panel speak of. */
export function spokenInTransformations(panel: Panel): Spoken {
  const spoken = (panel.transformations ?? []).map(spokenOf);
  return { names: spoken.flatMap(({ names }) => names), labels: spoken.flatMap(({ labels }) => labels) };
}

/** What the rows of a table are sorted by. */
export function sortedBy(panel: Panel): string[] {
  const { sortBy = [] } = (panel.options ?? {}) as { sortBy?: { displayName: string }[] };
  return sortBy.map(({ displayName }) => displayName);
}

/** Names of the fields that nobody sees. */
export function hiddenIn(panel: Panel): string[] {
  return overridesOf(panel)
    .filter(({ properties }) => properties.some(({ id }) => id === 'custom.hideFrom'))
    .flatMap((override) => nameIn(override) ?? []);
}
