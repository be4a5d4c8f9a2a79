import type { FilterId } from '../../../contract/filters.ts';
import type { Filters, SpikeOptions } from '../../../contract/query.ts';
import { failedCategories } from '../../../contract/vocabulary.ts';
import { eitherColumn, sameColumn, type SessionColumn } from '../failed-sessions.ts';
import type { ReportRequest } from '../report.ts';
import { countSessions, type CountRow } from './count-sessions.ts';
import { dimensionColumns, nullCode, nullText, sessionDimensions } from './dimensions.ts';
import { GroupCollector, type SpikeGroupCounts } from './group-collector.ts';
import { Grouping } from './groups.ts';
import type { Piece, ReadingPlan } from './reading-plan.ts';

/** What a format needs beyond the counts. */
export interface Needs {
  /** Users impacted: brings the users of the failures in the windows. */
  readonly users: boolean;
  /** Expected and unexpected failures apart. */
  readonly volumes: boolean;
}

/** All groups of a query, and the rows of failures they come from. */
export interface Collected {
  readonly groups: readonly SpikeGroupCounts[];
  readonly failures: readonly CountRow[];
}

/** What counts as failed: the categories asked for, else those of the setting `failureRate`. */
export function failureFilters({ query, cdr }: ReportRequest): Filters {
  const rated = cdr.counting.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  return { categories: rated, ...query.filters };
}

/** Filters that choose failures; all others choose sessions, failed or not. */
const ofFailures: readonly FilterId[] = [
  'categories',
  'diagnosticIds',
  'responseCodes',
  'requestTypes',
  'sources',
  'applications',
];

/** The filters that choose sessions, failed or not. */
export function sessionFilters({ query }: ReportRequest): Filters {
  const kept = Object.entries(query.filters).filter(([id]) => !ofFailures.includes(id as FilterId));
  return Object.fromEntries(kept) as Filters;
}

/** Reads the counts of the plan and sorts them into groups. */
export async function collect(
  request: ReportRequest,
  plan: ReadingPlan,
  { groupBy }: SpikeOptions,
  needs: Needs,
): Promise<Collected> {
  const ofSessions = sessionDimensions(groupBy);
  const [sessions, failures] = await Promise.all([
    countSessions(request, plan, {
      filters: sessionFilters(request),
      groupBy: ofSessions,
      columns: () => dimensionColumns(request.cdr, ofSessions),
    }),
    countSessions(request, plan, {
      filters: failureFilters(request),
      groupBy,
      columns: (piece) => ({ ...dimensionColumns(request.cdr, groupBy), ...detailColumns(piece, needs) }),
    }),
  ]);
  const collector = new GroupCollector(request.cdr.classification, plan, new Grouping(groupBy));
  sessions.forEach((row) => {
    collector.addSessions(row);
  });
  failures.forEach((row) => {
    collector.addFailures(row);
  });
  return { groups: collector.groups(groupBy.length > ofSessions.length), failures };
}

/** Users and codes, of the windows themselves only: what they are compared with needs no more than its counts. */
function detailColumns({ observed }: Piece, { users, volumes }: Needs): Record<string, SessionColumn> {
  const user = observed ? eitherColumn('FromUri', 'UserUri') : { p2p: nullText, conference: nullText };
  const code = (name: string) => (observed ? sameColumn(name) : { p2p: nullCode, conference: nullCode });
  return {
    ...(users && { User: user }),
    // Under names of their own: a group by diagnostic ID wants it of all pieces.
    ...(volumes && { FailureId: code('DiagnosticId'), FailureCode: code('ResponseCode') }),
  };
}
