import type { Filters } from '../../contract/query.ts';
import { failedCategories } from '../../contract/vocabulary.ts';
import type { TimeRange } from '../cdr/calendar.ts';

/** What a failure report is about. */
export interface FailureSelection {
  readonly range: TimeRange;
  readonly filters: Filters;
}

/** The sessions of a failure report: failed ones where the query asks for no category. */
export function failureSelection(request: {
  readonly query: { readonly filters: Filters };
  readonly range: TimeRange;
}): FailureSelection {
  return { range: request.range, filters: { categories: failedCategories, ...request.query.filters } };
}
