import { added, type ColumnDefinition } from '../columns.ts';
import { driverFilters, errorReportFilters, sessionFilters } from '../filters.ts';
import type { DriverList } from '../vocabulary.ts';
import type { ReportDefinition } from './definition.ts';

const plain = { personal: false } as const;
const count = { metric: true } as const;
const failed = { metric: true, colour: 'failures' } as const;
const percent = { unit: 'percent', metric: true } as const;

/** Filters that open exactly the sessions of a row, each comma separated as a link takes it. */
const filterColumns = [
  added('pools', 'Filter: Pool', 'string', 'Filter value of a pool or an Edge Server.', plain),
  added('frontEnds', 'Filter: Front end', 'string', 'Filter value of a Front End Server.', plain),
  added('gateways', 'Filter: Gateway', 'string', 'Filter value of a gateway or a Mediation Server.', plain),
  added('directions', 'Filter: Direction', 'string', 'Filter value of a direction.', plain),
  added('userAgents', 'Filter: From user agent', 'string', 'Filter value of a client version.', { personal: 'agent' }),
  added('clientTypes', 'Filter: Client type', 'string', 'Filter value of a client type.', plain),
  added('modalities', 'Filter: Modality', 'string', 'Filter value of a modality.', plain),
  added('conferenceTypes', 'Filter: Conference sessions', 'string', 'Filter value of a kind of conference.', plain),
  added('activities', 'Filter: Activity type', 'string', 'Filter value of an activity type.', plain),
  added('locations', 'Filter: Location', 'string', 'Filter value of a location.', plain),
  added('domains', 'Filter: Domain', 'string', 'Filter value of a domain.', { personal: 'address' }),
  added('users', 'Filter: User', 'string', 'Filter value of a user.', { personal: 'address' }),
  added('diagnosticIds', 'Filter: Diagnostic ID', 'string', 'Filter value of a diagnostic ID.', plain),
  added('responseCodes', 'Filter: Response code', 'string', 'Filter value of a response code.', plain),
  added('sources', 'Filter: Source', 'string', 'Filter value of a source.', plain),
  added('applications', 'Filter: Component', 'string', 'Filter value of a component.', plain),
  added('requestTypes', 'Filter: Request', 'string', 'Filter value of a request.', plain),
  added('categories', 'Filter: Session category', 'string', 'Session categories that count as failed.', plain),
] as const;

