import { dateTimeFormat, FieldType, systemDateFormats, type DataFrame } from '@grafana/data';
import type { SortOrder } from '@grafana/schema';
import { TooltipDisplayMode } from '@grafana/schema';
import {
  getFieldDisplayItems,
  getFieldDisplayLinks,
  TooltipPlugin2,
  VizTooltipContent,
  VizTooltipFooter,
  VizTooltipHeader,
  VizTooltipWrapper,
  type UPlotConfigBuilder,
} from '@grafana/ui';
import React from 'react';

export interface TooltipOptions {
  mode: TooltipDisplayMode;
  sort: SortOrder;
  hideZeros?: boolean;
  maxHeight?: number;
  maxWidth?: number;
}

/** `TooltipHoverMode` of @grafana/ui, a const enum that is not exported. */
const hover = { nearest: 0, all: 1 } as const;

interface Props {
  readonly config: UPlotConfigBuilder;
  readonly frame: DataFrame;
  readonly options: TooltipOptions;
  readonly timeZone: string;
  readonly zoom: (range: { from: number; to: number }) => void;
}

/** The values under the pointer; a click pins them and shows the links of the series. Dragging zooms. */
export function TimeSeriesTooltip({ config, frame, options, timeZone, zoom }: Props) {
  const [time] = frame.fields;
  if (!time) {
    return null;
  }
  return (
    <TooltipPlugin2
      config={config}
      hoverMode={options.mode === TooltipDisplayMode.Multi ? hover.all : hover.nearest}
      queryZoom={zoom}
      clientZoom
      maxWidth={options.maxWidth}
      getDataLinks={(series, row) => {
        const field = frame.fields[series];
        return field ? getFieldDisplayLinks(field, row) : [];
      }}
      render={(_plot, rows, series, isPinned, _dismiss, _range, _viaSync, dataLinks) => {
        const row = rows[0] ?? rows.find((index) => index !== null) ?? 0;
        const items = getFieldDisplayItems(
          frame.fields,
          time,
          rows,
          series,
          options.mode,
          options.sort,
          ({ type }) => type === FieldType.number,
          options.hideZeros,
        );
        return (
          <VizTooltipWrapper>
            <VizTooltipHeader
              item={{
                label: dateTimeFormat(time.values[row] as number, { timeZone, format: systemDateFormats.fullDate }),
                value: '',
              }}
              isPinned={isPinned}
            />
            <VizTooltipContent items={items} isPinned={isPinned} scrollable maxHeight={options.maxHeight ?? 320} />
            {isPinned && dataLinks.length > 0 && <VizTooltipFooter dataLinks={dataLinks as never} />}
          </VizTooltipWrapper>
        );
      }}
    />
  );
}
