import type { PanelModel } from '../pages/dashboard.ts';
import type { DemoSource } from './test.ts';

/** How a dashboard names a data source. */
export const dataSourceOf = ({ type, uid }: DemoSource) => ({ type, uid });

/** A query of one report. */
type Target = Readonly<Record<string, unknown>>;

function panel(demo: DemoSource, type: string, target: Target): PanelModel {
  const datasource = dataSourceOf(demo);
  const model = {
    id: 1,
    type,
    title: 'Panel under test',
    datasource,
    gridPos: { x: 0, y: 0, w: 24, h: 12 },
    targets: [{ refId: 'A', datasource, ...target }],
  };
  return model;
}

/** A table that ranks failed sessions along the dimensions of the query. */
export const rankedTable = (demo: DemoSource, target: Target): PanelModel =>
  panel(demo, 'table', { report: 'failureDistribution', format: 'table', ...target });

/** Sessions between two people over time. */
export const sessionsChart = (demo: DemoSource): PanelModel =>
  panel(demo, 'timeseries', { report: 'p2pActivity', format: 'timeSeries', interval: 'daily' });
