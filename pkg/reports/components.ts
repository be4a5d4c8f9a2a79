import { byCodePoint } from './order.ts';

/** The whole join, as error reports carry it; the components are those of the progress reports. */
export const wholeJoin = 'Whole join';
/** Steps that no server component reported. */
export const client = 'Client';

/** Components in order of name, the whole join first. */
export function byComponent(a: string, b: string): number {
  const place = (name: string) => (name === wholeJoin ? 0 : 1);
  return place(a) - place(b) || byCodePoint(a, b);
}
