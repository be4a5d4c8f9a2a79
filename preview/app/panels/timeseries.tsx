import { FieldColorModeId, FieldType, type DataFrame, type PanelProps } from '@grafana/data';
import {
  AxisColorMode,
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LineInterpolation,
  ScaleDistribution,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  type VizLegendOptions,
} from '@grafana/schema';
import { EventBusPlugin, TimeSeries } from '@grafana/ui';
import React from 'react';
import { AnnotationMarks } from './annotation-marks.tsx';
import { any, definePanel } from './define-panel.ts';
import { EmptyPanel } from './message.tsx';
import { TimeSeriesTooltip, type TooltipOptions } from './timeseries-tooltip.tsx';

/** Whether a frame has numbers at times. */
const hasCurve = ({ fields, length }: DataFrame): boolean =>
  length > 0 && [FieldType.time, FieldType.number].every((wanted) => fields.some(({ type }) => type === wanted));

interface TimeSeriesOptions {
  legend: VizLegendOptions;
  tooltip: TooltipOptions;
}

function TimeSeriesPanel(props: PanelProps<TimeSeriesOptions>) {
  const { data, fieldConfig, options, width, height, timeRange, timeZone, eventBus, onChangeTimeRange } = props;
  if (!data.series.some(hasCurve)) {
    return <EmptyPanel data={data} fieldConfig={fieldConfig} />;
  }
  return (
    <TimeSeries
      frames={data.series}
      structureRev={data.structureRev}
      width={width}
      height={height}
      timeRange={timeRange}
      timeZone={timeZone}
      legend={options.legend}
      options={options}
    >
      {(config, frame) => (
        <>
          <EventBusPlugin config={config} eventBus={eventBus} frame={frame} />
          <AnnotationMarks config={config} frames={data.annotations ?? []} timeZone={timeZone} />
          {options.tooltip.mode !== TooltipDisplayMode.None && (
            <TimeSeriesTooltip
              config={config}
              frame={frame}
              options={options.tooltip}
              timeZone={timeZone}
              zoom={onChangeTimeRange}
            />
          )}
        </>
      )}
    </TimeSeries>
  );
}

export const timeseries = definePanel<TimeSeriesOptions>({
  id: 'timeseries',
  component: TimeSeriesPanel,
  color: FieldColorModeId.PaletteClassic,
  options: any('legend tooltip'),
  custom: {
    ...any(
      'axisBorderShow axisCenteredZero axisColorMode axisGridShow axisLabel axisPlacement axisSoftMax axisSoftMin',
    ),
    ...any('axisWidth barAlignment barMaxWidth barWidthFactor drawStyle fillBelowTo fillOpacity gradientMode hideFrom'),
    ...any('lineColor lineInterpolation lineStyle lineWidth pointSize scaleDistribution showPoints spanNulls stacking'),
    ...any('thresholdsStyle transform'),
    insertNulls: [false],
    showValues: [false],
  },
  optionDefaults: {
    legend: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  },
  defaults: {
    drawStyle: GraphDrawStyle.Line,
    lineInterpolation: LineInterpolation.Linear,
    lineWidth: 1,
    fillOpacity: 0,
    gradientMode: GraphGradientMode.None,
    showPoints: VisibilityMode.Auto,
    pointSize: 5,
    spanNulls: false,
    stacking: { mode: StackingMode.None, group: 'A' },
    axisPlacement: AxisPlacement.Auto,
    axisColorMode: AxisColorMode.Text,
    axisLabel: '',
    barAlignment: 0,
    barWidthFactor: 0.6,
    scaleDistribution: { type: ScaleDistribution.Linear },
    thresholdsStyle: { mode: GraphThresholdsStyleMode.Off },
    hideFrom: { legend: false, tooltip: false, viz: false },
  },
});
