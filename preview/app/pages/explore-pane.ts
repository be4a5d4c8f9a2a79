import type { RawTimeRange } from '@grafana/data';
import type { SceneDataQuery } from '@grafana/scenes';

/** What Explore shows: the part of Grafana's address for it that we use. */
export interface Pane {
  readonly datasource?: string;
  readonly queries: SceneDataQuery[];
  readonly range: { readonly from: string; readonly to: string };
}

/** Reads `panes` of the address, or `left`, as panels link here; the first is ours. The unreadable is an empty pane. */
export function readPane(search: string): Pane {
  const empty: Pane = { queries: [], range: { from: 'now-7d', to: 'now' } };
  const given = new URLSearchParams(search);
  try {
    const left = JSON.parse(given.get('left') ?? 'null') as Partial<Pane> | null;
    const panes = JSON.parse(given.get('panes') ?? '{}') as Record<string, Partial<Pane>>;
    return { ...empty, ...(left ?? Object.values(panes)[0]) };
  } catch {
    return empty;
  }
}

/** A pane as the query part of Explore's address. */
export const searchOf = (pane: Pane): string =>
  `?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ one: pane }) }).toString()}`;

/** A range as text, for the address. */
export const rangeText = ({ from, to }: RawTimeRange): Pane['range'] => ({ from: bound(from), to: bound(to) });

const bound = (time: RawTimeRange['from']): string => (typeof time === 'string' ? time : String(time.valueOf()));
