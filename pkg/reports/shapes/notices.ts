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

/** Says why some rows have nothing in `what`, and what it takes; nothing where none is too small. */
export function tooSmall(rows: readonly { readonly isFew: boolean }[], what: string, needed: string): Notice[] {
  const count = rows.filter(({ isFew }) => isFew).length;
  const text = `${count} of ${rows.length} rows are too small for ${what}: it takes at least ${needed} in the window.`;
  return count === 0 ? [] : [{ severity: 'info', text }];
}

/** The same for a list that was read with one row more than its limit, to tell whether there are more. */
export function cappedAt(limit: number, read: number, what: string): Notice[] {
  return capped(Math.min(read, limit), read > limit ? undefined : read, what);
}
