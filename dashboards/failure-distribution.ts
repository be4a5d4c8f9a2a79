import { dimensions, labelOf, type Dimension } from '../contract/vocabulary.ts';
import { sessionsOverTime } from './parts/failed-sessions.ts';
import { clicked, dataLink, fieldOfRow } from './parts/links.ts';
import { page, text, type Placed } from './parts/page.ts';
import { earlier, stat, type StatOptions } from './parts/stats.ts';
import { code, orAll, table, unfiltered, type Column } from './parts/tables.ts';
import { filtersFrom } from './parts/target.ts';
import type { VariableName } from './parts/variables.ts';

const uid = 'cd-distribution';

/** What an item of each table narrows: a variable, or several read from hidden columns. */
const narrows: Readonly<Record<Dimension, VariableName | null>> = {
  diagnosticReasons: 'diagnosticId',
  modalities: null,
  pools: 'pool',
  sources: 'source',
  applications: 'application',
  fromUsers: 'fromUser',
  toUsers: 'toUser',
  fromUserAgents: 'userAgent',
};

const explained: Readonly<Record<Dimension, string>> = {
  diagnosticReasons: 'Failed sessions by the diagnostic ID they ended with.',
  modalities: 'Failed sessions by modality or kind of conference session; a session counts in each it has.',
  pools: 'Failed sessions by Registrar pool and Edge Server; a session counts once for each it touched.',
  sources: 'Failed sessions by the server that sent an error report about them.',
  applications: 'Failed sessions by the server component that sent an error report about them.',
  fromUsers: 'Failed sessions by initiator, or participant of the conference.',
  toUsers: 'Failed sessions by the user who was called, or the conference.',
  fromUserAgents: 'Failed sessions by the client software of the initiator or participant.',
};

/** Where each table stands (x, y, w): what, where, with what, who. Two beside each other leave room for names, and a meaning takes a row. */
const places: Readonly<Record<Dimension, readonly [number, number, number]>> = {
  diagnosticReasons: [0, 3, 24],
  pools: [0, 15, 12],
  modalities: [12, 15, 12],
  sources: [0, 27, 12],
  applications: [12, 27, 12],
  fromUserAgents: [0, 39, 24],
  fromUsers: [0, 51, 12],
  toUsers: [12, 51, 12],
};

/** Rows of the page in which a table shows ten of its own. */
const tenRanks = 12;

/** One of the eight ranked tables. */
function ranked(dimension: Dimension) {
  const variable = narrows[dimension];
  const ofModality = { modality: fieldOfRow('modality'), conferenceType: fieldOfRow('conferenceType') };
  const narrowedBy = (value: string) => (variable === null ? ofModality : { [variable]: value });
  const narrow = (value: string) =>
    dataLink(uid, { title: 'Narrow to ${__value.text}', to: uid, set: narrowedBy(value) });
  const columns: Column[] = [
    { field: 'rank', width: 'heading', looks: [unfiltered] },
    {
      field: 'item',
      ...(dimension === 'diagnosticReasons' && {
        width: 106,
        looks: [...code, { id: 'displayName', value: 'Diagnostic ID' }, unfiltered],
      }),
      link: narrow(clicked),
    },
    ...(dimension === 'diagnosticReasons'
      ? [{ field: 'meaning' as const, looks: [unfiltered], link: narrow(fieldOfRow('item')) }]
      : []),
    {
      field: 'sessions',
      width: 'heading',
      looks: [unfiltered],
      link: dataLink(uid, { title: 'List these failures', to: 'cd-failure-list', set: narrowedBy(fieldOfRow('item')) }),
    },
    { field: 'share', width: 'heading', looks: [unfiltered] },
    ...(dimension === 'modalities'
      ? [
          { field: 'modality' as const, looks: [orAll] },
          { field: 'conferenceType' as const, looks: [orAll] },
        ]
      : []),
  ];
  return table({
    title: labelOf(dimensions, dimension),
    description: `${explained[dimension]} A click on the item narrows this page to it, a click on Sessions lists them. Share: of all sessions of the selection; those without a value here are in no row.`,
    query: { report: 'failureDistribution', dimensions: [dimension], filters: filtersFrom(uid, 'failureDistribution') },
    columns,
    ...(dimension === 'modalities' && { hidden: ['modality', 'conferenceType'] as const }),
    nothing: 'No failed sessions with a value here in this range',
  });
}

const inWords = `**\${category:text}** · **Activity** \${activity:text} · **Modality** \${modality:text} · **Conference sessions** \${conferenceType:text} · **Pool** \${pool:text} · **Diagnostic ID** \${diagnosticId:text} · **Response code** \${responseCode:text} · **Source** \${source:text} · **Component** \${application:text} · **User agent** \${userAgent:text} · **From user** \${fromUser} · **To user** \${toUser}`;

const inSelection = {
  title: 'Sessions',
  description: 'All sessions that pass the filters above; the shares below refer to them. Click to list them.',
  query: { report: 'topFailures', filters: filtersFrom(uid, 'topFailures'), limit: 10_000 },
  metrics: [
    {
      field: 'reportedSessions',
      link: dataLink(uid, { title: 'List all failures of the selection', to: 'cd-failure-list' }),
    },
  ],
  calc: 'sum',
  nothing: 'No failed sessions in this range',
} as const satisfies StatOptions;

/** Failure Distribution Report. */
export const failureDistribution = page(uid, [
  [text(inWords), 0, 0, 14, 3],
  [stat(inSelection), 14, 0, 5, 3],
  [earlier(inSelection), 19, 0, 5, 3],
  ...dimensions.map(({ id }): Placed => {
    const [x, y, w] = places[id];
    return [ranked(id), x, y, w, tenRanks];
  }),
  [
    sessionsOverTime(uid, {
      title: 'Sessions of the selection over time',
      description:
        'The sessions that pass the filters above, by how they ended. Drag over a peak to narrow the range to it.',
    }),
    0,
    63,
    24,
    8,
  ],
]);
