import type { AnswerCache } from '../async/answer-cache.ts';
import type { CdrDatabase } from '../cdr/open-cdr.ts';
import type { Frame, InstanceSettings, Step } from '../plugin/index.ts';
import type { ReportRequest } from '../reports/report.ts';
import type { WithPeople } from './people.ts';
import type { ReportCall } from './validate.ts';

/** Where the step finds the data source that a call is about. */
export interface DataSources {
  get(settings: InstanceSettings): {
    use<T>(work: (database: CdrDatabase, answers: AnswerCache<Frame[]>) => Promise<T>): Promise<T>;
  };
}

/**
 * Opens the CDR of the data source and keeps it open until the report is done. Equal queries of callers who may see the same share one
 * answer: a dashboard that fifty people look at is put together once.
 */
export function openDataSource(dataSources: DataSources): Step<ReportCall, ReportRequest & WithPeople, Frame[]> {
  return (next) => (call) =>
    dataSources.get(call.settings).use(async (database, answers) => {
      const { query, people } = call;
      const { fresh = false, report } = query;
      const range = database.rangeFor(call.range, { fresh });
      const key = JSON.stringify([query, range, people.seen]);
      const answerAnew = async (signal: AbortSignal) => {
        const cdr = await database.forCall(signal, { fresh, report });
        const zone = query.timezone ?? cdr.counting.reportTimeZone;
        return next({ query, range, zone, cdr, orderOf: people.orderOf, people });
      };
      const { answer } = await answers.get(key, call.signal, answerAnew, fresh);
      return answer;
    });
}
