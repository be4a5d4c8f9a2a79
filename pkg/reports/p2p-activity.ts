import type { Filters } from '../../contract/query.ts';
import { p2pActivity as definition } from '../../contract/reports/p2p-activity.ts';
import { modalities } from '../../contract/vocabulary.ts';
import { activityReport } from './activity.ts';
import type { ReportHandler } from './report.ts';
import { table } from './shapes/table.ts';
import type { Group } from './volumes.ts';

function groups(filters: Filters): Group[] {
  return [
    { label: 'All', holds: () => true },
    ...modalities
      .filter(({ id }) => filters.modalities?.includes(id) ?? true)
      .map(({ label, bit }): Group => ({ label, holds: ({ Media = 0 }) => (Media & bit) !== 0 })),
  ];
}

/** Peer-to-Peer Activity Diagnostic Report. */
export const p2pActivity: ReportHandler<'p2pActivity'> = (request) =>
  activityReport(request, {
    definition,
    activity: 'p2p',
    groups: groups(request.query.filters),
    label: 'modality',
    table: (rows, meta) => {
      const named = rows.map(({ group, ...row }) => ({ modality: group, ...row }));
      return table(definition.title, definition.columns, named, meta);
    },
  });
