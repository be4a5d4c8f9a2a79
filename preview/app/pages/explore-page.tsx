import { CoreApp, DataSourcePluginContextProvider, type DataSourceApi } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { sceneGraph, SceneQueryRunner, type EmbeddedScene, type SceneDataQuery } from '@grafana/scenes';
import { Alert, Button } from '@grafana/ui';
import React, { useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Page } from '../shell/page.tsx';
import { useLoad } from '../shell/use-load.ts';
import { rangeText, readPane, showPane, type Pane } from './explore-pane.ts';
import { exploreScene } from './explore-scene.tsx';

/** The plugin's query editor with the result of the queries. The address is the state: running a query changes it. */
export function ExplorePage() {
  const { search } = useLocation();
  const pane = useMemo(() => readPane(search), [search]);
  const { value: source, error } = useLoad(pane.datasource ?? '', () => getDataSourceSrv().get(pane.datasource));
  return (
    <Page title="Explore">
      {error !== undefined && <Alert title={error} />}
      {source && <ExplorePane key={search} pane={pane} source={source} />}
    </Page>
  );
}

function ExplorePane({ pane, source }: { pane: Pane; source: DataSourceApi }) {
  const scene = useMemo(() => exploreScene(pane), [pane]);
  const [queries, setQueries] = useState<SceneDataQuery[]>(
    pane.queries.length > 0 ? pane.queries : [{ refId: 'A', ...source.getDefaultQuery?.(CoreApp.Explore) }],
  );
  // Editors change a query and run it in one go, before the next render.
  const latest = useRef(queries);
  const run = () => {
    const { raw } = sceneGraph.getTimeRange(scene).state.value;
    const next = { datasource: source.uid, queries: latest.current, range: rangeText(raw) };
    if (JSON.stringify(next) === JSON.stringify(pane) && scene.state.$data instanceof SceneQueryRunner) {
      scene.state.$data.runQueries();
    } else {
      showPane(next);
    }
  };
  return (
    <>
      {queries.map((query, index) => (
        <Editor
          key={query.refId}
          source={source}
          query={query}
          scene={scene}
          onRun={run}
          onChange={(changed) => {
            latest.current = latest.current.with(index, changed);
            setQueries(latest.current);
          }}
        />
      ))}
      <div>
        <Button icon="sync" onClick={run}>
          Run query
        </Button>
      </div>
      <scene.Component model={scene} />
    </>
  );
}

interface EditorProps {
  readonly source: DataSourceApi;
  readonly query: SceneDataQuery;
  readonly scene: EmbeddedScene;
  readonly onChange: (query: SceneDataQuery) => void;
  readonly onRun: () => void;
}

function Editor({ source, query, scene, onChange, onRun }: EditorProps) {
  const QueryEditor = source.components?.QueryEditor;
  const settings = getDataSourceSrv().getInstanceSettings(source.uid);
  const { data } = sceneGraph.getData(scene).useState();
  const { value: range } = sceneGraph.getTimeRange(scene).useState();
  return QueryEditor && settings ? (
    <DataSourcePluginContextProvider instanceSettings={settings}>
      <QueryEditor
        datasource={source}
        query={query}
        onChange={onChange}
        onRunQuery={onRun}
        data={data}
        range={range}
        app={CoreApp.Explore}
      />
    </DataSourcePluginContextProvider>
  ) : (
    <Alert title="The plugin brings no query editor." />
  );
}
