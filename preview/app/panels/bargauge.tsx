import { VizOrientation, type PanelProps } from '@grafana/data';
import { BarGaugeDisplayMode, BarGaugeNamePlacement, BarGaugeSizing, BarGaugeValueMode } from '@grafana/schema';
import { BarGauge, useTheme2 } from '@grafana/ui';
import React from 'react';
import { any, definePanel } from './define-panel.ts';
import { SingleValues, singleValueDefaults, singleValueSupport, type SingleValueOptions } from './single-values.tsx';

interface BarGaugeOptions extends SingleValueOptions {
  displayMode: BarGaugeDisplayMode;
  valueMode: BarGaugeValueMode;
  namePlacement: BarGaugeNamePlacement;
  showUnfilled: boolean;
  sizing: BarGaugeSizing;
  minVizHeight: number;
  maxVizHeight: number;
}

function BarGaugePanel(props: PanelProps<BarGaugeOptions>) {
  const theme = useTheme2();
  const { options } = props;
  const manual = options.sizing === BarGaugeSizing.Manual;
  return (
    <SingleValues
      {...props}
      repeater={{
        itemSpacing: 8,
        minVizHeight: manual ? options.minVizHeight : 16,
        maxVizHeight: manual ? options.maxVizHeight : 300,
      }}
      draw={({ value, width, height, orientation, alignmentFactors, onClick }) => (
        <BarGauge
          value={value.display}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
          width={width}
          height={height}
          orientation={orientation}
          theme={theme}
          text={options.text}
          itemSpacing={8}
          displayMode={options.displayMode}
          valueDisplayMode={options.valueMode}
          namePlacement={options.namePlacement}
          showUnfilled={options.showUnfilled}
          alignmentFactors={alignmentFactors}
          onClick={onClick}
        />
      )}
    />
  );
}

export const bargauge = definePanel<BarGaugeOptions>({
  id: 'bargauge',
  component: BarGaugePanel,
  options: {
    ...singleValueSupport,
    ...any('displayMode valueMode namePlacement showUnfilled sizing minVizHeight maxVizHeight'),
    minVizWidth: [0, 8],
    'legend.showLegend': [false],
    // Of a legend that is not shown.
    ...any('legend.displayMode legend.placement legend.calcs'),
  },
  optionDefaults: {
    ...singleValueDefaults,
    orientation: VizOrientation.Auto,
    displayMode: BarGaugeDisplayMode.Gradient,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Auto,
    showUnfilled: true,
    sizing: BarGaugeSizing.Auto,
    minVizHeight: 16,
    maxVizHeight: 300,
  },
});
