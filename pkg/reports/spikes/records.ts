import { sql, type Compilable, type Expression, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { TimeRange } from '../../cdr/calendar.ts';
import type { CdrSql } from '../../cdr/cdr.ts';
import { allOf, inRange } from '../../cdr/sessions.ts';
import { datetime } from '../../cdr/sql/dialect.ts';
import type { ReportRequest } from '../report.ts';

/** Where records arrive, and the column that says when. */
const sources = {
  p2p: { view: 'SessionDetailsView', time: 'SessionIdTime' },
  conference: { view: 'ConferenceSessionDetailsView', time: 'SessionIdTime' },
  reports: { view: 'ErrorReportView', time: 'ErrorTime' },
} as const;
export type RecordSource = keyof typeof sources;

const timeOf = (source: RecordSource) => `s.${sources[source].time}`;

/** Rows of a view that its source decides. */
type Rows = SelectQueryBuilder<Record<string, Record<string, unknown>>, string, unknown>;
type Part<Row> = Compilable<Row> & { unionAll(other: never): Part<Row> };

/** Rows of a source; retried and synthetic ones prove as well as others that records arrive. */
function records({ db }: CdrSql, source: RecordSource, conditions: readonly Expression<SqlBool>[]): Rows {
  const { view } = sources[source];
  return db.selectFrom(`${view} as s` as 'ErrorReportView as s').where(allOf(conditions)) as unknown as Rows;
}

async function runAll<Row>({ cdr, call }: ReportRequest, parts: readonly unknown[]): Promise<readonly Row[]> {
  const [first, ...others] = parts as readonly Part<Row>[];
  return first
    ? cdr.run(
        others.reduce((union, one) => union.unionAll(one as never), first),
        call,
      )
    : [];
}

/** The newest record of each of some sources before the end of the range: the last row of each key. */
export async function newestRecords(
  request: ReportRequest,
  wanted: ReadonlySet<RecordSource>,
): Promise<ReadonlyMap<RecordSource, number>> {
  const { cdr, range } = request;
  const names = [...wanted];
  const parts = names.map((source, part) => {
    const time = sql.ref<number>(timeOf(source));
    const before = records(cdr, source, [sql<SqlBool>`${time} < ${datetime(range.to)}`]);
    const last = cdr.dialect.limit(before.select(time.as('time')).orderBy(time, 'desc'), 1);
    return cdr.db.selectFrom(last.as('last')).select([sql.lit(part).as('part'), sql<number>`last.time`.as('time')]);
  });
  const found = await runAll<{ part: number; time: number }>(request, parts);
  return new Map(found.map(({ part, time }) => [names[part] as RecordSource, time]));
}

/** Counts of records over ranges, collected first and asked for in one statement. */
export class RecordCounts {
  readonly #request: ReportRequest;
  readonly #asked = new Map<string, { source: RecordSource; range: TimeRange; any: boolean }>();

  constructor(request: ReportRequest) {
    this.#request = request;
  }

  /** Wants the number of records; returns the key of the answer. */
  count(source: RecordSource, range: TimeRange): string {
    return this.#want(source, range, false);
  }

  /** Wants 1 where there is any record, else 0; returns the key of the answer. */
  any(source: RecordSource, range: TimeRange): string {
    return this.#want(source, range, true);
  }

  /** The answers by their keys. */
  async run(): Promise<ReadonlyMap<string, number>> {
    const { cdr } = this.#request;
    const keys = [...this.#asked.keys()];
    const parts = [...this.#asked.values()].map(({ source, range, any }, part) => {
      const rows = records(cdr, source, inRange(timeOf(source), range));
      const columns = [sql.lit(part).as('part'), sql<number>`count(*)`.as('records')];
      const one = cdr.dialect.limit(rows.select(sql.lit(1).as('one')), 1);
      return any ? cdr.db.selectFrom(one.as('found')).select(columns) : rows.select(columns);
    });
    const found = await runAll<{ part: number; records: number }>(this.#request, parts);
    return new Map(found.map(({ part, records: count }) => [keys[part] ?? '', count]));
  }

  #want(source: RecordSource, range: TimeRange, any: boolean): string {
    const key = `${source} ${range.from} ${range.to} ${any}`;
    this.#asked.set(key, { source, range, any });
    return key;
  }
}
