import type { PanelPlugin } from '@grafana/data';
import React from 'react';
import { alertlist } from './alertlist.tsx';
import { bargauge } from './bargauge.tsx';
import { definePanel, type PreviewPanel } from './define-panel.ts';
import { Message } from './message.tsx';
import { stat } from './stat.tsx';
import { table } from './table.tsx';
import { text } from './text.tsx';
import { timeseries } from './timeseries.tsx';

/** The panel types the preview can show. */
const panels: ReadonlyMap<string, PreviewPanel> = new Map(
  Object.entries({ alertlist, bargauge, stat, table, text, timeseries }),
);

const unknown = new Map<string, PanelPlugin>();

export const knownPanel = (id: string): PreviewPanel | undefined => panels.get(id);

/** The plugin of a panel type; for a type the preview does not know, one that says so. */
export function panelPlugin(id: string): PanelPlugin {
  const plugin = panels.get(id)?.plugin ?? unknown.get(id) ?? unknownPanel(id);
  unknown.set(id, plugin);
  return plugin;
}

function unknownPanel(id: string): PanelPlugin {
  const component = () => <Message text={`The preview cannot show panels of type "${id}".`} />;
  return definePanel({ id, component, options: {}, optionDefaults: {} }).plugin;
}
