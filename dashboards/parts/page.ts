import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard,
  type GridPos,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { builtInAnnotation, spikeAnnotation } from './annotations.ts';
import { catalogue, type DashboardUid } from './catalogue.ts';
import { dataSourceStrip } from './data-source-strip.ts';
import { sidewaysLinks } from './links.ts';
import { datasourceVariable, variable } from './variables.ts';

interface PanelBuilder extends Builder<Panel> {
  id(id: number): unknown;
  gridPos(position: GridPos): unknown;
}

/** A panel and where it stands: the page is 24 wide. */
export type Placed = readonly [panel: PanelBuilder, x: number, y: number, w: number, h: number];

/** Rows of the page that the strip takes. */
const stripHeight = 3;

/** A dashboard of the catalogue with its variables, the strip of its data source, the links sideways and these panels. */
export function page(uid: DashboardUid, panels: readonly Placed[]): Dashboard {
  const {
    title,
    description,
    variables,
    hidden = [],
    sideways = false,
    refresh = '',
    begins,
    initially,
  } = catalogue[uid];
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['call-diagnostics'])
    .timezone('browser')
    // Weeks of the Monitoring Reports run from Sunday to Saturday.
    .weekStart('sunday')
    .time({ from: begins ?? 'now-7d', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables([datasourceVariable(), ...variables.map((name) => variable(name, !hidden.includes(name), initially))])
    .refresh(refresh)
    .annotations(sideways && !begins ? [builtInAnnotation(), spikeAnnotation(uid, uid === 'cd-spikes')] : []);
  const place = ([panel, x, y, w, h]: Placed, id: number) => {
    panel.id(id);
    panel.gridPos({ x, y, w, h });
    dashboard.withPanel(panel);
  };
  place([dataSourceStrip(), 0, 0, 13, stripHeight], panels.length + 1);
  place([text(sidewaysLinks(uid)), 13, 0, 11, stripHeight], panels.length + 2);
  panels.forEach(([panel, x, y, w, h], index) => {
    place([panel, x, y + stripHeight, w, h], index + 1);
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
