import { Remembered } from '../async/remembered.ts';
import { metricsText } from '../metrics/metrics.ts';
import { InstanceCache, type Handler, type PluginHandlers } from '../plugin/index.ts';
import { createInstance, type DataSourceInstance } from './instance.ts';

/** What the data source answers to Grafana, and where each answer begins. */
export function createHandlers(): PluginHandlers {
  const instances = new InstanceCache<DataSourceInstance>({
    create: createInstance,
    dispose: (instance) => instance.close(),
  });
  return {
    query: lazily(async () => (await import('../query/answer-query.ts')).answerQuery(instances)),
    checkHealth: lazily(async () => (await import('./check-health.ts')).checkHealth(instances)),
    callResource: lazily(async () => (await import('./call-resource.ts')).callResource(instances)),
    metrics: metricsText,
    close: () => instances.closeAll(),
  };
}

/** A handler that is loaded with its first call: most of the plugin's life passes without one. */
function lazily<Call, Answer>(load: () => Promise<Handler<Call, Answer>>): Handler<Call, Answer> {
  const handler = new Remembered(load);
  return async (call) => (await handler.get())(call);
}
