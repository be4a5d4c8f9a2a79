import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import { binStart, type BinWidth } from '../time-bins.ts';
import { column } from './conditions.ts';
import { conferencesIn } from './conferences.ts';
import { addedUp, type Question } from './question.ts';
import { leavesOutSynthetic, withoutSynthetic } from './sessions.ts';

/** Which conferences to count: by pool and URI, the only filters they answer. */
export interface ConferenceCellSelection {
  readonly range: TimeRange;
  readonly binMinutes: BinWidth;
  readonly filters: Filters;
}

/** Conferences held in one time bin, by their SessionIdTime. */
export interface ConferenceCell {
  /** Epoch milliseconds, see `binStart`. */
  readonly time: number;
  readonly conferences: number;
}

/** Conferences held, by time bin. */
export const conferenceCells: Question<
  ConferenceCellSelection,
  ConferenceCell,
  { readonly bin: number; readonly conferences: number }
> = {
  name: 'conferenceCells',
  describe: (cdr, { range, binMinutes, filters }) => {
    const held = conferencesIn(cdr, { range, filters });
    const bins = (leavesOutSynthetic(cdr, { filters }) ? withoutSynthetic(cdr, held, 'c') : held).select(
      cdr.dialect.timeBin(column<number>('c.SessionIdTime'), binMinutes).as('bin'),
    );
    return cdr.db
      .selectFrom(bins.as('f'))
      .select(['f.bin', sql<number>`count(*)`.as('conferences')])
      .groupBy('f.bin');
  },
  read: (found, { range, binMinutes }) =>
    found.map(({ bin, conferences }) => ({ time: binStart(bin, binMinutes, range), conferences })),
  merge: (answers) => addedUp(answers, ['time'], ['conferences']),
};
