import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
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

/** Queries whose events a dashboard can mark on its charts. */
export const annotationsOf = (dashboard: Dashboard) =>
  (dashboard.annotations?.list ?? []).map(({ name, enable, target }) => ({
    name,
    enable,
    target: target as unknown as Target,
  }));

interface PanelOverride {
  readonly matcher: { readonly id: string; readonly options?: unknown };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
}
export const overridesOf = (panel: Panel): readonly PanelOverride[] => panel.fieldConfig?.overrides ?? [];

/** The names in a matcher: one, those of `anyOf`, or null where it matches whatever comes. */
export function namesIn({ matcher: { id, options } }: PanelOverride): string[] | null {
  if (id === 'byName') {
    return [String(options)];
  }
  return id === 'byRegexp' && options !== '/.*/' ? alternativesIn(String(options)) : null;
}

/** The names that `anyOf` wrote into a regular expression. */
export function alternativesIn(regexp: string): string[] {
  const [, inner = ''] = /^\/\^\((.*)\)\$\/$/.exec(regexp) ?? [];
  return inner.split('|').map((name) => name.replaceAll(/\\(.)/g, '$1'));
}

/** Links of a panel with the field they are on; null stands for every field. */
export function linksOf(panel: Panel): { readonly field: string | null; readonly link: DataLink }[] {
  return overridesOf(panel).flatMap((override) =>
    override.properties
      .filter(({ id }) => id === 'links')
      .flatMap(({ value }) =>
        (namesIn(override) ?? [null]).flatMap((field) => (value as DataLink[]).map((link) => ({ field, link }))),
      ),
  );
}

/** Field names that the transformations of a panel speak of. */
export function namesInTransformations(panel: Panel): string[] {
  return (panel.transformations ?? []).flatMap(({ id, options }) => {
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
        return (given.filters ?? []).map(({ fieldName }) => fieldName);
      case 'filterFieldsByName':
        return given.include?.names ?? [];
      case 'convertFieldType':
        return (given.conversions ?? []).map(({ targetField }) => targetField);
      case 'organize':
        return [...Object.keys(given.excludeByName ?? {}), ...Object.keys(given.indexByName ?? {})];
      case 'calculateField':
        return [given.binary?.left ?? '', given.binary?.right ?? ''];
      case 'limit':
        return [];
      default:
        throw new Error(`transformation ${id} is not known to the tests`);
    }
  });
}

/** Names of fields that the transformations of a panel add. */
export const namesAdded = (panel: Panel): string[] =>
  (panel.transformations ?? [])
    .filter(({ id }) => id === 'calculateField')
    .map(({ options }) => (options as { alias: string }).alias);

/** Names a field goes by in a panel. */
export const namesOf = (frames: readonly DecodedFrame[]): Set<string> =>
  new Set(
    frames.flatMap(({ fields }) =>
      fields.flatMap(({ name, config }) => [
        name,
        ...(config?.displayNameFromDS ? [String(config.displayNameFromDS)] : []),
      ]),
    ),
  );

/** Fields that are left after the transformations of the panel. */
export function fieldsLeft(panel: Panel, frames: readonly DecodedFrame[]): Set<string> {
  const left = namesOf(frames);
  for (const { id, options } of panel.transformations ?? []) {
    const given = options as { include?: { names: string[] }; excludeByName?: Record<string, boolean> };
    for (const name of left) {
      const goes =
        (id === 'filterFieldsByName' && !given.include?.names.includes(name)) ||
        (id === 'organize' && given.excludeByName?.[name]);
      if (goes) {
        left.delete(name);
      }
    }
  }
  return left;
}

/** Fields a person sees. */
export function fieldsShown(panel: Panel, frames: readonly DecodedFrame[]): string[] {
  const reduced = (panel.options as { reduceOptions?: { fields?: string } } | undefined)?.reduceOptions?.fields;
  if (reduced) {
    return alternativesIn(reduced);
  }
  const hidden = overridesOf(panel)
    .filter(({ properties }) => properties.some(({ id }) => id === 'custom.hideFrom'))
    .flatMap((override) => namesIn(override) ?? []);
  return [...fieldsLeft(panel, frames)].filter((name) => !hidden.includes(name));
}
