import { reportDefinition, reportIds, type ReportId } from '../../contract/reports/index.ts';
import type { QueryDraft } from '../../contract/query.ts';
import type { DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';

/** A query as a dashboard would put it. */
export interface ReportCase {
  readonly name: string;
  readonly model: QueryDraft;
}

type Filters = NonNullable<QueryDraft['filters']>;

/** What alert rules ask again and again: their windows end with the range, however long it is. */
const alertRules: readonly ReportCase[] = [
  { name: 'failureSpikes per pool, numeric', model: { report: 'failureSpikes', format: 'numeric' } },
  {
    name: 'failureSpikes per diagnostic ID, numeric',
    model: { report: 'failureSpikes', format: 'numeric', groupBy: 'diagnosticId' },
  },
  {
    name: 'failureSpikes new diagnostic IDs, numeric',
    model: { report: 'failureSpikes', format: 'numeric', metric: 'isNew', groupBy: 'diagnosticId' },
  },
  { name: 'joinTimeSpikes, numeric', model: { report: 'joinTimeSpikes', format: 'numeric' } },
  { name: 'cdrFreshness, numeric', model: { report: 'cdrFreshness', format: 'numeric' } },
];

/**
 * Every report in every format of interest, and the queries of alert rules. Reports that are reached from a row of the Failure List get the keys of
 * such rows, as a click on them would give.
 *
 * @param failures a Failure List with rows of either activity, one of a peer-to-peer session with an error report
 */
export function reportCases(failures: DecodedFrame): ReportCase[] {
  const keyed = keyedCases(failures);
  const panels = reportIds.flatMap((report) => {
    const cases: readonly ReportCase[] = keyed[report] ?? [{ name: report, model: { report } }];
    const formats = (['table', 'timeSeries'] as const).filter((format) =>
      reportDefinition(report).formats.includes(format),
    );
    return formats.flatMap((format) =>
      cases.map(({ name, model }) => ({ name: `${name}, ${format}`, model: { ...model, format } })),
    );
  });
  return [...panels, ...alertRules];
}

function keyedCases(failures: DecodedFrame): Partial<Record<ReportId, ReportCase[]>> {
  const { sessionIdTime, sessionIdSeq, errorTime, errorReportSeq, fromUser, diagnosticId } = row(
    failures,
    'Peer-to-peer',
    ['sessionIdTime', 'sessionIdSeq', 'errorTime', 'errorReportSeq', 'fromUser', 'diagnosticId'],
  );
  const { conferenceUri } = row(failures, 'Conference', ['conferenceUri']);
  const by = (report: ReportId, what: string, filters: Filters, rest: Partial<QueryDraft> = {}): ReportCase => ({
    name: `${report} by ${what}`,
    model: { report, filters, ...rest },
  });
  return {
    diagnosticReport: [
      by('diagnosticReport', 'key', { errorTime, errorReportSeq }),
      by('diagnosticReport', 'diagnostic ID', { diagnosticIds: diagnosticId }),
    ],
    sessionDetail: [
      by('sessionDetail', 'key', { sessionIdTime, sessionIdSeq }),
      by('sessionDetail', 'user', { users: fromUser }),
    ],
    conferenceDetail: (['information', 'participation', 'modalities'] as const).map((section) =>
      by('conferenceDetail', `URI (${section})`, { conferenceUris: conferenceUri }, { section }),
    ),
  };
}

/** The values of the first row of an activity that has all of these columns. @throws Error where there is none */
function row<Id extends string>(failures: DecodedFrame, activity: string, ids: readonly Id[]) {
  const column = (id: string): readonly unknown[] => failures.fields.find(({ name }) => name === id)?.values ?? [];
  const index = column('activity').findIndex(
    (value, at) => value === activity && ids.every((id) => (column(id)[at] ?? null) !== null),
  );
  if (index < 0) {
    throw new Error(`The Failure List has no row of the activity ${activity} with ${ids.join(', ')}.`);
  }
  return Object.fromEntries(ids.map((id) => [id, column(id)[index]])) as Record<Id, string | number>;
}
