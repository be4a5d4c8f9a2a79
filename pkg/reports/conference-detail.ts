import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { labelOf, sections } from '../../contract/vocabulary.ts';
import { conferenceSessions, type ParticipantSessions } from '../cdr/questions/conference-sessions.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import { addressKey } from '../cdr/names.ts';
import { conferences, type FoundConference } from '../cdr/questions/conferences.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { hasFlag, secondsBetween } from './column-values.ts';
import { modalitiesSection, participationSection } from './conference-stays.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Conference Detail: the conference, its participants, or their stays with conferencing servers. */
export const conferenceDetail: ReportHandler<'conferenceDetail'> = (request) => {
  switch (request.query.section) {
    case 'information':
      return information(request);
    case 'participation':
      return participationSection(request);
    case 'modalities':
      return modalitiesSection(request);
  }
};

async function information({ cdr, query, range }: ReportRequest<'conferenceDetail'>): Promise<Frame[]> {
  const found = await cdr.ask(conferences, { range, filters: query.filters, limit: query.limit + 1 });
  const shown = found.slice(0, query.limit);
  // Instances share their URI: one question per URI answers all of them.
  const uris = new Map(shown.flatMap(({ ConferenceUri: uri }) => (uri === null ? [] : [[addressKey(uri), uri]])));
  const counts = await Promise.all(
    [...uris.values()].map(async (uri) =>
      countsByInstance(
        uri,
        await cdr.ask(conferenceSessions, { uri, range: timeOf(shown), stores: query.filters.stores }),
      ),
    ),
  );
  const byInstance = new Map(counts.flat());
  const rows = shown.map((row) => {
    const count = byInstance.get(instanceKey(row.ConferenceUri, row.ConfInstance, row.Store));
    return {
      conferenceUri: row.ConferenceUri,
      pool: row.Pool,
      startTime: row.ConferenceStartTime,
      organizer: row.OrganizerUri,
      endTime: row.ConferenceEndTime,
      duration: secondsBetween(row.ConferenceStartTime, row.ConferenceEndTime),
      participants: count?.participants ?? 0,
      sessions: count?.sessions ?? 0,
      failedSessions: count?.failed ?? 0,
      synthetic: hasFlag(row.Flag),
      instance: row.ConfInstance,
      captureTime: row.SessionIdTime,
      store: row.Store ?? null,
    };
  });
  const name = labelOf(sections, 'information');
  return [
    table(name, conferenceDetailColumns.information, rows, {
      notices: cappedAt(query.limit, found.length, 'conferences'),
    }),
  ];
}

const day = 24 * 3600 * 1000;
const endOfTime = Date.UTC(9999, 0);

/**
 * When sessions of conferences begin: while these last, and a day around it for what was written with another clock. Without this bound the sessions of
 * all times would be looked through, for no index begins with the URI.
 */
function timeOf(found: readonly FoundConference[]): TimeRange {
  const starts = found.flatMap(({ SessionIdTime, ConferenceStartTime }) => [
    SessionIdTime,
    ConferenceStartTime ?? SessionIdTime,
  ]);
  // One that has no end may go on.
  const ends = found.map(({ ConferenceEndTime }) => ConferenceEndTime ?? endOfTime);
  return { from: Math.min(...starts) - day, to: Math.max(...ends) + day };
}

const instanceKey = (uri: string | null, instance: string | null, store = '') =>
  `${store} ${uri === null ? '' : addressKey(uri)} ${instance?.toLowerCase() ?? ''}`;

/** Sessions of each instance of a conference URI, those of all participants together. */
function countsByInstance(uri: string, found: readonly ParticipantSessions[]) {
  const counts = new Map<string, { participants: number; sessions: number; failed: number }>();
  for (const { ConfInstance, Participant, sessions, failed, Store } of found) {
    const key = instanceKey(uri, ConfInstance, Store);
    const known = counts.get(key) ?? { participants: 0, sessions: 0, failed: 0 };
    counts.set(key, {
      participants: known.participants + (Participant === null ? 0 : 1),
      sessions: known.sessions + sessions,
      failed: known.failed + failed,
    });
  }
  return [...counts];
}
