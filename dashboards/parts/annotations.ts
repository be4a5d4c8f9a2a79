import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DashboardUid } from './catalogue.ts';
import { categoryColours } from '../../contract/colours.ts';
import { filtersFrom, target } from './target.ts';
import { datasource } from './variables.ts';

class AnnotationBuilder implements Builder<AnnotationQuery> {
  readonly #annotation: object;

  constructor(annotation: object) {
    this.#annotation = annotation;
  }

  build(): AnnotationQuery {
    return this.#annotation as AnnotationQuery;
  }
}

/** Grafana's own annotations and alerts. Without this entry Grafana 11 draws none of the others either. */
export function builtInAnnotation(): Builder<AnnotationQuery> {
  return new AnnotationBuilder({
    builtIn: 1,
    name: 'Annotations & Alerts',
    type: 'dashboard',
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
  });
}

/**
 * Failure spikes of the pools chosen, marked on every chart of a dashboard. Off at first on most: they read weeks of history beyond
 * the range.
 */
export function spikeAnnotation(dashboard: DashboardUid, enable: boolean): Builder<AnnotationQuery> {
  const { pools } = filtersFrom(dashboard, 'failureSpikes');
  const events = target({
    report: 'failureSpikes',
    format: 'events',
    overlaps: 'together',
    filters: { ...(pools !== undefined && { pools }) },
  });
  return new AnnotationBuilder({
    name: 'Failure spikes',
    datasource,
    enable,
    hide: false,
    iconColor: categoryColours.unexpected,
    target: { ...events.build(), refId: 'Anno' },
  });
}
