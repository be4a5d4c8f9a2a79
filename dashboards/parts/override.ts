import type { DynamicConfigValue, MatcherConfig } from '@grafana/grafana-foundation-sdk/dashboard';

/** What applies to some fields of a panel. */
export interface Override {
  matcher: MatcherConfig;
  properties: DynamicConfigValue[];
}

/** @param name of the field, or what is shown for it: Grafana takes either */
export function onField(name: string, ...properties: readonly DynamicConfigValue[]): Override {
  return { matcher: { id: 'byName', options: name }, properties: [...properties] };
}

export function onEveryField(...properties: readonly DynamicConfigValue[]): Override {
  return { matcher: { id: 'byRegexp', options: '/.*/' }, properties: [...properties] };
}

/** Keeps a field for links and out of sight: Grafana before 12.2 knows the first property, later ones the second. */
export const outOfSight: readonly DynamicConfigValue[] = [
  { id: 'custom.hidden', value: true },
  { id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: true } },
];
