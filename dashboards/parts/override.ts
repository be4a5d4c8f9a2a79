import type { DynamicConfigValue, MatcherConfig } from '@grafana/grafana-foundation-sdk/dashboard';

/** What applies to some fields of a panel. */
export interface Override {
  matcher: MatcherConfig;
  properties: DynamicConfigValue[];
}

export function onField(name: string, ...properties: readonly DynamicConfigValue[]): Override {
  return { matcher: { id: 'byName', options: name }, properties: [...properties] };
}

/** Several fields by their names, as a regular expression Grafana takes. */
export function anyOf(names: readonly string[]): string {
  const escaped = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return `/^(${escaped.join('|')})$/`;
}

export function onFields(names: readonly string[], ...properties: readonly DynamicConfigValue[]): Override {
  return { matcher: { id: 'byRegexp', options: anyOf(names) }, properties: [...properties] };
}

export function onEveryField(...properties: readonly DynamicConfigValue[]): Override {
  return { matcher: { id: 'byRegexp', options: '/.*/' }, properties: [...properties] };
}

/** Keeps a field for links and out of sight: Grafana before 12.2 knows the first property, later ones the second. */
export const outOfSight: readonly DynamicConfigValue[] = [
  { id: 'custom.hidden', value: true },
  { id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: true } },
];
