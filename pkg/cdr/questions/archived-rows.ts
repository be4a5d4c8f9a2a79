import { archivedView } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import type { TimeRange } from '../calendar.ts';
import { allOf, column, inRange } from './conditions.ts';
import { asFound, type Described, type Question } from './question.ts';
import { mediaTypes, type Rows } from './sessions.ts';

/** A row with every column of its view. */
export type ArchivedRow = Readonly<Record<string, unknown>>;

/** Which rows; of a dictionary all of them. */
export interface ArchivedSelection {
  readonly range: TimeRange;
  /** At most so many, the oldest first. */
  readonly limit: number;
}

/** Rows of a view as an archive keeps them, names resolved; the oldest first. */
export function archivedRows(view: keyof LcsCdr): Question<ArchivedSelection, ArchivedRow> {
  const { time, columns } = archivedView(view);
  return {
    name: 'archivedRows',
    describe: (cdr, { range, limit }) => {
      const values = columns.map(({ name }) =>
        (view === 'SessionDetailsView' && name === 'MediaTypes' ? mediaTypes(cdr) : column(`s.${name}`)).as(name),
      );
      const rows = cdr.db.selectFrom(`${view} as s` as 'SessionDetailsView as s').select(values);
      const found =
        time === undefined
          ? rows
          : cdr.dialect.limit(rows.where(allOf(inRange(`s.${time}`, range))).orderBy(column(`s.${time}`)), limit);
      return found as unknown as Rows<ArchivedRow> as unknown as Described<ArchivedRow>;
    },
    read: asFound,
    merge: (answers) => answers.flat(),
  };
}
