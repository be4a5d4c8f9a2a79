import type { Notice } from '../../plugin/frames/frame.ts';

/** Says that rows were left out; nothing where none were. */
export function capped(shown: number, all: number | undefined, what: string): Notice[] {
  if (all !== undefined && shown >= all) {
    return [];
  }
  const of = all === undefined ? 'There are more' : `There are ${all}`;
  return [
    {
      severity: 'warning',
      text: `Only the first ${shown} ${what} are shown. ${of}: narrow the range or the filters, or raise the limit of the query.`,
    },
  ];
}

/** The same for a list that was read with one row more than its limit, to tell whether there are more. */
export function cappedAt(limit: number, read: number, what: string): Notice[] {
  return capped(Math.min(read, limit), read > limit ? undefined : read, what);
}
