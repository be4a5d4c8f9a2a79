import { EventBusSrv, locationUtil, type PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  config,
  FakeEchoSrv,
  getDataSourceSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { getLogger, initializeLoggersRegistry } from '@grafana/runtime/unstable';
import { loadResources } from '@grafana/scenes';
import { backendSrv } from './backend-srv.ts';
import { LocalDataSourceSrv } from './data-source-srv.ts';
import { shareModules } from './import-plugin.ts';
import { fillRegistries } from './registries.ts';
import { runRequest } from './run-request.ts';
import { sceneTemplateSrv } from './template-srv.ts';

/**
 * Sets everything that Grafana's application sets before it renders.
 * @param panelOf the panel plugin of an id; one that says so for an id the preview does not know
 */
export async function installGrafana(panelOf: (id: string) => PanelPlugin): Promise<void> {
  initializeLoggersRegistry();
  // It warns at every query that our data sources are not in a cache only Grafana itself can fill.
  getLogger('grafana/runtime.plugins.datasource').logWarning = () => undefined;
  await initPluginTranslations('grafana-scenes', [loadResources]);
  fillRegistries();
  shareModules();
  setAppEvents(new EventBusSrv());
  setEchoSrv(new FakeEchoSrv());
  setBackendSrv(backendSrv);
  setTemplateSrv(sceneTemplateSrv);
  setDataSourceSrv(new LocalDataSourceSrv());
  setRunRequest(runRequest);
  setCurrentUser({ ...config.bootData.user, profile: {} } as unknown as Parameters<typeof setCurrentUser>[0]);
  setLocationSrv({
    update: ({ path, query }) => {
      locationService.push({ pathname: path, search: new URLSearchParams(query as Record<string, string>).toString() });
    },
  });
  setPluginLinksHook(() => ({ isLoading: false, links: [] }));
  setPluginComponentsHook(() => ({ isLoading: false, components: [] }));
  setPluginImportUtils({
    importPanelPlugin: (id) => Promise.resolve(panelOf(id)),
    getPanelPluginFromCache: panelOf,
  });
  locationUtil.initialize({
    config: config as unknown as Parameters<typeof locationUtil.initialize>[0]['config'],
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  await getDataSourceSrv().reload();
  // With the plugin loaded first, panels query once; otherwise some query twice. A failure shows where it is used.
  await Promise.allSettled(
    getDataSourceSrv()
      .getList()
      .map(({ uid }) => getDataSourceSrv().get(uid)),
  );
}
