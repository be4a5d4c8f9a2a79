import { CoreApp, DataSourcePluginContextProvider, type DataSourceApi } from '@grafana/data';
import { getDataSourceSrv, locationService } from '@grafana/runtime';
import { sceneGraph, type EmbeddedScene, type SceneDataQuery } from '@grafana/scenes';
import { Alert, Button } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Page } from '../shell/page.tsx';
import { useLoad } from '../shell/use-load.ts';
import { rangeText, readPane, searchOf, type Pane } from './explore-pane.ts';
import { exploreScene } from './explore-scene.tsx';

/** The plugin's query editor with the result of the queries. The address is the state: running a query changes it. */
export function ExplorePage() {
  const { search } = useLocation();
  // The pane that changed the address stays; an address that came from elsewhere, as by going back, gets a new one.
  const [{ pane, turn, shown }, set] = useState({ pane: readPane(search), turn: 0, shown: search });
  if (search !== shown) {
    set({ pane: readPane(search), turn: turn + 1, shown: search });
  }
  const { value: source, error } = useLoad(pane.datasource ?? '', () => getDataSourceSrv().get(pane.datasource));
  const show = (changed: Pane) => {
    const address = searchOf(changed);
    if (address !== locationService.getLocation().search) {
      set((state) => ({ ...state, shown: address }));
      locationService.push(`/explore${address}`);
    }
  };
  return (
    <Page title="Explore">
      {error !== undefined && <Alert title={error} />}
      {source && <ExplorePane key={turn} pane={pane} source={source} onShow={show} />}
    </Page>
  );
}

interface PaneProps {
  readonly pane: Pane;
  readonly source: DataSourceApi;
  readonly onShow: (pane: Pane) => void;
}

function ExplorePane({ pane, source, onShow }: PaneProps) {
  // A pane without a query runs the data source's default one.
  const [queries, setQueries] = useState<SceneDataQuery[]>(
    pane.queries.length > 0 ? pane.queries : [{ refId: 'A', ...source.getDefaultQuery?.(CoreApp.Explore) }],
  );
  // Editors change a query and run it in one go, before the next render.
  const latest = useRef(queries);
  const [{ scene, runner, timeRange }] = useState(() => exploreScene({ ...pane, queries }));
  const show = () => {
    onShow({ datasource: source.uid, queries: latest.current, range: rangeText(timeRange.state.value.raw) });
  };
  const run = () => {
    show();
    runner.setState({ queries: latest.current });
    runner.runQueries();
  };
  useEffect(() => {
    const changes = timeRange.subscribeToState(show);
    return () => {
      changes.unsubscribe();
    };
  }, []);
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
