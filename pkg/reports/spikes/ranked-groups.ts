import type { Category } from '../../../contract/vocabulary.ts';
import { seenDiagnosticIds } from '../../cdr/questions/seen-diagnostic-ids.ts';
import type { ReportRequest } from '../report.ts';
import { countGroups, type CountedGroups } from './count-groups.ts';
import { isMany, type SpikeFigures } from './figures.ts';
import { byLabels, type GroupLabels } from './groups.ts';
import { slicesOfWindows, type SpikeWindow } from './windows.ts';

type Request = ReportRequest<'failureSpikes'>;

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
export async function rankedGroups(request: Request, window: SpikeWindow, wanted: Wanted): Promise<RankedGroup[]> {
  const { query } = request;
  const counted = await countGroups(request, slicesOfWindows([window]), { users: true, volumes: wanted.volumes });
  const byFailure = query.groupBy.some((id) => id === 'diagnosticId' || id === 'source');
  const found = counted.groups
    .map((group) => ({ group, figures: group.figures(window) }))
    .filter(({ figures }) => figures.sessions > 0 && (!byFailure || figures.failures > 0));
  const many = found.filter(({ figures }) => isMany(figures, query));
  const ids = many.map(({ group }) => Number(group.labels.diagnosticId)).filter(Number.isInteger);
  const fresh = wanted.isNew ? await unseen(request, window, counted, ids) : new Set();
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
  { query, cdr }: Request,
  { span }: SpikeWindow,
  counted: CountedGroups,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const range = { from: span.from - query.lookbackDays * day, to: span.from };
  const shown = counted.idsBefore(range.from);
  const candidates = [...new Set(ids)].filter((id) => !shown.has(id)).sort((a, b) => a - b);
  const seen = new Set(await cdr.ask(seenDiagnosticIds, { range, diagnosticIds: candidates }));
  return new Set(candidates.filter((id) => !seen.has(id)));
}

/** Score descending with null last, then failures descending, then labels by code point. */
function byScore(a: RankedGroup, b: RankedGroup): number {
  return (b.score ?? -1) - (a.score ?? -1) || b.failures - a.failures || byLabels(a.labels, b.labels);
}
