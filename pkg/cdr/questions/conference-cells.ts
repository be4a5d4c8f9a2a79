import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import { storeColumn } from '../schema/archive.ts';
import { binStart } from '../time-bins.ts';
import { column, storeOf } from './conditions.ts';
import { conferencesIn } from './conferences.ts';
import type { AnyQuery } from './counted.ts';
import { addedUp, type CellQuestion, type CellSelection, type Described } from './question.ts';
import { type Rows } from './sessions.ts';
import { leavesOutSynthetic, withoutSynthetic } from './synthetic.ts';

/** Which conferences to count: by pool and URI, the only filters they answer. */
export interface ConferenceCellSelection extends CellSelection {
  readonly filters: Filters;
}

/** Conferences held in one time bin, by their SessionIdTime. */
export interface ConferenceCell {
  /** Epoch milliseconds, see `binStart`. */
  readonly time: number;
  readonly conferences: number;
}

interface FoundCell {
  readonly slice?: number;
  readonly bin: number;
  readonly conferences: number;
}

/** Conferences held, by time bin. */
export const conferenceCells: CellQuestion<ConferenceCellSelection, ConferenceCell, FoundCell> = {
  name: 'conferenceCells',
  key: 'conferenceCells',
  columns: ['conferences'],
  describe: (cdr, { slices, binMinutes, filters }) => {
    const synthetic = leavesOutSynthetic(cdr, { filters });
    const bin = cdr.dialect.timeBin(column<number>('c.SessionIdTime'), binMinutes).as('bin');
    const [first, ...others] = slices.map(
      (slice, index) =>
        conferencesIn(cdr, { range: slice, filters }).select([
          ...(slices.length > 1 ? [sql.lit(index).as('slice')] : []),
          bin,
          ...(synthetic ? (['c.SessionIdTime', 'c.ConferenceUri', 'c.ConfInstance'] as const) : []),
          ...(synthetic ? storeOf(cdr, 'c').map((store) => store.as(storeColumn)) : []),
        ]) as unknown as Rows<object>,
    );
    if (!first) {
      return undefined;
    }
    const all = others.reduce((union, one) => union.unionAll(one), first).as('f');
    const held = cdr.db.selectFrom(all as never) as unknown as AnyQuery;
    const columns = [...(slices.length > 1 ? ['f.slice'] : []), 'f.bin'];
    return (synthetic ? withoutSynthetic(cdr, held, 'f', slices) : held)
      .select([...columns, sql<number>`count(*)`.as('conferences')])
      .groupBy(columns) as unknown as Described<FoundCell>;
  },
  read: (found, { slices, binMinutes }) =>
    found.map(({ slice = 0, bin, conferences }) => ({ time: binStart(bin, binMinutes, slices[slice]), conferences })),
  merge: (answers) => addedUp(answers, ['time'], ['conferences']),
};
