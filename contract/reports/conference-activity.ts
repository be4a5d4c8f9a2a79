import { documented } from '../columns.ts';
import type { ReportDefinition } from './definition.ts';
import { timeColumn, volumeColumns } from './volumes.ts';

export const conferenceActivity = {
  id: 'conferenceActivity',
  title: 'Conference Diagnostic',
  description: 'Success and failure of conference sessions over time, per kind of conference session.',
  filters: [
    'stores',
    'pools',
    'conferenceTypes',
    'categories',
    'diagnosticIds',
    'responseCodes',
    'fromUsers',
    'toUsers',
    'users',
    'userAgents',
    'conferenceUris',
  ],
  formats: ['table', 'timeSeries', 'numeric'],
  options: { interval: {}, metric: {} },
  defaultMetric: 'unexpectedPercentage',
  columns: [
    timeColumn,
    documented('conferenceType', 'Conference sessions', 'string', 'Kind of conference session; All has every one.', {
      personal: false,
    }),
    ...volumeColumns('conference sessions'),
  ],
} as const satisfies ReportDefinition;
