import { failureSpikes as definition } from '../../../contract/reports/failure-spikes.ts';
import type { SpikeOptions } from '../../../contract/query.ts';
import type { Frame } from '../../plugin/frames/frame.ts';
import { byCodePoint } from '../../cdr/spellings.ts';
import { table } from '../shapes/table.ts';
import type { SpikeGroupCounts } from './count-groups.ts';
import type { SpikeFigures } from './figures.ts';
import type { SpikeWindow } from './windows.ts';

/** A window in which a group fails more than it should. */
interface Spike {
  readonly window: SpikeWindow;
  readonly figures: SpikeFigures;
}

/** One row per group and run of windows whose score reaches the minimum, as Grafana's annotations take them. */
export function eventFrame(
  windows: readonly SpikeWindow[],
  groups: readonly SpikeGroupCounts[],
  { minScore = 0 }: Pick<SpikeOptions, 'minScore'>,
): Frame {
  const rows = groups.flatMap((group) => runsOf(group, windows, minScore).map((run) => eventOf(group, run)));
  return table(
    definition.title,
    definition.events,
    rows.sort((a, b) => a.time - b.time || byCodePoint(a.title, b.title)),
  );
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

function eventOf({ labels }: SpikeGroupCounts, run: [Spike, ...Spike[]]) {
  const items = Object.values(labels);
  const peak = run.reduce((worst, spike) => ((spike.figures.score ?? 0) > (worst.figures.score ?? 0) ? spike : worst));
  return {
    time: run[0].window.span.from,
    timeEnd: run.at(-1)?.window.span.to ?? run[0].window.span.to,
    title: items.length > 0 ? `Failure spike: ${items.join(', ')}` : 'Failure spike',
    text: inWords(peak),
    // Grafana parts tags at commas.
    tags: ['failure-spike', ...items.map((item) => item.replaceAll(',', ' '))].join(','),
  };
}

function inWords({ window: { span }, figures }: Spike): string {
  const { sessions, failures, usersImpacted, failureRate, baselineRate } = figures;
  const percent = (value: number | null) => `${(value ?? 0).toFixed(1)} %`;
  const minute = (instant: number) => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
  const users = usersImpacted === 1 ? '1 user' : `${usersImpacted} users`;
  return (
    `${failures} of ${sessions} sessions failed from ${minute(span.from)} to ${minute(span.to)} UTC: ` +
    `${percent(failureRate)} instead of ${percent(baselineRate)}. ${users} impacted.`
  );
}
