import type { Filters } from '../../contract/query.ts';
import { modalities } from '../../contract/vocabulary.ts';
import { activityReport } from './activity.ts';
import type { ReportHandler } from './report.ts';
import type { Group } from './volumes.ts';

function groups(filters: Filters): Group[] {
  return [
    { label: 'All', holds: () => true },
    ...modalities
      .filter(({ id }) => filters.modalities?.includes(id) ?? true)
      .map(({ label, bit }): Group => ({ label, holds: (kind) => typeof kind === 'number' && (kind & bit) !== 0 })),
  ];
}

/** Peer-to-Peer Activity Diagnostic Report. */
export const p2pActivity: ReportHandler<'p2pActivity'> = (request) =>
  activityReport(request, 'p2p', groups(request.query.filters), 'modality');
