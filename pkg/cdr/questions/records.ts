import { ExpressionWrapper, sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import { datetime } from '../parameter.ts';
import { allOf, column, type Condition } from './conditions.ts';
import { ofStores } from './names.ts';
import type { Described, Question } from './question.ts';
import type { Rows } from './sessions.ts';

/** Where records arrive, and the column that says when. */
const sources = {
  p2p: { view: 'SessionDetailsView', time: 'SessionIdTime' },
  conference: { view: 'ConferenceSessionDetailsView', time: 'SessionIdTime' },
  errorReports: { view: 'ErrorReportView', time: 'ErrorTime' },
} as const;
export type RecordSource = keyof typeof sources;

/** Position of a record source in its question. */
interface Part {
  readonly part: number;
}

const timeOf = (source: RecordSource) => `s.${sources[source].time}`;

/** Rows of a source; retried and synthetic ones prove as well as others that records arrive. */
function records(cdr: CdrSql, source: RecordSource, conditions: readonly Condition[]) {
  const rows = cdr.db.selectFrom(`${sources[source].view} as s` as 'ErrorReportView as s').where(allOf(conditions));
  return rows as unknown as SelectQueryBuilder<Record<string, Record<string, unknown>>, string, object>;
}

function together<Row>(parts: readonly unknown[]): Described<Row> | undefined {
  const [first, ...others] = parts as readonly Rows<Row>[];
  return first && (others.reduce((union, one) => union.unionAll(one), first) as unknown as Described<Row>);
}

/** The newest record of a source; sources without any have no row. */
export interface NewestRecord {
  readonly source: RecordSource;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** Records of one source, in an archive those of some stores alone. */
interface OfStores {
  readonly stores?: readonly string[] | undefined;
}

const filtersOf = ({ stores }: OfStores): Filters => (stores ? { stores } : {});

/** The newest record of each of some sources before an instant: the last row of each key. */
export const newestRecords: Question<
  { readonly sources: readonly RecordSource[]; readonly before: number } & OfStores,
  NewestRecord,
  Part & { readonly time: number }
> = {
  name: 'newestRecords',
  describe: (cdr, { sources: wanted, before, ...of }) =>
    together(
      wanted.map((source, part) => {
        const time = column<number>(timeOf(source));
        const earlier = records(cdr, source, [
          sql<never>`${time} < ${datetime(before)}`,
          ...ofStores(cdr, 's', filtersOf(of)),
        ]);
        const last = cdr.dialect.limit(earlier.select(time.as('time')).orderBy(time, 'desc'), 1);
        return cdr.db
          .selectFrom(last.as('last'))
          .select([sql.lit(part).as('part'), column<number>('last.time').as('time')]);
      }),
    ),
  read: (found, { sources: wanted }) => found.map(({ part, time }) => ({ source: wanted[part] as RecordSource, time })),
  merge: (answers) => {
    const newest = new Map<RecordSource, number>();
    for (const { source, time } of answers.flat()) {
      newest.set(source, Math.max(time, newest.get(source) ?? time));
    }
    return [...newest].map(([source, time]) => ({ source, time }));
  },
};

/** Records of a source in a range; with `any` just whether there is one. */
export interface RecordCount extends OfStores {
  readonly source: RecordSource;
  readonly range: TimeRange;
  readonly any: boolean;
}

/** What stands before, between and behind the ends of a range: said once, for building thirty parts takes longer than to count in them. */
function aroundRange(source: RecordSource, before: RawBuilder<unknown>, end: RawBuilder<unknown>) {
  const time = column(timeOf(source));
  const rows = sql`from ${sql.table(sources[source].view)} as ${sql.id('s')} where ${time}`;
  const built = (fragment: RawBuilder<unknown>) => new ExpressionWrapper(fragment.toOperationNode());
  return {
    start: built(sql`as ${sql.id('part')}, ${before} ${rows} >=`),
    middle: built(sql`and ${time} <`),
    end: built(end),
  };
}

const bySource = <Value>(of: (source: RecordSource) => Value) => ({
  p2p: of('p2p'),
  conference: of('conference'),
  errorReports: of('errorReports'),
});
const number = sql.id('records');
const count = bySource((source) => aroundRange(source, sql`count(*) as ${number}`, sql``));
const search = bySource((source) =>
  aroundRange(source, sql`case when exists (select 1`, sql`) then 1 else 0 end as ${number}`),
);
/** Where tables are distributed: thirty searches at once were seen to end a server of a cluster. */
const searchByCount = bySource((source) =>
  aroundRange(source, sql`case when count(*) > 0 then 1 else 0 end as ${number}`, sql``),
);

/** Numbers of records, in the order in which they were asked for; 1 or 0 where it is asked whether there is any. */
export const recordCounts: Question<readonly RecordCount[], number, Part & { readonly records: number }> = {
  name: 'recordCounts',
  describe: (cdr, counts) => {
    const searching = cdr.dialect.distributed ? searchByCount : search;
    const parts = counts.map(({ source, range, any, ...of }, part) => {
      const { start, middle, end } = (any ? searching : count)[source];
      const [stores] = ofStores(cdr, 's', filtersOf(of));
      const until = stores ? sql`${datetime(range.to)} and ${stores}` : datetime(range.to);
      return sql`select ${sql.lit(part)} ${start} ${datetime(range.from)} ${middle} ${until} ${end}`;
    });
    return parts.length > 0 ? sql.join(parts, sql` union all `) : undefined;
  },
  read: (found, counts) => {
    const byPart = new Map(found.map(({ part, records: count }) => [part, count]));
    return counts.map((_, part) => byPart.get(part) ?? 0);
  },
  merge: (answers, counts) =>
    counts.map(({ any }, part) => {
      const sum = answers.reduce((all, answer) => all + (answer[part] ?? 0), 0);
      return any ? Math.min(sum, 1) : sum;
    }),
};
