import type { Filters } from '../../contract/query.ts';
import { conferenceTypes } from '../../contract/vocabulary.ts';
import { activityReport } from './activity.ts';
import type { ReportHandler } from './report.ts';
import type { Group } from './volumes.ts';

/** Whether a conference session of this kind, as `conferenceKind` tells it, belongs to the type. */
export function isOfConferenceType(type: (typeof conferenceTypes)[number], kind: unknown): boolean {
  switch (type.id) {
    case 'focus':
      return kind === 'focus';
    case 'mcu':
      return kind !== 'focus';
    default:
      return String(kind).toLowerCase() === type.uriType;
  }
}

function groups(filters: Filters): Group[] {
  return [
    { label: 'All', holds: () => true },
    ...conferenceTypes
      .filter(({ id }) => filters.conferenceTypes?.includes(id) ?? true)
      .map((type): Group => ({ label: type.label, holds: (kind) => isOfConferenceType(type, kind) })),
  ];
}

/** Conference Diagnostic Report. */
export const conferenceActivity: ReportHandler<'conferenceActivity'> = (request) =>
  activityReport(request, 'conference', groups(request.query.filters), 'conferenceType');
