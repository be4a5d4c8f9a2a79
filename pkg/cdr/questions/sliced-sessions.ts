import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import { activities } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import type { AnyQuery } from './counted.ts';
import { column } from './conditions.ts';
import { passes, sessionRows, type Rows, type SessionColumn, type SessionSelection } from './sessions.ts';
import { leavesOutSynthetic, syntheticKeyOf, withoutSynthetic } from './synthetic.ts';

/** Sessions of several stretches of time. */
export interface SlicedSelection {
  /** They share no instant. */
  readonly slices: readonly TimeRange[];
  readonly filters: Filters;
  readonly parties?: SessionSelection['parties'];
  readonly every?: SessionSelection['every'];
}

/**
 * Sessions of either kind with the columns asked for and `slice`, the number of the stretch that they lie in. Synthetic conferences are left
 * out of all stretches at once.
 * @returns undefined where the filters let no session pass
 */
export function slicedSessions(
  cdr: CdrSql,
  { slices, filters, parties, every }: SlicedSelection,
  names: readonly SessionColumn[],
): Rows<Record<string, unknown>> | undefined {
  const branches = activities
    .filter(({ id }) => slices.length > 0 && passes(id, filters))
    .map(({ id }) => {
      const synthetic = id === 'conference' && leavesOutSynthetic(cdr, { filters });
      const needed = [...new Set([...names, ...(synthetic ? syntheticKeyOf(cdr) : [])])];
      const all = slices
        .map((range, index) =>
          sessionRows(cdr, id, { range, filters, parties, every }, needed, {
            computed: [sql.lit(index).as('slice')],
            synthetic: true,
          }),
        )
        .reduce((union, one) => union.unionAll(one)) as unknown as Rows<Record<string, unknown>>;
      if (!synthetic) {
        return all;
      }
      const rows = cdr.db.selectFrom(all.as('f') as never) as unknown as AnyQuery;
      const kept = withoutSynthetic(cdr, rows, 'f', slices);
      return kept.select(['slice', ...names].map((name) => column(`f.${name}`).as(name))) as unknown as Rows<
        Record<string, unknown>
      >;
    });
  const [first, ...others] = branches;
  return first && others.reduce((union, one) => union.unionAll(one), first);
}
