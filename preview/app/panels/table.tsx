import { cacheFieldDisplayNames, getFrameDisplayName, type DataFrame, type PanelProps } from '@grafana/data';
import type { TableCellHeight } from '@grafana/schema';
import { Select, type TableSortByFieldState } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useMemo } from 'react';
import { any, definePanel } from './define-panel.ts';
import { EmptyPanel } from './message.tsx';

interface TableOptions {
  frameIndex: number;
  showHeader: boolean;
  showTypeIcons?: boolean;
  sortBy?: TableSortByFieldState[];
  cellHeight?: TableCellHeight;
  enablePagination?: boolean;
  frozenColumns?: { left?: number };
  maxRowHeight?: number;
}

/** Height of the choice of a table when there are several. */
const choiceHeight = 40;

function TablePanel(props: PanelProps<TableOptions>) {
  const { data, fieldConfig, options, width, height, timeRange, transparent, onOptionsChange } = props;
  const frames = useMemo(() => {
    // TableNG shows raw names of fields whose display name was not computed before.
    cacheFieldDisplayNames(data.series);
    return data.series;
  }, [data.series]);
  const index = frames[options.frameIndex] ? options.frameIndex : 0;
  const frame = frames[index];
  if (!frame || frame.fields.length === 0 || (frame.length === 0 && fieldConfig.defaults.noValue)) {
    return <EmptyPanel data={data} fieldConfig={fieldConfig} />;
  }
  const several = frames.length > 1;
  return (
    <>
      <TableNG
        // Options of a sort are read once; a new frame structure starts anew.
        key={index}
        data={frame}
        width={width}
        height={several ? height - choiceHeight : height}
        noHeader={!options.showHeader}
        showTypeIcons={options.showTypeIcons}
        resizable
        sortBy={options.sortBy}
        cellHeight={options.cellHeight}
        enablePagination={options.enablePagination}
        frozenColumns={options.frozenColumns?.left}
        maxRowHeight={options.maxRowHeight}
        noValue={fieldConfig.defaults.noValue}
        fieldConfig={fieldConfig}
        structureRev={data.structureRev}
        timeRange={timeRange}
        transparent={transparent}
      />
      {several && (
        <Select
          aria-label="Table"
          value={index}
          options={choices(frames)}
          onChange={({ value }) => {
            onOptionsChange({ ...options, frameIndex: value ?? 0 });
          }}
        />
      )}
    </>
  );
}

const choices = (frames: DataFrame[]) =>
  frames.map((frame, value) => ({ value, label: getFrameDisplayName(frame, value) }));

export const table = definePanel<TableOptions>({
  id: 'table',
  component: TablePanel,
  noPadding: true,
  options: {
    ...any('frameIndex showHeader showTypeIcons sortBy cellHeight enablePagination frozenColumns.left maxRowHeight'),
    // The footer of Grafana 11 and older.
    'footer.show': [false],
    'footer.countRows': [false],
    ...any('footer.reducer footer.fields'),
  },
  custom: any(
    'align width minWidth filterable hidden hideFrom inspect wrapText wrapHeaderText tooltip footer.reducers cellOptions',
  ),
  optionDefaults: { frameIndex: 0, showHeader: true },
  // A cell without a type would be a crash in TableNG.
  defaults: { align: 'auto', cellOptions: { type: 'auto' }, inspect: false, footer: { reducers: [] } },
});
