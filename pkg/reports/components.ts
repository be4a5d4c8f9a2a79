import type { Cdr } from '../cdr/cdr.ts';
import { setupTimeCells, type SetupTimeCell, type SetupTimeSelection } from '../cdr/questions/setup-time-cells.ts';
import { byCodePoint, Spellings } from '../cdr/spellings.ts';

/** The whole join, as error reports carry it; the components are those of the progress reports. */
export const wholeJoin = 'Whole join';
/** Steps that no server component reported. */
export const client = 'Client';

/** Components in order of name, the whole join first. */
export function byComponent(a: string, b: string): number {
  const place = (name: string) => (name === wholeJoin ? 0 : 1);
  return place(a) - place(b) || byCodePoint(a, b);
}

/** A cell of setup times with the component it is of. */
export type ComponentCell = SetupTimeCell & { readonly component: string };

/** Setup times of the whole join and of every component; components whose names differ only in case are one. */
export async function setupTimesByComponent(
  cdr: Cdr,
  selection: SetupTimeSelection,
  byPool = false,
): Promise<ComponentCell[]> {
  const [whole, parts] = await Promise.all([
    cdr.ask(setupTimeCells('wholeJoins', byPool), selection),
    cdr.ask(setupTimeCells('components', byPool), selection),
  ]);
  const spellings = new Spellings();
  const keyed = parts.map((cell) => ({ cell, key: spellings.keyOf(cell.Application ?? client) }));
  return [
    ...whole.map((cell) => ({ ...cell, component: wholeJoin })),
    ...keyed.map(({ cell, key }) => ({ ...cell, component: spellings.shown(key) })),
  ];
}
