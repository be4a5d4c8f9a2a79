import { byCodePoint } from '../order.ts';
import type { ReportRequest } from '../report.ts';
import { collect, type Collected } from './collect.ts';
import type { Category } from '../../../contract/vocabulary.ts';
import { isMany, type SpikeFigures } from './figures.ts';
import type { GroupLabels } from './groups.ts';
import { newIds } from './new-ids.ts';
import { readingPlan, type ReadingPlan } from './reading-plan.ts';
import type { SpikeWindow } from './windows.ts';

/** One group of one window with its numbers, by column id. */
export interface RankedGroup extends SpikeFigures {
  readonly labels: GroupLabels;
  readonly expectedVolume: number;
  readonly unexpectedVolume: number;
  readonly isNew: number | null;
}

/** Parts of an answer that cost a look of their own. */
export interface Wanted {
  readonly volumes: boolean;
  readonly isNew: boolean;
}

const day = 24 * 3_600_000;

/** The groups of a window that have sessions, and failures where these tell groups apart; the worst first. */
export async function rankedGroups(
  request: ReportRequest<'failureSpikes'>,
  window: SpikeWindow,
  wanted: Wanted,
): Promise<RankedGroup[]> {
  const { query } = request;
  const plan = readingPlan([window]);
  const { groups, failures } = await collect(request, plan, query, { users: true, volumes: wanted.volumes });
  const byFailure = query.groupBy.some((id) => id === 'diagnosticId' || id === 'source');
  const found = groups
    .map((group) => ({ group, figures: group.figures(window, query) }))
    .filter(({ figures }) => figures.sessions > 0 && (!byFailure || figures.failures > 0));
  const many = found.filter(({ figures }) => isMany(figures, query));
  const ids = many.map(({ group }) => Number(group.labels.diagnosticId)).filter(Number.isInteger);
  const fresh = wanted.isNew ? await unseen(request, window, plan, failures, ids) : new Set();
  const volume = (of: (typeof found)[number], category: Category) => of.group.failures(category);
  return found
    .map((one): RankedGroup => ({
      ...one.figures,
      labels: one.group.labels,
      expectedVolume: volume(one, 'expected'),
      unexpectedVolume: volume(one, 'unexpected'),
      isNew: query.groupBy.includes('diagnosticId')
        ? Number(many.includes(one) && fresh.has(Number(one.group.labels.diagnosticId)))
        : null,
    }))
    .sort(byScore);
}

/** Those of the IDs that no session of the lookback carries; what the baselines have shown needs no second look. */
async function unseen(
  request: ReportRequest<'failureSpikes'>,
  { span }: SpikeWindow,
  { pieces }: ReadingPlan,
  failures: Collected['failures'],
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { lookbackDays } = request.query;
  const lookback = { from: span.from - lookbackDays * day, to: span.from };
  const within = pieces.map(({ observed, range }) => !observed && range.from >= lookback.from);
  const shown = new Set(failures.filter(({ piece }) => within[piece]).map(({ DiagnosticId }) => DiagnosticId));
  const candidates = [...new Set(ids)].filter((id) => !shown.has(id)).sort((a, b) => a - b);
  return newIds(request, lookback, candidates);
}

/** Score descending with null last, then failures descending, then labels by code point. */
function byScore(a: RankedGroup, b: RankedGroup): number {
  return (b.score ?? -1) - (a.score ?? -1) || b.failures - a.failures || byLabels(a.labels, b.labels);
}

/** Labels one after the other, by code point. */
export function byLabels(a: GroupLabels, b: GroupLabels): number {
  return Object.keys(a).reduce((order, id) => order || byCodePoint(a[id] ?? '', b[id] ?? ''), 0);
}
