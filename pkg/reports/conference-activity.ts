import type { Filters } from '../../contract/query.ts';
import { conferenceActivity as definition } from '../../contract/reports/conference-activity.ts';
import { conferenceTypes } from '../../contract/vocabulary.ts';
import { activityReport } from './activity.ts';
import { isOfConferenceType } from './kinds.ts';
import type { ReportHandler } from './report.ts';
import { table } from './shapes/table.ts';
import type { Group } from './volumes.ts';

function groups(filters: Filters): Group[] {
  return [
    { label: 'All', holds: () => true },
    ...conferenceTypes
      .filter(({ id }) => filters.conferenceTypes?.includes(id) ?? true)
      .map(({ id, label }): Group => ({ label, holds: ({ Kind = '' }) => isOfConferenceType(id, Kind) })),
  ];
}

/** Conference Diagnostic Report. */
export const conferenceActivity: ReportHandler<'conferenceActivity'> = (request) =>
  activityReport(request, {
    definition,
    activity: 'conference',
    groups: groups(request.query.filters),
    label: 'conferenceType',
    table: (rows, meta) => {
      const named = rows.map(({ group, ...row }) => ({ conferenceType: group, ...row }));
      return table(definition.title, definition.columns, named, meta);
    },
  });
