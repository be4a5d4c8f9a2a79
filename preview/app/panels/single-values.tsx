import { css } from '@emotion/css';
import {
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  VizOrientation,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
  type PanelProps,
  type ReduceDataOptions,
} from '@grafana/data';
import { DataLinksContextMenu, useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import React, { type JSX, type MouseEvent } from 'react';
import { any } from './define-panel.ts';
import { EmptyPanel } from './message.tsx';

/** Options that stat and bargauge share. */
export interface SingleValueOptions {
  reduceOptions: ReduceDataOptions;
  orientation: VizOrientation;
  text?: { titleSize?: number; valueSize?: number; percentSize?: number };
}

export const singleValueDefaults: SingleValueOptions = {
  reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
  orientation: VizOrientation.Auto,
};

export const singleValueSupport = any('reduceOptions orientation text');

/** One value to draw, with what opens its links. */
export type ValueProps = VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors> & {
  readonly hasLinks: boolean;
  readonly onClick?: (event: MouseEvent<HTMLElement>) => void;
};

interface Props extends Omit<PanelProps<SingleValueOptions>, 'onOptionsChange'> {
  readonly draw: (props: ValueProps) => JSX.Element;
  readonly sparkline?: boolean;
  readonly percentChange?: boolean;
  readonly repeater?: { autoGrid?: boolean; itemSpacing?: number; minVizHeight?: number; maxVizHeight?: number };
}

const whole = css({ display: 'block', width: '100%', height: '100%' });

/** Reduces the frames to values and lays them out; each value that has links is one. */
export function SingleValues({ draw, sparkline = false, percentChange = false, repeater = {}, ...panel }: Props) {
  const { data, fieldConfig, options, replaceVariables, timeZone, width, height, renderCounter } = panel;
  const theme = useTheme2();
  const values = () =>
    getFieldDisplayValues({
      data: data.series,
      fieldConfig,
      reduceOptions: options.reduceOptions,
      replaceVariables,
      theme,
      timeZone,
      sparkline,
      percentChange,
    });
  if (data.series.every(({ length }) => length === 0)) {
    return <EmptyPanel data={data} fieldConfig={fieldConfig} />;
  }
  return (
    <VizRepeater
      {...repeater}
      width={width}
      height={height}
      source={data}
      renderCounter={renderCounter}
      orientation={options.orientation}
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={(props: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => {
        const { hasLinks, getLinks } = props.value;
        return hasLinks && getLinks ? (
          <DataLinksContextMenu links={getLinks} style={{ height: '100%' }}>
            {({ openMenu }) => (
              <div className={whole}>{draw({ ...props, hasLinks, ...(openMenu && { onClick: openMenu }) })}</div>
            )}
          </DataLinksContextMenu>
        ) : (
          draw({ ...props, hasLinks: false })
        );
      }}
    />
  );
}
