import type { CdrDatabase } from '../cdr/open-cdr.ts';
import type { Frame, InstanceSettings, Step } from '../plugin/index.ts';
import type { ReportRequest } from '../reports/report.ts';
import type { WithPeople } from './people.ts';
import type { ReportCall } from './validate.ts';

/** Where the step finds the data source that a call is about. */
export interface DataSources {
  get(settings: InstanceSettings): { use<T>(work: (database: CdrDatabase) => Promise<T>): Promise<T> };
}

/** Opens the CDR of the data source and keeps it open until the report is done. */
export function openDataSource(dataSources: DataSources): Step<ReportCall, ReportRequest & WithPeople, Frame[]> {
  return (next) =>
    ({ query, range, settings, signal, people }) =>
      dataSources.get(settings).use(async (database) => {
        const { fresh = false, report } = query;
        const cdr = await database.forCall(signal, { fresh, report });
        const zone = query.timezone ?? cdr.counting.reportTimeZone;
        return next({ query, range: database.rangeFor(range, { fresh }), zone, cdr, orderOf: people.orderOf, people });
      });
}