/** Failure Drivers: what failures have in common. */
export const failureDrivers = {
  id: 'failureDrivers',
  title: 'Failure Drivers',
  description:
    'What the failures of the range have in common: at most five causes in words, each told once, against earlier weeks or the other sessions.',
  filters: [...sessionFilters, ...driverFilters, ...errorReportFilters],
  formats: ['table', 'numeric', 'events'],
  options: {
    metric: {},
    show: {},
    compareWith: {},
    driverOf: {},
    limit: { default: 100, most: 10_000 },
    baselineWeeks: {},
    minFailures: { description: 'A value with fewer failed sessions is no driver.' },
    minScore: {
      default: 2.5,
      defaults: { events: 2.5 },
      description: 'A value below this score is no driver.',
    },
  },
  defaultMetric: 'explainedShare',
  columns: [
    added('rank', 'Rank', 'integer', 'Order in which they were found, the strongest first.'),
    added('driver', 'Driver', 'string', 'What the failures have in common, in a sentence.', { personal: 'sentence' }),
    added('dimension', 'Dimension', 'string', 'What kind of value it is, both of a pair.', plain),
    added('value', 'Value', 'string', 'The value, both of a pair.', { personal: 'sentence' }),
    added(
      'explainedShare',
      'Explained',
      'number',
      'Share of the excess, or of the failures where there is no baseline, that it explains.',
      percent,
    ),
    added(
      'explained',
      'Explained failures',
      'number',
      'Failed sessions beyond those that its sessions would have at the other rate.',
      failed,
    ),
    added(
      'sessions',
      'Sessions',
      'integer',
      'Sessions with the value, failed or not, less those of the drivers above it.',
      count,
    ),
    added('failures', 'Failed sessions', 'integer', 'Those of them that count as failed.', failed),
    added(
      'usersImpacted',
      'Users impacted',
      'integer',
      'Distinct initiators and conference participants of these.',
      failed,
    ),
    added('failureRate', 'Failure rate', 'number', 'Failed sessions / Sessions.', {
      ...percent,
      colour: 'failures',
      rateOf: 'sessions',
    }),
    added(
      'otherRate',
      'Other rate',
      'number',
      'Failure rate of the value in the earlier weeks, or of the other sessions.',
      percent,
    ),
    added('lift', 'Lift', 'number', 'Failure rate / Other rate. Empty where that is 0.', count),
    added('share', 'Share of failures', 'number', 'Failed sessions with the value / all failed sessions.', percent),
    added(
      'shareOfOthers',
      'Share of other sessions',
      'number',
      'Sessions with the value that did not fail / all that did not.',
      percent,
    ),
    added(
      'failuresBefore',
      'Failures before',
      'integer',
      'Failed sessions with the value in the earlier weeks.',
      count,
    ),
    added(
      'score',
      'Score',
      'number',
      'How unlikely so many failures are at the other rate, as a power of ten, less what chance does to as many values as were looked at.',
      failed,
    ),
    added(
      'comparedWith',
      'Compared with',
      'string',
      'Weeks: the same window of earlier weeks; Others: the other sessions of the range.',
      plain,
    ),
    added(
      'since',
      'Since',
      'time',
      'First failed session of the time in which they stand closer than over the whole range; empty where they do not.',
    ),
    added(
      'diagnosticId',
      'Diagnostic ID',
      'integer',
      'The one most failures of the driver carry; empty where that is none.',
    ),
    added('responseCode', 'Response code', 'integer', 'Most frequent response code among these.'),
    added(
      'diagnosticShare',
      'Share of the diagnostic ID',
      'number',
      'Share of the failures of the driver that carry them.',
      { unit: 'percent' },
    ),
    added(
      'diagnosticMeaning',
      'Diagnostic meaning',
      'string',
      'What the diagnostic ID stands for, where that is public.',
      plain,
    ),
    added('lookFirst', 'Look first', 'string', 'A likely cause, or what to check first.', plain),
    ...filterColumns,
  ],
  events: [
    added('time', 'time', 'time', 'Since when.'),
    added('timeEnd', 'timeEnd', 'time', 'Its last failed session.'),
    added('title', 'title', 'string', 'What the failures have in common.', { personal: 'sentence' }),
    added('text', 'text', 'string', 'The sentence of the driver.', { personal: 'sentence' }),
    added('tags', 'tags', 'string', 'failure-driver and its dimension, comma separated.', plain),
  ],
} as const satisfies ReportDefinition;

type Column = (typeof failureDrivers.columns)[number];

/** Columns of one of the lists alone. */
const ownColumns: Partial<Readonly<Record<Column['id'], DriverList>>> = {
  rank: 'drivers',
  driver: 'drivers',
  since: 'drivers',
  usersImpacted: 'drivers',
  diagnosticId: 'drivers',
  responseCode: 'drivers',
  diagnosticShare: 'drivers',
  lookFirst: 'drivers',
};

/** The columns of one of the lists. */
export function driverColumns(list: DriverList): readonly Column[] {
  return failureDrivers.columns.filter(({ id }) => (ownColumns[id] ?? list) === list);
}

/** Ids of the columns that hold filters. */
export type DriverFilterColumn = (typeof filterColumns)[number]['id'];

export const driverFilterColumns: readonly DriverFilterColumn[] = filterColumns.map(({ id }) => id);

/** A column by its id, for those who have one alone. */
export type DriverColumn = ColumnDefinition<Column['id']>;
