import Table from 'cli-table3';
import type { FoundDriver } from './drivers-at.ts';
import type { Verdict } from './verdict.ts';

/** Quiet windows with what was said of them. */
export type Calm = readonly { readonly hours: number; readonly found: readonly FoundDriver[] }[];

const share = (part: number, whole: number) => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`);
const count = <T>(items: readonly T[], holds: (item: T) => boolean) => items.filter(holds).length;

/** Kinds of incident, with those that were reported by Failure Spikes and what became of them. */
export function drawnTable(verdicts: readonly Verdict[], calm: Calm): string {
  const table = new Table({
    head: ['Incident', 'Windows', 'Reported', 'First is a cause', 'All named', 'First is something else', 'No driver'],
    style: { head: [], border: [], compact: true },
  });
  const kindOf = ({ incidents }: Verdict) => incidents.map(({ kind }) => kind).join(' and ');
  const groups = [...new Set(verdicts.map(kindOf))];
  for (const group of [...groups, 'user, reported or not']) {
    const all = verdicts.filter(
      (one) => kindOf(one) === group || (group.startsWith('user,') && kindOf(one) === 'user'),
    );
    const reported = group.startsWith('user,') ? all : all.filter((one) => one.reported);
    table.push([
      group,
      String(all.length),
      String(count(all, (one) => one.reported)),
      share(
        count(reported, ({ top }) => top),
        reported.length,
      ),
      share(
        count(reported, (one) => one.all),
        reported.length,
      ),
      share(
        count(reported, ({ top, found }) => !top && found.length > 0),
        reported.length,
      ),
      share(
        count(reported, ({ found }) => found.length === 0),
        reported.length,
      ),
    ]);
  }
  const quiet = [...new Set(calm.map(({ hours }) => hours))]
    .sort((a, b) => a - b)
    .map((hours) => {
      const windows = calm.filter((one) => one.hours === hours);
      return `${hours} h: ${count(windows, ({ found }) => found.length > 0)} of ${windows.length}`;
    });
  return `${table.toString()}\n\nA driver on a quiet window: ${quiet.join(', ')}.`;
}

/** Bounds of the figures, and those that are not kept. */
export function goals(verdicts: readonly Verdict[], calm: Calm): string[] {
  const single = verdicts.filter(({ incidents, reported }) => incidents.length === 1 && reported);
  const both = verdicts.filter(({ incidents, reported }) => incidents.length === 2 && reported);
  const reported = [...single, ...both];
  const figures = [
    ['First driver is the cause', count(single, ({ top }) => top), single.length, 0.95, true],
    ['Both of two are named', count(both, ({ all }) => all), both.length, 0.85, true],
    [
      'First driver is only a consequence',
      count(reported, ({ top, found }) => !top && found.length > 0),
      reported.length,
      0.03,
      false,
    ],
    ['A driver on a quiet window', count(calm, ({ found }) => found.length > 0), calm.length, 0.02, false],
  ] as const;
  return figures.flatMap(([what, part, whole, bound, atLeast]) => {
    const text = `${what}: ${part} of ${whole}, ${share(part, whole)}`;
    process.stdout.write(`${text} (${atLeast ? 'at least' : 'at most'} ${bound * 100} %)\n`);
    return whole === 0 || (atLeast ? part >= bound * whole : part <= bound * whole) ? [] : [`${text}: out of bounds`];
  });
}
