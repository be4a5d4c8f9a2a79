import { VizOrientation, type PanelProps } from '@grafana/data';
import { PercentChangeColorMode } from '@grafana/schema';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  useTheme2,
} from '@grafana/ui';
import React from 'react';
import { any, definePanel } from './define-panel.ts';
import { SingleValues, singleValueDefaults, singleValueSupport, type SingleValueOptions } from './single-values.tsx';

interface StatOptions extends SingleValueOptions {
  colorMode: BigValueColorMode;
  graphMode: BigValueGraphMode;
  justifyMode: BigValueJustifyMode;
  textMode: BigValueTextMode;
  wideLayout: boolean;
  showPercentChange: boolean;
  percentChangeColorMode: PercentChangeColorMode;
}

function StatPanel(props: PanelProps<StatOptions>) {
  const theme = useTheme2();
  const { options } = props;
  return (
    <SingleValues
      {...props}
      sparkline={options.graphMode !== BigValueGraphMode.None}
      percentChange={options.showPercentChange}
      repeater={{ autoGrid: true }}
      options={{ ...options, orientation: orientation(options.orientation, props.width, props.height) }}
      draw={({ value, width, height, alignmentFactors, count, onClick, hasLinks }) => (
        <BigValue
          value={value.display}
          count={count}
          sparkline={value.sparkline}
          colorMode={options.colorMode}
          graphMode={options.graphMode}
          justifyMode={options.justifyMode}
          textMode={options.textMode}
          alignmentFactors={alignmentFactors}
          text={options.text}
          width={width}
          height={height}
          theme={theme}
          onClick={onClick}
          hasLinks={hasLinks}
          percentChangeColorMode={options.percentChangeColorMode}
          disableWideLayout={!options.wideLayout}
        />
      )}
    />
  );
}

const orientation = (asked: VizOrientation, width: number, height: number) =>
  asked === VizOrientation.Auto && width > height ? VizOrientation.Vertical : asked;

export const stat = definePanel<StatOptions>({
  id: 'stat',
  component: StatPanel,
  options: {
    ...singleValueSupport,
    ...any('colorMode graphMode justifyMode textMode wideLayout showPercentChange percentChangeColorMode'),
  },
  optionDefaults: {
    ...singleValueDefaults,
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.Area,
    justifyMode: BigValueJustifyMode.Auto,
    textMode: BigValueTextMode.Auto,
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: PercentChangeColorMode.Standard,
  },
});
