import { afterAll } from '@jest/globals';
import { createInstance, type DataSourceInstance } from '../../pkg/data-source/instance.ts';
import { InstanceCache } from '../../pkg/plugin/index.ts';
import { openDataSource } from '../../pkg/query/data-source.ts';
import { validate } from '../../pkg/query/validate.ts';
import type { ReportRequest } from '../../pkg/reports/report.ts';
import { callContext, demoJson, queryCall, seeing } from './calls.ts';

const instances = new InstanceCache<DataSourceInstance>({
  create: createInstance,
  dispose: (instance) => instance.close(),
});

afterAll(() => instances.closeAll());

/** What the report of a query is asked with; closed after the tests of the file. */
export function requestFor(
  model: unknown,
  jsonData: Readonly<Record<string, unknown>> = demoJson,
): Promise<ReportRequest> {
  return new Promise((resolve, reject) => {
    // An equal query would be answered with what the first one resolved to.
    const anew = { ...(model as object), fresh: true };
    const opened = openDataSource(instances)((request) => {
      resolve(request);
      return Promise.resolve([]);
    });
    validate(opened)(seeing(queryCall(anew, callContext(jsonData)))).catch(reject);
  });
}
