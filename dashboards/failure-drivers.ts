import { driverDimensions, failureDimensions, labelOf } from '../contract/vocabulary.ts';
import { driverColumns } from '../contract/reports/failure-drivers.ts';
import { drivers, filterColumns, filterFields, toSessions } from './parts/drivers.ts';
import { dataLink, fieldOfRow } from './parts/links.ts';
import { page } from './parts/page.ts';
import { sentences } from './parts/sentences.ts';
import { oneDecimal } from './parts/spikes.ts';
import { atLeast, bar, table, unfiltered, whole, wrapped, type Column } from './parts/tables.ts';
import { rowsWhere } from './parts/transformations.ts';

const uid = 'cd-drivers';
const nothing = 'Nothing stands out in this range';
const noFailures = 'No unexpected failures in this range';

const values = drivers(uid, { show: 'values', limit: 1000 });
const valueFields = driverColumns('values').map(({ id }) => id);

/** Failing against other sessions by the values of one dimension, the best first. */
function compared(dimension: (typeof driverDimensions | typeof failureDimensions)[number]['id']) {
  const title = labelOf([...driverDimensions, ...failureDimensions], dimension);
  const ofFailures = failureDimensions.some(({ id }) => id === dimension);
  const columns: readonly Column[] = [
    {
      field: 'value',
      looks: [whole, unfiltered, { id: 'displayName', value: title }, atLeast(160)],
      link: toSessions(uid, 'Open Failure List: ${__value.text}'),
    },
    { field: 'share', width: 100, looks: [...bar, unfiltered, { id: 'displayName', value: 'Of failures' }] },
    ...(ofFailures
      ? []
      : [
          {
            field: 'shareOfOthers' as const,
            width: 95,
            looks: [...bar, unfiltered, { id: 'displayName', value: 'Of others' }],
          },
        ]),
    { field: 'explained', width: 85, looks: [oneDecimal, unfiltered, { id: 'displayName', value: 'Explained' }] },
    ...filterColumns,
  ];
  const shown = new Set<string>([...columns.map(({ field }) => field)]);
  return table({
    title,
    description: `Values of failed sessions: their share of the failures beside that of the sessions that did not fail. Explained are failures beyond those that the sessions of the value would have at the rate of earlier weeks, or of the others. A click opens the failures.`,
    query: values,
    transformations: [rowsWhere(values, 'dimension', title)],
    columns,
    hidden: filterFields,
    without: valueFields.filter((id) => !shown.has(id)),
    nothing: noFailures,
  });
}

const numbers: readonly string[] = [...(['value', 'explainedShare', 'failures', 'diagnosticId', 'lookFirst'] as const)];

/** Failure drivers: what the failures have in common. */
export const failureDrivers = page(uid, [
  [
    sentences(
      uid,
      'What the failures have in common',
      'At most five drivers, each told once although it shows in many places: the value, or the pair of values, that tells the failures best, then the same of the rest. Up to a day they are held against the same time of earlier weeks, longer ranges against the other sessions of the range.',
    ),
    0,
    0,
    24,
    8,
  ],
  [
    table({
      title: 'The drivers in numbers',
      description:
        'The same drivers: how much of the excess, or of the failures, each explains, and what to look at first. A click opens the failures of the driver.',
      query: drivers(uid),
      columns: [
        {
          field: 'value',
          looks: [{ id: 'custom.minWidth', value: 240 }, ...wrapped('auto'), unfiltered],
          link: toSessions(uid, 'Open Failure List of this driver'),
        },
        { field: 'explainedShare', width: 120, looks: [...bar, unfiltered] },
        { field: 'failures', width: 125, looks: [unfiltered] },
        {
          field: 'diagnosticId',
          width: 115,
          looks: [unfiltered],
          link: dataLink(uid, {
            title: 'Open Failure Distribution of ${__value.text}',
            to: 'cd-distribution',
            set: { category: 'unexpected', diagnosticId: fieldOfRow('diagnosticId') },
          }),
        },
        { field: 'lookFirst', looks: [{ id: 'custom.minWidth', value: 260 }, ...wrapped('auto'), unfiltered] },
        ...filterColumns,
      ],
      hidden: filterFields,
      without: driverColumns('drivers')
        .map(({ id }) => id)
        .filter((id) => !numbers.includes(id) && !(filterFields as readonly string[]).includes(id)),
      nothing,
    }),
    0,
    8,
    24,
    10,
  ],
  [compared('edge'), 0, 18, 12, 7],
  [compared('pool'), 12, 18, 12, 7],
  [compared('gateway'), 0, 25, 12, 7],
  [compared('userAgent'), 12, 25, 12, 7],
  [compared('conferenceType'), 0, 32, 12, 7],
  [compared('modality'), 12, 32, 12, 7],
  [compared('domain'), 0, 39, 12, 7],
  [compared('user'), 12, 39, 12, 7],
  [compared('diagnosticId'), 0, 46, 12, 8],
  [compared('source'), 12, 46, 12, 8],
]);
