import { sql, type SqlBool } from 'kysely';
import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { failedCategories, labelOf, sections } from '../../contract/vocabulary.ts';
import { allOf, conferences, isInstant } from '../cdr/sessions.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { modalitiesSection, participationSection } from './conference-stays.ts';
import { hasFlag, secondsBetween } from './keys.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Conference Detail: the conference, its participants, or their stays with conferencing servers. */
export const conferenceDetail: ReportHandler<'conferenceDetail'> = (request) => {
  switch (request.query.section) {
    case 'information':
      return information(request);
    case 'participation':
      return participationSection(request, shownConferences(request));
    case 'modalities':
      return modalitiesSection(request, shownConferences(request));
  }
};

/**
 * The conferences the query is about, as `ConferencesView` under the alias `c`: of the URI within the range, or that of the session
 * whose key is given. Synthetic ones too, since someone asked for this very conference.
 */
export function shownConferences({ cdr, query, range }: ReportRequest<'conferenceDetail'>) {
  const { conferenceUris, sessionIdTime, sessionIdSeq } = query.filters;
  const byKey = sessionIdTime !== undefined;
  const found = conferences(cdr, {
    range: byKey ? undefined : range,
    filters: conferenceUris ? { conferenceUris } : {},
    all: true,
  });
  if (!byKey) {
    return found;
  }
  const ofSession = allOf([
    isInstant('k.SessionIdTime', sessionIdTime),
    sql<SqlBool>`k.SessionIdSeq = ${sessionIdSeq}`,
    sql<SqlBool>`k.ConferenceUri = c.ConferenceUri`,
    sql<SqlBool>`(k.ConfInstance = c.ConfInstance or (k.ConfInstance is null and c.ConfInstance is null))`,
  ]);
  return found.where(
    sql<SqlBool>`exists (select 1 from ${sql.table('ConferenceSessionDetailsView')} as k where ${ofSession})`,
  );
}

async function information(request: ReportRequest<'conferenceDetail'>): Promise<Frame[]> {
  const { cdr, call, query } = request;
  const listed = shownConferences(request)
    .select([
      'c.SessionIdTime',
      'c.SessionIdSeq',
      'c.ConferenceUri',
      'c.ConfInstance',
      'c.ConferenceStartTime',
      'c.ConferenceEndTime',
      'c.OrganizerUri',
      'c.Pool',
      'c.Flag',
    ])
    .orderBy('c.SessionIdTime', 'desc')
    .orderBy('c.SessionIdSeq', 'desc');
  const found = await cdr.run(cdr.dialect.limit(listed, query.limit + 1), call);
  const shown = found.slice(0, query.limit);
  const counts = await Promise.all(
    // Instances share their URI: one question per URI answers all of them.
    [...new Set(shown.map(({ ConferenceUri }) => ConferenceUri))].map((uri) => sessionCounts(request, uri)),
  );
  const byInstance = new Map(counts.flat().map((count) => [instanceKey(count.uri, count.ConfInstance), count]));
  const rows = shown.map((row) => {
    const count = byInstance.get(instanceKey(row.ConferenceUri, row.ConfInstance));
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
    };
  });
  const name = labelOf(sections, 'information');
  return [
    table(name, conferenceDetailColumns.information, rows, {
      notices: cappedAt(query.limit, found.length, 'conferences'),
    }),
  ];
}

const instanceKey = (uri: string | null, instance: string | null) =>
  `${uri?.toLowerCase() ?? ''} ${instance?.toLowerCase() ?? ''}`;

/** Sessions of each instance of a conference URI. */
async function sessionCounts({ cdr, call }: ReportRequest<'conferenceDetail'>, uri: string | null) {
  if (uri === null) {
    return [];
  }
  const failed = cdr.classification.isIn(failedCategories, sql.ref('s.DiagnosticId'), sql.ref('s.ResponseCode'));
  const sessions = cdr.db
    .selectFrom('ConferenceSessionDetailsView as s')
    .select([
      's.ConfInstance',
      cdr.dialect.lower(sql.ref('s.UserUri')).as('Participant'),
      sql<number>`case when ${failed} then 1 else 0 end`.as('Failed'),
    ])
    .where('s.ConferenceUri', '=', uri);
  const counted = cdr.db
    .selectFrom(sessions.as('f'))
    .select([
      'f.ConfInstance',
      sql<number>`count(*)`.as('sessions'),
      sql<number>`count(distinct f.Participant)`.as('participants'),
      sql<number>`sum(f.Failed)`.as('failed'),
    ])
    .groupBy('f.ConfInstance');
  return (await cdr.run(counted, call)).map((row) => ({ ...row, uri }));
}
