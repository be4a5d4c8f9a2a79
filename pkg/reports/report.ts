import type { QueryOf } from '../../contract/query.ts';
import type { ReportId } from '../../contract/reports/index.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import type { Frame } from '../plugin/frames/frame.ts';

/** One validated query with everything a report needs to answer it; of any report where none is named. */
export interface ReportRequest<R extends ReportId = ReportId> {
  readonly query: QueryOf<R>;
  /** Half-open, within the years in which records can exist. */
  readonly range: TimeRange;
  /** IANA zone of the calendar buckets. */
  readonly zone: string;
  readonly cdr: Cdr;
  /** What the names of people are ordered by, which tells nothing to those who do not see them; absent where that is the names. */
  readonly orderOf?: (name: string) => string;
}

/**
 * Answers one report in the format its query asks for.
 * @throws DiagnosticsError for whatever a person can mend
 */
export type ReportHandler<R extends ReportId> = (request: ReportRequest<R>) => Promise<Frame[]>;
