import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlugin, type StartOptions } from '../plugin-host/plugin-process.ts';
import type { DataSource } from '../plugin-host/requests.ts';
import { DashboardFiles } from './dashboards.ts';
import { DataSources } from './data-sources.ts';
import { GrafanaApi } from './grafana-api.ts';
import { serve } from './http-server.ts';
import { provisionedDataSources } from './provisioned.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface PreviewOptions {
  /** Path of the plugin's executable. */
  readonly executable: string;
  /** Port to try first; 0 for any. */
  readonly port: number;
  readonly onLog?: StartOptions['onLog'];
  /** Those of provisioning/datasources where absent. */
  readonly dataSources?: readonly DataSource[];
  /** Directories that differ from the repository's own. */
  readonly dashboards?: string;
  readonly plugin?: string;
}

export interface Preview {
  readonly url: string;
  readonly api: GrafanaApi;
  /** The data sources' uids; the first is the default. */
  readonly uids: readonly string[];
  /** Ends the server and the plugin. */
  stop(): Promise<void>;
}

/** Starts the built plugin as Grafana does, and the server of the preview page. */
export async function startPreview({
  executable,
  port,
  onLog,
  dataSources,
  ...directories
}: PreviewOptions): Promise<Preview> {
  const provisioned = dataSources ?? provisionedDataSources(join(root, 'provisioning/datasources'));
  if (provisioned.length === 0) {
    throw new Error('provisioning/datasources holds no data source of this plugin');
  }
  if (!existsSync(join(root, 'dist-preview/index.html'))) {
    throw new Error('The preview page is not built: run node scripts/build-preview.mjs');
  }
  const manifest = JSON.parse(readFileSync(join(root, 'plugin.json'), 'utf8')) as { id: string; name: string };
  const plugin = await startPlugin({ executable, ...(onLog && { onLog }) });
  const sources = new DataSources(provisioned, manifest);
  const site = {
    api: new GrafanaApi(plugin, sources),
    sources,
    dashboards: new DashboardFiles(directories.dashboards ?? join(root, 'provisioning/dashboards')),
    directories: {
      bundle: join(root, 'dist-preview'),
      plugin: directories.plugin ?? join(root, 'dist'),
      nodeModules: join(root, 'node_modules'),
    },
  };
  const { server, url } = await serve(site, port);
  return {
    url,
    api: site.api,
    uids: provisioned.map(({ uid }) => uid),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await plugin.shutdown();
    },
  };
}
