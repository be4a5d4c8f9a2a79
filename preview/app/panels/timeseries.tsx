import { FieldColorModeId, type PanelProps } from '@grafana/data';
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
import React, { useMemo } from 'react';
import { definePanel } from './define-panel.ts';
import { EmptyPanel } from './message.tsx';
import { chartFrames } from './timeseries-frames.ts';
import { TimeSeriesTooltip, type TooltipOptions } from './timeseries-tooltip.tsx';

interface TimeSeriesOptions {
  legend: VizLegendOptions;
  tooltip: TooltipOptions;
}

function TimeSeriesPanel(props: PanelProps<TimeSeriesOptions>) {
  const { data, fieldConfig, options, width, height, timeRange, timeZone, eventBus, onChangeTimeRange } = props;
  const frames = useMemo(() => chartFrames(data.series), [data.series]);
  if (!frames) {
    return <EmptyPanel data={data} fieldConfig={fieldConfig} />;
  }
  return (
    <TimeSeries
      frames={frames}
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
  options: {
    'legend.showLegend': 'any',
    'legend.displayMode': 'any',
    'legend.placement': 'any',
    'legend.calcs': 'any',
    'legend.sortBy': 'any',
    'legend.sortDesc': 'any',
    'legend.width': 'any',
    'tooltip.mode': 'any',
    'tooltip.sort': 'any',
    'tooltip.hideZeros': 'any',
    'tooltip.maxHeight': 'any',
    'tooltip.maxWidth': 'any',
  },
  custom: {
    axisBorderShow: 'any',
    axisCenteredZero: 'any',
    axisColorMode: 'any',
    axisGridShow: 'any',
    axisLabel: 'any',
    axisPlacement: 'any',
    axisSoftMax: 'any',
    axisSoftMin: 'any',
    axisWidth: 'any',
    barAlignment: 'any',
    barMaxWidth: 'any',
    barWidthFactor: 'any',
    drawStyle: 'any',
    fillBelowTo: 'any',
    fillOpacity: 'any',
    gradientMode: 'any',
    'hideFrom.legend': 'any',
    'hideFrom.tooltip': 'any',
    'hideFrom.viz': 'any',
    insertNulls: [false],
    lineColor: 'any',
    lineInterpolation: 'any',
    'lineStyle.dash': 'any',
    'lineStyle.fill': 'any',
    lineWidth: 'any',
    pointSize: 'any',
    'scaleDistribution.type': 'any',
    'scaleDistribution.log': 'any',
    showPoints: 'any',
    showValues: [false],
    spanNulls: 'any',
    'stacking.group': 'any',
    'stacking.mode': 'any',
    'thresholdsStyle.mode': 'any',
    transform: 'any',
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
