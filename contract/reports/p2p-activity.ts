import { documented } from '../columns.ts';
import type { ReportDefinition } from './definition.ts';
import { timeColumn, volumeColumns } from './volumes.ts';

export const p2pActivity = {
  id: 'p2pActivity',
  title: 'Peer-to-Peer Activity Diagnostic',
  description: 'Success and failure of peer-to-peer sessions over time, per modality.',
  filters: [
    'stores',
    'pools',
    'modalities',
    'categories',
    'diagnosticIds',
    'responseCodes',
    'fromUsers',
    'toUsers',
    'users',
    'userAgents',
  ],
  formats: ['table', 'timeSeries', 'numeric'],
  options: { interval: {}, metric: {} },
  defaultMetric: 'unexpectedPercentage',
  columns: [
    timeColumn,
    documented(
      'modality',
      'Modality',
      'string',
      'Modality; a session with several counts once in each and once in All.',
      { personal: false },
    ),
    ...volumeColumns('peer-to-peer sessions'),
  ],
} as const satisfies ReportDefinition;
