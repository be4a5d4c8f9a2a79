import type { FrameJson } from './server/frame-json.ts';
import type { QueryResult } from './server/grafana-api.ts';
import { headingOf, textTable, type View } from './text-view.ts';

interface Shown extends View {
  readonly query: Record<string, unknown>;
}

const views: readonly Shown[] = [
  {
    title: '1. Call Diagnostic Summary, last seven days',
    query: { report: 'summary', interval: 'daily' },
    rows: 8,
    fields: [
      'time',
      'p2pTotalSessions',
      'p2pFailureRate',
      'totalConferences',
      'totalConferenceSessions',
      'conferenceFailureRate',
    ],
  },
  {
    title: '2. Peer-to-Peer Activity Diagnostic',
    query: { report: 'p2pActivity', interval: 'total' },
    rows: 6,
    fields: [
      'modality',
      'successVolume',
      'expectedVolume',
      'unexpectedVolume',
      'unexpectedPercentage',
      'totalSessions',
    ],
  },
  {
    title: '3. Conference Diagnostic',
    query: { report: 'conferenceActivity', interval: 'total' },
    rows: 6,
    fields: [
      'conferenceType',
      'successVolume',
      'expectedVolume',
      'unexpectedVolume',
      'unexpectedPercentage',
      'totalSessions',
    ],
  },
  {
    title: '4. Top Failures',
    query: { report: 'topFailures' },
    rows: 5,
    fields: ['rank', 'reportedSessions', 'usersImpacted', 'trend', 'diagnosticId', 'diagnosticMeaning', 'responseCode'],
  },
  {
    title: '5. Failure Distribution, by source',
    query: { report: 'failureDistribution', dimensions: ['sources'] },
    rows: 5,
  },
  {
    title: '6. Failure List',
    query: { report: 'failureList', limit: 5 },
    rows: 5,
    fields: ['reportedTime', 'responseCode', 'diagnosticId', 'fromUser', 'toUser', 'modality'],
  },
];

/** Answers one query over the last seven days; rejects with the plugin's own words. */
export type Ask = (query: Record<string, unknown>) => Promise<QueryResult>;

/** A short text view of each of the seven reports. */
export async function* showReports(ask: Ask): AsyncGenerator<string> {
  let lastList: FrameJson | undefined;
  for (const view of views) {
    const [frame] = (await ask(view.query)).frames;
    if (frame) {
      yield `\n${view.title}\n\n${textTable(frame, view)}\n`;
      lastList = frame;
    }
  }
  yield `\n7. Diagnostic Report, of the newest failure above\n\n${await diagnosticReport(ask, lastList)}\n`;
}

async function diagnosticReport(ask: Ask, list: FrameJson | undefined): Promise<string> {
  const column = (name: string) =>
    list?.data.values[list.schema.fields.findIndex((field) => field.name === name)] ?? [];
  const row = column('errorTime').findIndex((key) => key !== null);
  const filters = { errorTime: column('errorTime')[row], errorReportSeq: column('errorReportSeq')[row] };
  const [frame] = row < 0 ? [] : (await ask({ report: 'diagnosticReport', filters })).frames;
  const lines = frame?.schema.fields.map(({ name, type, config }, index) => {
    const value = frame.data.values[index]?.[0];
    const shown = type === 'time' && typeof value === 'number' ? new Date(value).toISOString() : value;
    return value === null || value === undefined ? [] : [`  ${headingOf({ name, config }).padEnd(28)}${String(shown)}`];
  });
  return lines?.flat().join('\n') ?? '  No failed session in the last seven days has an error report.';
}
