import { added, documented, type ColumnDefinition } from '../columns.ts';
import { errorReportFilters, sessionFilters } from '../filters.ts';
import type { PersonalDecision } from '../personal.ts';
import { calendarIntervals, dimensions, labelOf, type Dimension } from '../vocabulary.ts';
import type { ReportDefinition } from './definition.ts';

export const failureDistribution = {
  id: 'failureDistribution',
  title: 'Failure Distribution',
  description: 'Failed sessions ranked along eight dimensions, one table each.',
  filters: [...sessionFilters, ...errorReportFilters],
  ofFailures: true,
  formats: ['table', 'timeSeries', 'numeric'],
  options: {
    interval: { choices: calendarIntervals },
    metric: {},
    dimensions: {},
    limit: { default: 10, most: 1000 },
  },
  defaultMetric: 'sessions',
  columns: [
    documented('rank', 'Rank', 'integer', 'Position by Sessions.'),
    documented('item', 'Item', 'string', 'The item; shown under the name of its table, for example Top pools.', {
      personal: 'address',
      opens: 'failureDistribution',
    }),
    documented(
      'sessions',
      'Sessions',
      'integer',
      'Failed sessions of the item; once per item where a session has several.',
      {
        metric: true,
        opens: 'failureList',
        colour: 'failures',
      },
    ),
    added('share', 'Share', 'number', 'Share of all sessions of the selection.', { unit: 'percent' }),
    added('meaning', 'Meaning', 'string', 'What the diagnostic ID stands for; only in Top diagnostic reasons.', {
      personal: false,
    }),
    added('modality', 'Modality', 'string', 'Filter value of a peer-to-peer item; only in Top modalities.', {
      personal: false,
    }),
    added(
      'conferenceType',
      'Conference sessions',
      'string',
      'Filter value of a conference item; only in Top modalities.',
      { personal: false },
    ),
  ],
} as const satisfies ReportDefinition;

type Column = (typeof failureDistribution.columns)[number];

/** Columns that only one of the tables has. */
const ownColumns: Partial<Readonly<Record<Column['id'], Dimension>>> = {
  meaning: 'diagnosticReasons',
  modality: 'modalities',
  conferenceType: 'modalities',
};

/** Whom the items of each table name. */
export const personalItems: Readonly<Record<Dimension, PersonalDecision>> = {
  diagnosticReasons: false,
  modalities: false,
  pools: false,
  sources: false,
  applications: false,
  fromUsers: 'address',
  toUsers: 'address',
  fromUserAgents: 'agent',
};

/** The columns of one of the tables: its item is shown under the table's name, and a diagnostic ID is a number. */
export function rankedColumns(dimension: Dimension) {
  const label = labelOf(dimensions, dimension);
  const type = dimension === 'diagnosticReasons' ? 'integer' : 'string';
  return failureDistribution.columns
    .filter(({ id }) => (ownColumns[id] ?? dimension) === dimension)
    .map((column): Exclude<Column, { id: 'item' }> | ColumnDefinition<'item', 'integer' | 'string'> =>
      column.id === 'item' ? { ...column, label, type, personal: personalItems[dimension] } : column,
    );
}
