import { reports } from '../contract/reports/index.ts';
import { plain } from './parts/colours.ts';
import { errorReports } from './parts/error-reports.ts';
import type { FieldName } from './parts/fields.ts';
import { dataLink, sessionOfRow, textLink } from './parts/links.ts';
import { outcomeColumns, outcomeSheet, withoutOutcome } from './parts/outcome.ts';
import { page, text } from './parts/page.ts';
import { sheet, type Metric } from './parts/stats.ts';
import { code, table, toTheSecond, unfiltered, whole } from './parts/tables.ts';
import type { PanelQuery } from './parts/target.ts';

const uid = 'cd-session';
const key = { sessionIdTime: '$sessionIdTime', sessionIdSeq: '$sessionIdSeq' } as const;
const query: PanelQuery = { report: 'sessionDetail', filters: key, limit: 1 };

/** Neither answer is good or bad: without a colour of its own Grafana makes the one green and the other red. */
const yesOrNo: NonNullable<Metric['looks']> = [
  {
    id: 'mappings',
    value: [
      {
        type: 'value',
        options: { true: { text: 'Yes', color: plain, index: 0 }, false: { text: 'No', color: plain, index: 1 } },
      },
    ],
  },
];

const noSession = 'No session: come from a row of the Failure List';

const metric = (field: FieldName): Metric => {
  const { type } = reports.sessionDetail.columns.find(({ id }) => id === field) ?? {};
  return type === 'boolean' ? { field, looks: yesOrNo } : { field };
};
const part = (title: string, description: string, ...fields: readonly FieldName[]) =>
  sheet({ title, description, query, metrics: fields.map(metric), nothing: noSession });

const between = { fromUsers: ['$fromUser'], toUsers: ['$toUser'] };

/** Peer-to-Peer Session Detail Report. */
export const sessionDetail = page(uid, [
  [
    text(
      `One peer-to-peer session, by the key above: the link below Session in a row of the ${textLink(uid, { title: 'Failure List', to: 'cd-failure-list' })} carries it, and the two users whose last sessions are listed below.`,
    ),
    0,
    0,
    24,
    2,
  ],
  [
    sheet({
      title: 'Outcome',
      description: 'The response to the first INVITE and the diagnostic ID of the session, with what they mean.',
      query,
      metrics: outcomeSheet(uid),
      nothing: noSession,
    }),
    0,
    2,
    10,
    6,
  ],
  [
    part(
      'When',
      'From the first request to the end; Capture time is when the server noted the session.',
      ...(['captureTime', 'inviteTime', 'responseTime', 'endTime', 'duration', 'disconnectedBy'] as const),
    ),
    10,
    2,
    7,
    6,
  ],
  [
    part(
      'What',
      'Modalities of the session and, for instant messaging, the messages of either side.',
      ...(['modalities', 'fromMessages', 'toMessages', 'priority', 'retried', 'responseGroup'] as const),
    ),
    17,
    2,
    7,
    6,
  ],
  [
    part(
      'From',
      'The initiator.',
      ...(['fromUser', 'fromUserAgent', 'fromInternal', 'fromDeskPhone', 'fromPhone'] as const),
    ),
    0,
    8,
    12,
    5,
  ],
  [
    part('To', 'The invited user.', ...(['toUser', 'toUserAgent', 'toInternal', 'toDeskPhone', 'toPhone'] as const)),
    12,
    8,
    12,
    5,
  ],
  [
    part(
      'Way',
      'The servers the session took: pool and Front End that captured it, Edge Servers, Mediation Servers and gateways of either side.',
      ...(['pool', 'frontEnd', 'fromEdge', 'toEdge', 'fromMediationServer', 'toMediationServer'] as const),
      ...(['fromGateway', 'toGateway'] as const),
    ),
    0,
    13,
    8,
    8,
  ],
  [
    errorReports(uid, {
      title: 'Diagnostic reports',
      description: 'Error reports about this session. A click on the time opens the report.',
      filters: key,
      nothing: 'No error report about this session: reports are throttled at peaks',
    }),
    8,
    13,
    16,
    8,
  ],
  [
    table({
      title: 'Progress reports',
      description: 'The steps components noted on the way, with the time each needed.',
      query: { report: 'progressReports', filters: key },
      columns: [
        { field: 'errorTime', width: 158, looks: [toTheSecond] },
        { field: 'progressReportSeq', width: 180, looks: [unfiltered] },
        { field: 'application', width: 180 },
        { field: 'diagnosticId', width: 106, looks: [...code, unfiltered] },
        { field: 'diagnosticMeaning', looks: [whole] },
        { field: 'setupTime', width: 170, looks: [unfiltered] },
      ],
      without: ['errorReportSeq', 'source', 'telemetryId', 'diagnosticHeader', 'errorTimeKey'],
      nothing: 'No progress reports about this session',
    }),
    0,
    21,
    24,
    7,
  ],
  [
    table({
      title: 'Last sessions of the same two users',
      description:
        'Sessions of the range from the first to the second user, newest first: does it always fail between them? Needs From user and To user above.',
      query: { report: 'sessionDetail', filters: between, limit: 50 },
      columns: [
        {
          field: 'captureTime',
          width: 178,
          looks: [toTheSecond],
          link: dataLink(uid, {
            title: 'Open this session',
            to: uid,
            set: sessionOfRow,
          }),
        },
        { field: 'modalities', width: 220 },
        { field: 'duration', width: 90, looks: [unfiltered] },
        ...outcomeColumns(uid),
      ],
      hidden: ['sessionIdTime', 'sessionIdSeq'],
      without: [
        ...(['pool', 'frontEnd', 'inviteTime', 'responseTime', 'endTime', 'fromUser', 'fromUserAgent'] as const),
        ...(['fromInternal', 'fromDeskPhone', 'toUser', 'toUserAgent', 'toInternal', 'toDeskPhone'] as const),
        ...(['priority', 'retried', 'responseGroup', 'fromMessages', 'toMessages', 'fromEdge', 'toEdge'] as const),
        ...(['fromPhone', 'toPhone', 'fromMediationServer', 'toMediationServer', 'fromGateway'] as const),
        ...(['toGateway', 'disconnectedBy', 'dialogId'] as const),
        ...withoutOutcome,
      ],
      nothing: 'No session of these two users in this range',
    }),
    0,
    28,
    24,
    9,
  ],
]);
