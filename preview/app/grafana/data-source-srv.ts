import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import {
  config,
  getBackendSrv,
  getTemplateSrv,
  type DataSourceSrv,
  type GetDataSourceListFilters,
} from '@grafana/runtime';
import { importDataSourcePlugin } from './import-plugin.ts';

type Ref = DataSourceRef | string | null | undefined;
type Instances = Record<string, DataSourceInstanceSettings>;

/** The data sources of the preview's server, each one instance of the plugin's own class. */
export class LocalDataSourceSrv implements DataSourceSrv {
  readonly #instances = new Map<string, Promise<DataSourceApi>>();

  /** Reads the settings anew; instances are made again when next asked for. */
  async reload(): Promise<void> {
    const settings = await getBackendSrv().get<{ datasources: Instances }>('/api/frontend/settings');
    config.datasources = settings.datasources;
    this.#instances.clear();
  }

  getList({ pluginId, type, filter = () => true }: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = type === undefined ? undefined : [type].flat();
    return Object.values(config.datasources).filter(
      (settings) =>
        (pluginId === undefined || settings.meta.id === pluginId) &&
        (types?.includes(settings.type) ?? true) &&
        filter(settings),
    );
  }

  /** A reference may hold a variable (`${datasource}`); none means the default data source. */
  getInstanceSettings(ref?: Ref, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const asked = typeof ref === 'string' ? ref : ref?.uid;
    const list = Object.values(config.datasources);
    if (!asked || asked === 'default') {
      return list.find(({ isDefault }) => isDefault) ?? list[0];
    }
    const uid = getTemplateSrv().replace(asked, scopedVars);
    const found = list.find((settings) => settings.uid === uid || settings.name === uid);
    return found && asked !== uid
      ? { ...found, isDefault: false, name: asked, uid: asked, rawRef: { type: found.type, uid: found.uid } }
      : found;
  }

  async get(ref?: Ref, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref, scopedVars);
    const own = settings?.rawRef ? this.getInstanceSettings(settings.rawRef) : settings;
    if (!own) {
      throw new Error(`The preview has no data source ${JSON.stringify(ref)}.`);
    }
    const instance = this.#instances.get(own.uid) ?? instantiate(own);
    this.#instances.set(own.uid, instance);
    return instance;
  }

  registerRuntimeDataSource(): void {
    throw new Error('The preview has no runtime data sources.');
  }
}

async function instantiate(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  const plugin = await importDataSourcePlugin(settings.meta);
  const instance = new plugin.DataSourceClass(settings);
  instance.components = plugin.components;
  instance.meta = settings.meta;
  return instance;
}
