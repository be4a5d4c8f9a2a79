import { optionsOf } from '../../contract/options.ts';
import { ContractError } from '../../contract/query-error.ts';
import { validateQuery } from '../../contract/validate.ts';
import type { Templates } from '../interpolation/expand.ts';
import { interpolateQuery } from '../interpolation/interpolate-query.ts';
import type { Query } from '../types.ts';
import { reportOf } from './report-of.ts';

/** What the back end would refuse. */
export interface Problem {
  /** Field of the query, or id of the filter. */
  readonly field: string;
  readonly text: string;
}

/** Checks a query as the back end will, with the variables' present values; undefined where it can run. */
export function problemOf(query: Query, templates: Templates): Problem | undefined {
  if (!query.report) {
    return undefined;
  }
  try {
    validateQuery(interpolateQuery(query, templates));
    return undefined;
  } catch (error) {
    if (!(error instanceof ContractError)) {
      throw error;
    }
    const report = reportOf(query);
    const field = error.field.replace(/^filters\./, '').replace(/\..*$/, '');
    // A report may call an option its own name.
    const label = report && optionsOf(report).find(({ id }) => id === field)?.label;
    return { field, text: label ? `${label}: ${error.problem}` : error.message };
  }
}
