import { DateTime } from 'luxon';
import { failureSpikes as definition } from '../../../contract/reports/failure-spikes.ts';
import type { SpikeOptions } from '../../../contract/query.ts';
import type { Frame } from '../../plugin/frames/frame.ts';
import { byCodePoint } from '../../cdr/spellings.ts';
import { table } from '../shapes/table.ts';
import type { TextZone } from '../shapes/text-zone.ts';
import type { SpikeGroupCounts } from './count-groups.ts';
import type { SpikeFigures } from './figures.ts';
import type { SpikeWindow } from './windows.ts';

/** A window in which a group fails more than it should. */
interface Spike {
  readonly window: SpikeWindow;
  readonly figures: SpikeFigures;
}

type Options = Pick<SpikeOptions, 'minScore' | 'overlaps'>;

/** A row as Grafana's annotations take them, with what joining it to others needs. */
interface Event {
  readonly time: number;
  readonly timeEnd: number;
  /** What the group is called; none where all sessions are one. */
  readonly items: readonly string[];
  readonly score: number;
  readonly text: string;
}

/** One row per group and run of windows whose score reaches the minimum, or per time in which groups have such runs. */
export function eventFrame(
  windows: readonly SpikeWindow[],
  groups: readonly SpikeGroupCounts[],
  { minScore = 0, overlaps }: Options,
  textZone: TextZone,
): Frame {
  const events = groups
    .flatMap((group) => runsOf(group, windows, minScore).map((run) => eventOf(group, run, textZone)))
    .sort((a, b) => a.time - b.time || byCodePoint(titleOf([a]), titleOf([b])));
  const together = overlaps === 'together' ? overlapping(events) : events.map((event) => [event]);
  return table(definition.title, definition.events, together.map(rowOf));
}

/** Spikes of a group, those of neighbouring windows together. */
function runsOf(group: SpikeGroupCounts, windows: readonly SpikeWindow[], minScore: number): [Spike, ...Spike[]][] {
  const runs: [Spike, ...Spike[]][] = [];
  let running = false;
  for (const window of windows) {
    // Without a failure there is no spike, and nothing to compute.
    const figures = group.failuresIn(window) > 0 ? group.figures(window) : undefined;
    const score = figures?.score ?? 0;
    const isSpike = score > 0 && score >= minScore;
    if (figures && isSpike) {
      if (running) {
        runs.at(-1)?.push({ window, figures });
      } else {
        runs.push([{ window, figures }]);
      }
    }
    running = isSpike;
  }
  return runs;
}

function eventOf({ labels }: SpikeGroupCounts, run: [Spike, ...Spike[]], textZone: TextZone): Event {
  const peak = run.reduce((worst, spike) => ((spike.figures.score ?? 0) > (worst.figures.score ?? 0) ? spike : worst));
  return {
    time: run[0].window.span.from,
    timeEnd: run.at(-1)?.window.span.to ?? run[0].window.span.to,
    items: Object.values(labels),
    score: peak.figures.score ?? 0,
    text: inWords(peak, textZone),
  };
}

/** Events in the order of their start, those together of which each begins before the ones before it have ended. */
function overlapping(events: readonly Event[]): Event[][] {
  const found: { ends: number; events: Event[] }[] = [];
  for (const event of events) {
    const last = found.at(-1);
    if (last && event.time < last.ends) {
      last.events.push(event);
      last.ends = Math.max(last.ends, event.timeEnd);
    } else {
      found.push({ ends: event.timeEnd, events: [event] });
    }
  }
  return found.map((one) => one.events.sort((a, b) => b.score - a.score));
}

/** More groups are counted: a mark on a chart has room for a few lines. */
const mostNamed = 3;

const nameOf = ({ items }: Event): string => items.join(', ');

function titleOf(events: readonly Event[]): string {
  const names = [...new Set(events.map(nameOf))].filter((name) => name !== '');
  const more = names.length - mostNamed;
  const named = [...names.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join('; ');
  return named === '' ? 'Failure spike' : `Failure spike: ${named}`;
}

function rowOf(events: readonly Event[]) {
  const words = events.slice(0, mostNamed).map((event) => (events.length > 1 ? `${nameOf(event)}: ` : '') + event.text);
  // Grafana parts tags at commas.
  const tags = ['failure-spike', ...events.flatMap(({ items }) => items.map((item) => item.replaceAll(',', ' ')))];
  return {
    time: Math.min(...events.map(({ time }) => time)),
    timeEnd: Math.max(...events.map(({ timeEnd }) => timeEnd)),
    title: titleOf(events),
    text: words.join('\n'),
    tags: (events.length > 1 ? [...new Set(tags)] : tags).join(','),
  };
}

function inWords({ window: { span }, figures }: Spike, { zone, isNamed }: TextZone): string {
  const { sessions, failures, usersImpacted, failureRate, baselineRate } = figures;
  const percent = (value: number | null) => `${(value ?? 0).toFixed(1)} %`;
  const minute = (instant: number) => DateTime.fromMillis(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const users = usersImpacted === 1 ? '1 user' : `${usersImpacted} users`;
  const named = isNamed || zone === 'UTC' ? ` ${zone}` : '';
  return (
    `${failures} of ${sessions} sessions failed from ${minute(span.from)} to ${minute(span.to)}${named}: ` +
    `${percent(failureRate)} instead of ${percent(baselineRate)}. ${users} impacted.`
  );
}
