import { createInstance, type DataSourceInstance } from './data-source-instance.ts';
import type { PluginHandlers } from './plugin/api.ts';
import { InstanceCache } from './plugin/instances.ts';
import { metricsText } from './plugin/metrics.ts';

/** What the data source answers to Grafana. The parts that need the query builder are loaded with the first call. */
export function createHandlers(): PluginHandlers {
  const instances = new InstanceCache<DataSourceInstance>({
    create: createInstance,
    dispose: (instance) => instance.close(),
  });
  return {
    query: async (query, context) =>
      (await import('./query-data.ts')).queryData(query, context, instances.get(context.settings)),
    checkHealth: async (context) => {
      const { checkHealth, unhealthy } = await import('./check-health.ts');
      return checkHealth(context, instances.get(context.settings)).catch(unhealthy);
    },
    callResource: async (request, context) =>
      (await import('./call-resource.ts')).callResource(request, context, instances.get(context.settings)),
    metrics: metricsText,
    close: () => instances.closeAll(),
  };
}
