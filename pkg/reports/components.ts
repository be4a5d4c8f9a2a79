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

/** Setup times of the whole join and of every component, by its name; components whose names differ only in case are one. */
export async function setupTimesByComponent(
  cdr: Cdr,
  selection: SetupTimeSelection,
  byPool = false,
): Promise<ReadonlyMap<string, readonly SetupTimeCell[]>> {
  const [whole, parts] = await Promise.all([
    cdr.ask(setupTimeCells('wholeJoins', byPool), selection),
    cdr.ask(setupTimeCells('components', byPool), selection),
  ]);
  const spellings = new Spellings();
  const byKey = new Map<string, SetupTimeCell[]>();
  for (const cell of parts) {
    const key = spellings.keyOf(cell.Application ?? client);
    const cells = byKey.get(key);
    if (cells) {
      cells.push(cell);
    } else {
      byKey.set(key, [cell]);
    }
  }
  const components = new Map<string, readonly SetupTimeCell[]>(whole.length > 0 ? [[wholeJoin, whole]] : []);
  for (const [key, cells] of byKey) {
    const component = spellings.shown(key);
    components.set(component, [...(components.get(component) ?? []), ...cells]);
  }
  return components;
}
