import { reportDefinition } from '../../contract/reports/index.ts';
import {
  conferenceTypes,
  failedCategories,
  modalities,
  type Activity,
  type Category,
} from '../../contract/vocabulary.ts';
import { deal } from './buckets.ts';
import { anyName, anyUri, inRange, selectSessions } from './filters.ts';
import {
  columnIds,
  numericFrame,
  percent,
  seriesFrame,
  spans,
  starts,
  table,
  type Figures,
  type Group,
  type OracleFrame,
  type Task,
} from './frames.ts';
import { indexOf, type Session } from './index-rows.ts';

/** What the failure rates count. */
const rated = ({ settings }: Task): readonly Category[] =>
  settings.failureRate === 'all' ? failedCategories : ['unexpected'];

const countOf = (task: Task, sessions: readonly Session[], wanted: readonly Category[]): number =>
  sessions.filter(({ diagnosticId, responseCode }) => wanted.includes(task.category(diagnosticId, responseCode)))
    .length;

/** Call Diagnostic Summary. */
export function summary(task: Task): OracleFrame[] {
  const sessions = selectSessions(task);
  const conferences = selectConferences(task);
  const figures = (some: readonly Session[], held: number): Figures => {
    const parts = {
      p2p: some.filter(({ activity }) => activity === 'p2p'),
      conference: some.filter(({ activity }) => activity === 'conference'),
      focus: some.filter(({ conferenceTypes: kinds }) => kinds.includes('focus')),
      mcu: some.filter(({ conferenceTypes: kinds }) => kinds.includes('mcu')),
    };
    const failed = (part: keyof typeof parts) => countOf(task, parts[part], rated(task));
    const rate = (part: keyof typeof parts) => percent(failed(part), parts[part].length);
    return {
      p2pTotalSessions: parts.p2p.length,
      p2pFailureRate: rate('p2p'),
      p2pFailedSessions: failed('p2p'),
      totalConferences: held,
      totalConferenceSessions: parts.conference.length,
      conferenceFailureRate: rate('conference'),
      failedConferenceSessions: failed('conference'),
      focusSessions: parts.focus.length,
      focusFailureRate: rate('focus'),
      failedFocusSessions: failed('focus'),
      mcuSessions: parts.mcu.length,
      mcuFailureRate: rate('mcu'),
      failedMcuSessions: failed('mcu'),
    };
  };
  const times = starts(task);
  const heldPerBucket = deal(conferences, times, (row) => row.SessionIdTime);
  const buckets = deal(sessions, times, ({ time }) => time).map((some, i) =>
    figures(some, heldPerBucket[i]?.length ?? 0),
  );
  const group: Group = { labels: {}, buckets, whole: figures(sessions, conferences.length) };
  return frames(task, [group]);
}

/** Conferences of the range; of the filters only pools (the conference's own) and conferenceUris apply. */
function selectConferences({ rows, range, query, settings }: Task) {
  const pool = anyName(query.filters.pools);
  const uri = anyUri(query.filters.conferenceUris);
  const { isSynthetic } = indexOf(rows);
  return rows.conferences.filter(
    (row) =>
      inRange(row.SessionIdTime, range) &&
      pool(row.Pool) &&
      uri(row.ConferenceUri) &&
      (settings.includeSynthetic || !isSynthetic(row)),
  );
}

/** Peer-to-Peer Activity Diagnostic. */
export function p2pActivity(task: Task): OracleFrame[] {
  const asked = task.query.filters.modalities;
  const groups = modalities
    .filter(({ id }) => !asked || asked.includes(id))
    .map(({ id, label }) => ({ name: label, has: (session: Session) => session.modalities.includes(id) }));
  return activity(task, 'p2p', 'modality', groups);
}

/** Conference Diagnostic. */
export function conferenceActivity(task: Task): OracleFrame[] {
  const asked = task.query.filters.conferenceTypes;
  const groups = conferenceTypes
    .filter(({ id }) => !asked || asked.includes(id))
    .map(({ id, label }) => ({ name: label, has: (session: Session) => session.conferenceTypes.includes(id) }));
  return activity(task, 'conference', 'conferenceType', groups);
}

function activity(
  task: Task,
  kind: Activity,
  label: string,
  parts: readonly { name: string; has: (session: Session) => boolean }[],
): OracleFrame[] {
  const sessions = selectSessions(task).filter((session) => session.activity === kind);
  const groups = [{ name: 'All', has: () => true }, ...parts].map(({ name, has }) => {
    const members = sessions.filter(has);
    const buckets = deal(members, starts(task), ({ time }) => time).map((some) => volumes(task, some));
    return { labels: { [label]: name }, buckets, whole: volumes(task, members) };
  });
  return frames(task, groups);
}

function volumes(task: Task, sessions: readonly Session[]): Figures {
  const total = sessions.length;
  const count = (...wanted: Category[]) => countOf(task, sessions, wanted);
  return {
    successVolume: count('success'),
    successPercentage: percent(count('success'), total),
    expectedVolume: count('expected'),
    expectedPercentage: percent(count('expected'), total),
    unexpectedVolume: count('unexpected'),
    unexpectedPercentage: percent(count('unexpected'), total),
    totalSessions: total,
    uncategorizedVolume: count('uncategorized'),
    uncategorizedPercentage: percent(count('uncategorized'), total),
    failureRate: percent(count(...rated(task)), total),
  };
}

/** A table has a row per bucket and group; elsewhere groups without any session are left out. */
function frames(task: Task, groups: readonly Group[]): OracleFrame[] {
  const { report, format } = task.query;
  if (format === 'table') {
    const parts = spans(task);
    const rows = starts(task).flatMap((time, i) =>
      groups.map(({ labels, buckets }) => ({
        time,
        ...labels,
        ...buckets[i],
        bucketStart: parts[i]?.from,
        bucketEnd: parts[i]?.to,
      })),
    );
    return [table(reportDefinition(report).title, columnIds(report), rows)];
  }
  const present = groups.filter(({ whole }) => whole.totalSessions !== 0);
  return [format === 'timeSeries' ? seriesFrame(task, present) : numericFrame(task, present)];
}
