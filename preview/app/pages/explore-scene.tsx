import { dateMath } from '@grafana/data';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneObjectBase,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  sceneGraph,
  VizPanel,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import React from 'react';
import { noticesOf } from '../dashboard/notices.tsx';
import type { Pane } from './explore-pane.ts';

interface State extends SceneObjectState {
  readonly graph: VizPanel;
  readonly table: VizPanel;
}

/** What queries brought: errors and notices first, time series as a chart, everything as a table. */
class ExploreResult extends SceneObjectBase<State> {
  static Component = ({ model }: SceneComponentProps<ExploreResult>) => {
    const { graph, table } = model.useState();
    const { data } = sceneGraph.getData(model).useState();
    const series = data?.series ?? [];
    const overTime = series.some(({ meta }) => meta?.type?.startsWith('timeseries'));
    return (
      <div style={{ width: '100%' }}>
        {data?.errors?.map(({ message, refId }) => (
          <Alert key={`${refId ?? ''}${message ?? ''}`} title={message ?? 'The query failed.'} />
        ))}
        {noticesOf(series).map(({ severity, text }) => (
          <Alert key={severity + text} severity={severity} title={text} />
        ))}
        {overTime && (
          <div style={{ position: 'relative', height: 340, display: 'flex' }}>
            <graph.Component model={graph} />
          </div>
        )}
        <div style={{ position: 'relative', height: 560, display: 'flex', marginTop: 8 }}>
          <table.Component model={table} />
        </div>
      </div>
    );
  };
}

/** The scene of a pane: its queries, its time range, and the result. */
export function exploreScene({ datasource, queries, range }: Pane) {
  const panel = (pluginId: string, title: string) =>
    new VizPanel({ pluginId, title, options: {}, fieldConfig: { defaults: {}, overrides: [] } });
  const timeRange = new SceneTimeRange({ from: absolute(range.from), to: absolute(range.to) });
  const runner = new SceneQueryRunner({ queries, datasource: datasource ? { uid: datasource } : undefined });
  const scene = new EmbeddedScene({
    $timeRange: timeRange,
    $data: runner,
    controls: [new SceneControlsSpacer(), new SceneTimePicker({}), new SceneRefreshPicker({ withText: true })],
    body: new ExploreResult({ graph: panel('timeseries', 'Graph'), table: panel('table', 'Table') }),
  });
  return { scene, runner, timeRange };
}

/** Addresses carry epoch milliseconds, scenes take ISO 8601. */
const absolute = (time: string): string =>
  /^\d+$/.test(time) ? (dateMath.parse(new Date(Number(time)))?.toISOString() ?? time) : time;
