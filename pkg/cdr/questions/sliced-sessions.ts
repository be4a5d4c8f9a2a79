import { sql, type RawBuilder } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import { activities } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import { datetime } from '../parameter.ts';
import { column } from './conditions.ts';
import type { CellSelection } from './question.ts';
import {
  passes,
  sessionRows,
  type RowOptions,
  type Rows,
  type SessionColumn,
  type SessionSelection,
} from './sessions.ts';

/** Sessions of several stretches of time. */
export interface SlicedSelection extends CellSelection {
  readonly filters: Filters;
  readonly every?: SessionSelection['every'];
}

/**
 * Sessions of either kind in any of the slices, with the columns asked for: one look at each view for all of them. The conference that
 * somebody was in is not among them: it is no user.
 * @returns undefined where the filters let no session pass
 */
export function slicedSessions(
  cdr: CdrSql,
  { slices, filters, every }: Omit<SlicedSelection, 'binMinutes'>,
  names: readonly SessionColumn[],
  computed: RowOptions['computed'] = [],
): Rows<Record<string, unknown>> | undefined {
  const branches = activities
    .filter(({ id }) => slices.length > 0 && passes(id, filters))
    .map(({ id }) => {
      const selection = { range: slices, filters, every };
      const options: RowOptions = { computed, blank: id === 'conference' ? ['ToUser'] : [] };
      return sessionRows(cdr, id, selection, names, options) as unknown as Rows<Record<string, unknown>>;
    });
  const [first, ...others] = branches;
  return first && others.reduce((union, one) => union.unionAll(one), first);
}

/** The number of the slice that an instant lies in. */
export function sliceOf(name: string, slices: readonly TimeRange[]): RawBuilder<number> {
  const [earliest, ...others] = [...slices.keys()].sort((a, b) => (slices[a]?.from ?? 0) - (slices[b]?.from ?? 0));
  const later = others
    .reverse()
    .map((index) => sql`when ${column(name)} >= ${datetime(slices[index]?.from ?? 0)} then ${sql.lit(index)}`);
  const first = sql.lit(earliest ?? 0);
  return later.length > 0 ? sql`case ${sql.join(later, sql` `)} else ${first} end` : sql<number>`${first}`;
}
