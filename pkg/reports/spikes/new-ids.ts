import { sql } from 'kysely';
import type { TimeRange } from '../../cdr/calendar.ts';
import { conferenceSessions, p2pSessions } from '../../cdr/sessions.ts';
import type { ReportRequest } from '../report.ts';

/**
 * Those of some diagnostic IDs that no session of the range carries, of either kind and whatever the filters of the
 * query. Asks nothing where there are none.
 */
export async function newIds(
  { cdr, call }: ReportRequest,
  range: TimeRange,
  candidates: readonly number[],
): Promise<ReadonlySet<number>> {
  if (candidates.length === 0) {
    return new Set();
  }
  const selection = { range, filters: { diagnosticIds: candidates } };
  const id = sql<number>`s.DiagnosticId`.as('DiagnosticId');
  const seen = p2pSessions(cdr, selection)
    .select(id)
    .union(conferenceSessions(cdr, selection).select(id) as never);
  const known = new Set((await cdr.run(seen, call)).map(({ DiagnosticId }) => DiagnosticId));
  return new Set(candidates.filter((candidate) => !known.has(candidate)));
}
