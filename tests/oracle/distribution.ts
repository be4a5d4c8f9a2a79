import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import {
  categories,
  conferenceTypes,
  dimensions,
  labelOf,
  modalities,
  type Dimension,
} from '../../contract/vocabulary.ts';
import { deal } from './buckets.ts';
import { selectFailed } from './filters.ts';
import { columnIds, percent, starts, table, type OracleFrame, type Task } from './frames.ts';
import type { Session } from './index-rows.ts';
import { compareNumber, compareText, fold, foldAddress } from './text.ts';

type Item = string | number;

/** What a session adds to each table; null where it has none. */
const itemsOf: Record<Dimension, (session: Session) => readonly (Item | null)[]> = {
  diagnosticReasons: ({ diagnosticId }) => [diagnosticId],
  modalities: ({ modalities: ids, conferenceTypes: kinds }) => [
    ...ids.map((id) => `P2P ${labelOf(modalities, id)}`),
    ...kinds.filter((kind) => kind !== 'mcu').map((kind) => labelOf(conferenceTypes, kind)),
  ],
  pools: ({ pool, edges }) => [pool, ...edges],
  sources: ({ reports }) => reports.map(({ Source }) => Source),
  applications: ({ reports }) => reports.map(({ Application }) => Application),
  fromUsers: ({ from }) => [from],
  toUsers: ({ to }) => [to],
  fromUserAgents: ({ agent }) => [agent],
};
const addresses: readonly Dimension[] = ['fromUsers', 'toUsers'];

const onlyIn: Record<string, Dimension> = {
  meaning: 'diagnosticReasons',
  modality: 'modalities',
  conferenceType: 'modalities',
};

/** An item of Top modalities as a filter: of peer-to-peer or of conference sessions. */
function narrowing(item: string): { modality: string | null; conferenceType: string | null } {
  const [, peer] = /^P2P (.*)$/.exec(item) ?? [];
  const idOf = (words: readonly { id: string; label: string }[], label: string | undefined) =>
    words.find((word) => word.label === label)?.id ?? null;
  return peer === undefined
    ? { modality: null, conferenceType: idOf(conferenceTypes, item) }
    : { modality: idOf(modalities, peer), conferenceType: null };
}

/** Failure Distribution. */
export function failureDistribution(task: Task): OracleFrame[] {
  const selection = selectFailed(task);
  if (task.query.format === 'timeSeries') {
    return [perCategory(task, selection)];
  }
  if (task.query.format === 'numeric') {
    const rows = ranking(task.query.dimensions?.[0] ?? 'diagnosticReasons', selection)
      .ranked.slice(0, task.query.limit)
      .map(({ item, sessions }) => ({ labels: { item: String(item) }, value: sessions }));
    return [{ format: 'numeric', name: reportDefinition('failureDistribution').title, metric: 'sessions', rows }];
  }
  return (task.query.dimensions ?? []).map((dimension) => {
    const reasons = dimension === 'diagnosticReasons';
    const { ranked, without } = ranking(dimension, selection);
    const rows = ranked.slice(0, task.query.limit).map(({ item, sessions }, i) => ({
      rank: i + 1,
      item,
      sessions,
      share: percent(sessions, selection.length),
      ...(reasons && { meaning: diagnosticText(Number(item)) }),
      ...(dimension === 'modalities' && narrowing(String(item))),
    }));
    const ids = columnIds('failureDistribution').filter((id) => (onlyIn[id] ?? dimension) === dimension);
    return { ...table(labelOf(dimensions, dimension), ids, rows), without };
  });
}

function ranking(dimension: Dimension, selection: readonly Session[]) {
  const counts = new Map<Item, { item: Item; sessions: number }>();
  let without = 0;
  for (const session of selection) {
    const items = itemsOf[dimension](session).filter((item) => item !== null);
    without += items.length === 0 ? 1 : 0;
    const seen = new Set<Item>();
    for (const item of items) {
      const key = typeof item === 'number' ? item : addresses.includes(dimension) ? foldAddress(item) : fold(item);
      const entry = counts.get(key) ?? { item, sessions: 0 };
      entry.item = compareItems(item, entry.item) < 0 ? item : entry.item;
      entry.sessions += seen.has(key) ? 0 : 1;
      counts.set(key, entry);
      seen.add(key);
    }
  }
  const ranked = [...counts.values()].sort((a, b) => b.sessions - a.sessions || compareItems(a.item, b.item));
  return { ranked, without };
}

function compareItems(a: Item, b: Item): number {
  return typeof a === 'number' && typeof b === 'number' ? compareNumber(a, b) : compareText(String(a), String(b));
}

function perCategory(task: Task, selection: readonly Session[]): OracleFrame {
  const time = starts(task);
  const series = categories.flatMap(({ id, label }) => {
    const members = selection.filter((session) => task.category(session.diagnosticId, session.responseCode) === id);
    const values = deal(members, time, (session) => session.time).map((some) => some.length);
    return members.length === 0 ? [] : [{ metric: 'sessions', labels: { category: label }, values }];
  });
  return { format: 'timeSeries', name: reportDefinition('failureDistribution').title, time, series };
}
