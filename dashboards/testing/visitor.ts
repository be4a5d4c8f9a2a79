import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DecodedField, DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type DataSource } from '../../preview/plugin-host/requests.ts';
import { dashboards } from '../index.ts';
import type { DashboardUid } from '../parts/catalogue.ts';
import { linksOf, nameIn, overridesOf, panelsOf, targetsOf } from './panels.ts';

export type Values = Readonly<Record<string, readonly string[]>>;

/** Replaces variables in a query as the plugin's front end does: a variable alone in a list becomes its values. */
export function filled(value: unknown, values: Values): unknown {
  if (typeof value === 'string') {
    const [, name] = /^\$(\w+)$/.exec(value) ?? [];
    return name === undefined ? value : (values[name]?.[0] ?? '');
  }
  if (Array.isArray(value)) {
    return (value as unknown[]).flatMap((item): readonly unknown[] => {
      const [, name] = /^\$(\w+)$/.exec(String(item)) ?? [];
      return name === undefined ? [item] : (values[name] ?? ['']);
    });
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, values)]));
  }
  return value;
}

/** The values a dashboard opens with. */
export function defaults(uid: DashboardUid): Record<string, readonly string[]> {
  const list = dashboards[uid].templating.list ?? [];
  return Object.fromEntries(
    list
      .filter(({ name }) => name !== 'datasource')
      .map(({ name, current }) => [name, [current?.value ?? ''].flat().map(String)]),
  );
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Someone who looks at one dashboard after the other and clicks on values. */
export class Visitor {
  uid: DashboardUid;
  values: Values;
  range: Range;
  clicks = 0;
  readonly #plugin: PluginProcess;
  readonly #source: DataSource;

  constructor(plugin: PluginProcess, source: DataSource, uid: DashboardUid, range: Range) {
    this.#plugin = plugin;
    this.#source = source;
    this.uid = uid;
    this.values = defaults(uid);
    this.range = range;
  }

  /** A panel of the current dashboard by its title. */
  panel(title: string): Panel {
    const found = panelsOf(dashboards[this.uid]).find((panel) => panel.title === title);
    if (!found) {
      throw new Error(`${this.uid} has no panel "${title}"`);
    }
    return found;
  }

  /** Frames of a panel with the values of the moment. */
  async frames(panel: Panel): Promise<DecodedFrame[]> {
    return this.ask(targetsOf(panel).map((one) => ({ refId: one.refId, model: filled(one, this.values) })));
  }

  /** Frames of queries whose variables are replaced. */
  async ask(asked: readonly { readonly refId: string; readonly model: unknown }[]): Promise<DecodedFrame[]> {
    const queries = asked.map(({ refId, model }) => dataQuery(refId, model, this.range));
    const request = { pluginContext: pluginContext(this.#source), headers: {}, queries, format: 0 };
    const { responses } = await this.#plugin.queryData(request);
    return queries.flatMap(({ refId }) => {
      const answer = responses[refId];
      if (!answer || answer.error) {
        throw new Error(`${this.uid}, ${refId}: ${answer?.error ?? 'no answer'}`);
      }
      return answer.frames.map((bytes) => decodeFrame(bytes));
    });
  }

  /** Rows of the first frame of a panel. */
  async rows(title: string): Promise<Record<string, unknown>[]> {
    const [frame] = await this.frames(this.panel(title));
    return rowsOf(frame);
  }

  /** Clicks on the field of the first row that passes, and looks at what the link opens. */
  async click(title: string, field: string, wanted: (row: Record<string, unknown>) => boolean): Promise<void> {
    const panel = this.panel(title);
    const [frame] = await this.frames(panel);
    const row = rowsOf(frame).findIndex(wanted);
    const link = linksOf(panel).find((one) => one.field === field)?.link;
    if (!frame || row < 0 || !link) {
      throw new Error(`${this.uid}, ${title}: nothing to click in ${field}`);
    }
    this.#open(new URL(this.#interpolated(link.url, panel, frame.fields, field, row), 'http://grafana'));
  }

  #interpolated(url: string, panel: Panel, fields: readonly DecodedField[], clicked: string, row: number): string {
    const text = (name: string) => {
      const value = fields.find((field) => field.name === name)?.values[row];
      return encodeURIComponent(String(value ?? noValueOf(panel, name)));
    };
    return url
      .replaceAll('${__url_time_range}', `from=${this.range.from}&to=${this.range.to}`)
      .replaceAll('${datasource:queryparam}', 'var-datasource=demo')
      .replaceAll(/\$\{__data\.fields\.(\w+)[^}]*\}/g, (_, name: string) => text(name))
      .replaceAll(/\$\{__value\.raw[^}]*\}/g, () => text(clicked))
      .replaceAll(/\$\{(\w+):queryparam\}/g, (_, name: string) =>
        (this.values[name] ?? []).map((value) => `var-${name}=${encodeURIComponent(value)}`).join('&'),
      );
  }

  #open({ pathname, searchParams }: URL): void {
    const [, uid] = /^\/d\/([\w-]+)$/.exec(pathname) ?? [];
    this.uid = uid as DashboardUid;
    const given = [...new Set(searchParams.keys())].filter((name) => name.startsWith('var-'));
    this.values = {
      ...defaults(this.uid),
      ...Object.fromEntries(given.map((name) => [name.slice(4), searchParams.getAll(name)])),
    };
    this.range = { from: Number(searchParams.get('from')), to: Number(searchParams.get('to')) };
    this.clicks += 1;
  }
}

/** What Grafana shows, and puts into links, where a field has no value: the last override that says it wins. */
function noValueOf(panel: Panel, name: string): string {
  const said = overridesOf(panel)
    .filter((override) => (nameIn(override) ?? name) === name)
    .flatMap(({ properties }) => properties.filter(({ id }) => id === 'noValue').map(({ value }) => String(value)));
  return said.at(-1) ?? '';
}

export function rowsOf(frame: DecodedFrame | undefined): Record<string, unknown>[] {
  const length = frame?.fields[0]?.values.length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries((frame?.fields ?? []).map(({ name, values }) => [name, values[row]])),
  );
}
