import {
  BarAlignment,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { answerFields } from '../../contract/answer-fields.ts';
import { fixedColour, plain } from './colours.ts';
import type { DataLink } from './links.ts';
import type { FieldName } from './fields.ts';
import { dash, noAnswer } from './no-answer.ts';
import { onEveryField, onField, outOfSight, type Override } from './override.ts';
import { linksOf } from './stats.ts';
import { target, type PanelQuery } from './target.ts';
import { onlyFields, timesAsNumbers } from './transformations.ts';
import { datasource } from './variables.ts';

interface ChartOptions {
  readonly title: string;
  readonly description: string;
  readonly query: PanelQuery;
  readonly transformations?: readonly DataTransformerConfig[];
  readonly overrides?: readonly Override[];
  readonly unit?: string;
  readonly stacked?: boolean;
  /** Said where nothing was found; absent where there are points in any case. */
  readonly nothing?: string;
}

/** The names of intervals that tables show would push each other off an axis, which has its own ways to print times. */
const timesOfAxis = onField('time' satisfies FieldName, { id: 'unit', value: '' });

/** Columns over time, one per bucket, that begin where the bucket begins. */
export function columnChart({
  title,
  description,
  query,
  transformations = [],
  overrides = [],
  unit = 'locale',
  stacked = true,
  nothing,
}: ChartOptions): TimeSeriesBuilder {
  return new TimeSeriesBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .targets([target(query, nothing)])
    .transformations([...transformations])
    .drawStyle(GraphDrawStyle.Bars)
    .barAlignment(BarAlignment.After)
    .fillOpacity(80)
    .lineWidth(0)
    .axisSoftMin(0)
    .min(0)
    .unit(unit)
    .showPoints(VisibilityMode.Never)
    .stacking(new StackingConfigBuilder().mode(stacked ? StackingMode.Normal : StackingMode.None).group('A'))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None))
    .noValue(noAnswer)
    .overrides([
      onEveryField(dash),
      timesOfAxis,
      ...(nothing === undefined ? [] : [onField(answerFields.nothing, fixedColour(plain))]),
      ...overrides,
    ]);
}

/** A series of a chart made from a table with one row per bucket. */
export interface BucketSeries {
  readonly field: FieldName;
  readonly colour: string;
  readonly links?: readonly DataLink[];
  readonly looks?: readonly DynamicConfigValue[];
}

/** A line with a point per bucket. */
export const line: readonly DynamicConfigValue[] = [
  { id: 'custom.drawStyle', value: 'line' },
  { id: 'custom.lineWidth', value: 2 },
  { id: 'custom.fillOpacity', value: 0 },
  { id: 'custom.showPoints', value: 'always' },
  { id: 'custom.pointSize', value: 6 },
  { id: 'custom.stacking', value: { mode: 'none', group: 'B' } },
];

/** What a row counts of the range: read by links. */
export const span = ['bucketStart', 'bucketEnd'] as const satisfies readonly FieldName[];

/** A percentage as a line over the columns, on an axis of its own. */
export const lineOnTheRight: readonly DynamicConfigValue[] = [
  ...line,
  { id: 'custom.axisPlacement', value: 'right' },
  { id: 'unit', value: 'percent' },
];

/**
 * A chart of a report's table, one row per bucket: the table names the span of each bucket, which its links need.
 * @param rows transformations that leave one row per bucket
 */
export function bucketChart(
  options: Omit<ChartOptions, 'overrides' | 'transformations' | 'nothing'>,
  series: readonly BucketSeries[],
  rows: readonly DataTransformerConfig[] = [],
): TimeSeriesBuilder {
  const names = series.map(({ field }) => field);
  return columnChart({
    ...options,
    transformations: [...rows, onlyFields(['time', ...names, ...span]), timesAsNumbers(span)],
    overrides: [
      ...series.map(({ field, colour, links = [], looks = [] }) =>
        onField(field, fixedColour(colour), ...looks, ...(links.length > 0 ? [linksOf(...links)] : [])),
      ),
      // There for the links alone: no axis, no column, no name.
      ...span.map((field) =>
        onField(
          field,
          ...outOfSight.filter(({ id }) => id === 'custom.hideFrom'),
          { id: 'custom.axisPlacement', value: 'hidden' },
          { id: 'custom.stacking', value: { mode: 'none', group: 'C' } },
          { id: 'unit', value: 'ms' },
        ),
      ),
    ],
  });
}
