import type { ReportQuery } from '../../contract/query.ts';
import { validateQuery } from '../../contract/validate.ts';
import { checkedRange, type TimeRange } from '../cdr/calendar.ts';
import { readingContract } from '../errors.ts';
import type { WithPeople } from './people.ts';
import type { CallContext, Frame, QueryCall, Step } from '../plugin/index.ts';

/** A call for a report, its query read. */
export interface ReportCall extends CallContext, WithPeople {
  readonly query: ReportQuery;
  /** As asked for; `checkRange` cuts it to the years in which records can exist. */
  readonly range: TimeRange;
}

/** Reads the saved query: one of any release becomes one that can run. */
export const validate: Step<QueryCall & WithPeople, ReportCall, Frame[]> =
  (next) =>
  async ({ query: { model, range }, ...call }) =>
    next({ ...call, query: readingContract('query', () => validateQuery(model)), range });

/** Refuses a range that ends before it starts. */
export const checkRange: Step<ReportCall, ReportCall, Frame[]> = (next) => async (call) =>
  next({ ...call, range: checkedRange(call.range) });
