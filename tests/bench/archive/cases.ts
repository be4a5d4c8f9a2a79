import type { SavedQuery } from '../../../contract/query.ts';

const year = 365;

/** A report as a dashboard would ask for it. */
export interface ArchiveCase {
  readonly name: string;
  readonly days: number;
  readonly model: SavedQuery;
}

const lengths = [7, 30, year];
const reports: readonly (readonly [name: string, model: SavedQuery])[] = [
  ['cube: Summary, daily', { report: 'summary', interval: 'daily' }],
  ['Top Failures', { report: 'topFailures' }],
  ['Failure Distribution', { report: 'failureDistribution' }],
  ['Failure List', { report: 'failureList', limit: 1000 }],
  ['Failure Spikes', { report: 'failureSpikes', format: 'timeSeries', metric: 'score', windowMinutes: 1440 }],
];

/** What an archive is asked, over a week, a month and a year. */
export const archiveCases: readonly ArchiveCase[] = reports.flatMap(([name, model]) =>
  lengths.map((days) => ({ name, days, model })),
);
