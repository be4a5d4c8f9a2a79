import { filters } from '../../contract/filters.ts';
import { options, optionsOf } from '../../contract/options.ts';
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
    const named = [...filters, ...(report ? optionsOf(report) : []), ...Object.values(options)];
    const label = named.find(({ id }) => id === field)?.label;
    return { field, text: label ? error.message.replace(error.field, label) : error.message };
  }
}
