import type { SpikeOptions } from '../../../contract/spikes.ts';
import type { ReportRequest } from '../report.ts';
import type { WindowOptions } from './windows.ts';

/** The option `spikes` of a query whose report takes it. */
export function spikesOf({ query: { report, spikes } }: ReportRequest): SpikeOptions {
  if (!spikes) {
    throw new Error(`report ${report} takes the option spikes, and the query came without`);
  }
  return spikes;
}

/** How the windows of a query lie. */
export function windowOptions(request: ReportRequest): WindowOptions {
  const { windowMinutes, baselineWeeks } = spikesOf(request);
  return { windowMinutes, baselineWeeks, clock: request.cdr.settings };
}
