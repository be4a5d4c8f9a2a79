import type { ColumnDefinition, Columns } from '../../contract/columns.ts';
import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { rankedColumns } from '../../contract/reports/failure-distribution.ts';
import type { failureSpikes } from '../../contract/reports/failure-spikes.ts';
import { reportDefinition, type ReportId, type reports } from '../../contract/reports/index.ts';
import type { PanelQuery } from './target.ts';

type EveryColumn =
  | (typeof reports)[ReportId]['columns'][number]
  | (typeof failureSpikes.events)[number]
  | (typeof conferenceDetailColumns)[keyof typeof conferenceDetailColumns][number];

/** Name of a field in the answer to a query: the id of its column. */
export type FieldName = EveryColumn['id'];

/** The columns of the answer to a query, as the catalogue has them. */
export function columnsOf(query: PanelQuery): Columns {
  const { columns, events } = reportDefinition(query.report);
  if (query.format === 'events') {
    return events ?? [];
  }
  if (query.report === 'conferenceDetail') {
    return conferenceDetailColumns[query.section ?? 'information'];
  }
  const [dimension] = query.report === 'failureDistribution' ? [query.dimensions ?? []].flat() : [];
  return dimension ? rankedColumns(dimension) : columns;
}

/**
 * What is shown for a field. By this and not by the field's name Grafana puts columns in order, sorts rows, filters them by a
 * value and calculates. Taken from the catalogue, so that a label that changes there changes here.
 * @throws Error where the answer has no such field
 */
export function labelOfField(query: PanelQuery, field: string): string {
  const column = columnsOf(query).find(({ id }: ColumnDefinition) => id === field);
  if (!column) {
    throw new Error(`${query.report} answers without a field ${field}`);
  }
  return column.label;
}
