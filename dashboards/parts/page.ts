import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard,
  type GridPos,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { spikeAnnotation } from './annotations.ts';
import { catalogue, type DashboardUid } from './catalogue.ts';
import { sidewaysLinks } from './links.ts';
import { datasourceVariable, variable } from './variables.ts';

interface PanelBuilder extends Builder<Panel> {
  id(id: number): unknown;
  gridPos(position: GridPos): unknown;
}

/** A panel and where it stands: the page is 24 wide. */
export type Placed = readonly [panel: PanelBuilder, x: number, y: number, w: number, h: number];

/** A dashboard of the catalogue with its variables, its links sideways and these panels. */
export function page(uid: DashboardUid, panels: readonly Placed[]): Dashboard {
  const { title, description, variables, hidden = [], sideways = false } = catalogue[uid];
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['call-diagnostics'])
    .timezone('browser')
    // Weeks of the Monitoring Reports run from Sunday to Saturday.
    .weekStart('sunday')
    .time({ from: 'now-7d', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables([datasourceVariable(), ...variables.map((name) => variable(name, !hidden.includes(name)))])
    .links(sidewaysLinks(uid))
    .annotations(sideways ? [spikeAnnotation(uid, uid === 'cd-spikes')] : []);
  panels.forEach(([panel, x, y, w, h], index) => {
    panel.id(index + 1);
    panel.gridPos({ x, y, w, h });
    dashboard.withPanel(panel);
  });
  return dashboard.build();
}

/** Markdown; variables in it are filled in. */
export function text(content: string, title = ''): TextBuilder {
  return new TextBuilder()
    .title(title)
    .mode(TextMode.Markdown)
    .content(content)
    .transparent(title === '');
}
