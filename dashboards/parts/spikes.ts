import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { SpikeGroup } from '../../contract/vocabulary.ts';
import type { DashboardUid } from './catalogue.ts';
import { countSteps, plain } from './colours.ts';
import type { FieldName } from './fields.ts';
import { clicked, dataLink, type DataLink } from './links.ts';
import { stat } from './stats.ts';
import { code, colouredText, unfiltered, whole, type Column } from './tables.ts';
import { filtersFrom, type PanelQueryOf } from './target.ts';
import type { VariableName } from './variables.ts';

/** From here on a window counts as a spike on the dashboards: so many failures by chance once in ten thousand windows. */
export const spikeScore = 4;

/** Failure spikes of the pools a dashboard has chosen; a table without `minScore` of its own shows current spikes. */
export function spikes(
  dashboard: DashboardUid,
  options: Partial<PanelQueryOf<'failureSpikes'>>,
): PanelQueryOf<'failureSpikes'> {
  return {
    report: 'failureSpikes',
    filters: filtersFrom(dashboard, 'failureSpikes'),
    minScore: spikeScore,
    ...options,
  };
}

/** The window of the alert rule New diagnostic ID, so that the two agree. */
const day = 1440;

/** Diagnostic IDs that nobody had before. */
export function newIds(dashboard: DashboardUid) {
  return stat({
    title: 'New diagnostic IDs, 24 hours',
    description:
      'Diagnostic IDs of failures in the last 24 hours of the range that no session of the four weeks before carries; the alert rule New diagnostic ID looks at the same 24 hours.',
    query: spikes(dashboard, { groupBy: ['diagnosticId'], windowMinutes: day, minScore: 0 }),
    metrics: [{ field: 'isNew', looks: thresholds(1, 3) }],
    calc: 'sum',
    nothing: '0',
  });
}

export const oneDecimal: DynamicConfigValue = { id: 'decimals', value: 1 };

/** Quiet below the first number, orange from it, red from the second. */
export function thresholds(orange: number, red: number): DynamicConfigValue[] {
  return [
    { id: 'thresholds', value: { mode: 'absolute', steps: countSteps(plain, orange, red) } },
    { id: 'color', value: { mode: 'thresholds' } },
  ];
}

/** Variables of the Failure Distribution that a group is a value of; the others narrow to the window alone. */
const narrows: Partial<Readonly<Record<SpikeGroup, VariableName>>> = {
  pool: 'pool',
  activity: 'activity',
  diagnosticId: 'diagnosticId',
  source: 'source',
};

function toWindow(dashboard: DashboardUid, group: SpikeGroup): DataLink {
  const variable = narrows[group];
  return dataLink(dashboard, {
    title: variable
      ? 'Open Failure Distribution of ${__value.text} in this window'
      : 'Open Failure Distribution of this window',
    to: 'cd-distribution',
    set: { category: 'unexpected', ...(variable && { [variable]: clicked }) },
    window: true,
  });
}

/** Columns that name the group of a row, whichever the query groups by: each opens the failures of its window. */
export function groupColumns(dashboard: DashboardUid, groups: readonly SpikeGroup[]): Column[] {
  return groups.flatMap((group): Column[] => [
    {
      field: group,
      ...(group === 'diagnosticId' && { width: 106, looks: [...code, unfiltered] }),
      link: toWindow(dashboard, group),
    },
    ...(group === 'diagnosticId' ? [{ field: 'diagnosticMeaning' as const, looks: [whole] }] : []),
  ]);
}

/** What the links of such a table read. */
export const windowFields = ['windowStart', 'windowEnd'] as const satisfies readonly FieldName[];

export const scoreColumn: Column = {
  field: 'score',
  width: 75,
  looks: [oneDecimal, ...thresholds(spikeScore, 6), colouredText, unfiltered],
};
