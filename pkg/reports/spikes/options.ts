import type { ReportRequest } from '../report.ts';
import type { WindowOptions } from './windows.ts';

/** How the windows of a query lie. */
export function windowOptions({ query, cdr }: ReportRequest<'failureSpikes' | 'joinTimeSpikes'>): WindowOptions {
  const { windowMinutes, baselineWeeks } = query;
  return { windowMinutes, baselineWeeks, clock: cdr.counting };
}
