import { categories } from '../../contract/vocabulary.ts';
import type { DashboardUid } from './catalogue.ts';
import { columnChart } from './charts.ts';
import { dataLink, type Opens } from './links.ts';
import { onField } from './override.ts';
import { filtersFrom } from './target.ts';

interface Options {
  readonly title: string;
  readonly description: string;
  /** Where a click on a column leads, by the label of its category. */
  readonly opens?: (category: string) => Opens;
}

/** Sessions of the dashboard's selection over time, by category. */
export function sessionsOverTime(dashboard: DashboardUid, { title, description, opens }: Options) {
  return columnChart({
    title,
    description,
    query: {
      report: 'failureDistribution',
      format: 'timeSeries',
      interval: 'fitted',
      filters: filtersFrom(dashboard, 'failureDistribution'),
    },
    overrides: opens
      ? categories.map(({ id, label }) => onField(label, { id: 'links', value: [dataLink(dashboard, opens(id))] }))
      : [],
    nothing: 'No failed sessions in this range',
  });
}
