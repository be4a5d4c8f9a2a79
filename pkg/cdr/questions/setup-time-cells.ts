import { sql, type AliasedExpression } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import { binStart } from '../time-bins.ts';
import { allOf, column, equals, inRange, type Condition } from './conditions.ts';
import { partyConditions } from './error-reports.ts';
import { isOneOf, ofStores } from './names.ts';
import { ofErrorReport } from './progress-reports.ts';
import { otherRows } from './other-rows.ts';
import { addedUp, type CellQuestion, type CellSelection, type Described } from './question.ts';
import { reportConditions, type Rows } from './sessions.ts';

/** Which setup times to count. */
export interface SetupTimeSelection extends CellSelection {
  readonly filters: Filters;
}

/** How often a setup time occurs in a time bin, or in the part of one that lies in a slice. */
export interface SetupTimeCell {
  /** Epoch milliseconds, see `binStart`. */
  readonly time: number;
  /** Pool of the error report; null where it has none, or pools are not asked for. */
  readonly Pool: string | null;
  /** Application of the progress report; null where it has none, and of whole joins. */
  readonly Application: string | null;
  /** Milliseconds. */
  readonly SetupTime: number;
  readonly reports: number;
}

type FoundCell = Omit<SetupTimeCell, 'time' | 'Pool' | 'Application'> & {
  readonly slice?: number;
  readonly bin: number;
  readonly Pool?: string | null;
  readonly Application?: string | null;
};

/** Whose setup times: of whole joins, as error reports carry them, or of components, as their progress reports do. */
export type SetupTimesOf = 'wholeJoins' | 'components';

/** How often each setup time occurs, by time bin: exact percentiles without bringing every row. */
export function setupTimeCells(
  of: SetupTimesOf,
  byPool = false,
): CellQuestion<SetupTimeSelection, SetupTimeCell, FoundCell> {
  const texts = [...(byPool ? ['Pool'] : []), ...(of === 'components' ? ['Application'] : [])];
  const rowsOf = of === 'wholeJoins' ? wholeJoins : components;
  return {
    name: 'setupTimeCells',
    key: `setupTimeCells ${of}${byPool ? ' by pool' : ''}`,
    columns: ['Pool', 'Application', 'SetupTime', 'reports'],
    describe: (cdr, selection) => {
      const several = selection.slices.length > 1;
      const branches = selection.slices.map((slice, index) =>
        rowsOf(cdr, selection, slice, several ? [sql.lit(index).as('slice')] : [], byPool),
      );
      return branches.length > 0 ? counted(cdr, branches, [...(several ? ['slice'] : []), 'bin'], texts) : undefined;
    },
    read: (found, { slices, binMinutes }) =>
      found.map(({ slice = 0, bin, Pool = null, Application = null, SetupTime, reports }) => {
        return { time: binStart(bin, binMinutes, slices[slice]), Pool, Application, SetupTime, reports };
      }),
    merge: (answers) => addedUp(answers, ['time', 'Pool', 'Application', 'SetupTime'], ['reports']),
  };
}

type Branch = Rows<Omit<FoundCell, 'reports'>>;
type Computed = readonly AliasedExpression<unknown, string>[];

function counted(
  cdr: CdrSql,
  branches: readonly Branch[],
  columns: readonly string[],
  texts: readonly string[],
): Described<FoundCell> {
  const all = branches.reduce((union, one) => union.unionAll(one)).as('f');
  const values = [...columns, ...texts, 'SetupTime'].map((name) => {
    const value = column<string | null>(`f.${name}`);
    return { name, value: texts.includes(name) ? cdr.dialect.binary(value) : value };
  });
  const query = cdr.db
    .selectFrom(all)
    .select([...values.map(({ name, value }) => value.as(name)), sql<number>`count(*)`.as('reports')])
    .groupBy(values.map(({ value }) => value));
  return query as unknown as Described<FoundCell>;
}

/** Error reports that carry the setup time of a whole join. */
function wholeJoins(
  cdr: CdrSql,
  { binMinutes, filters }: SetupTimeSelection,
  slice: TimeRange,
  computed: Computed,
  byPool: boolean,
): Branch {
  const rows = cdr.db
    .selectFrom('ErrorReportView as e')
    .select([
      ...computed,
      ...(byPool ? (['e.Pool'] as const) : []),
      cdr.dialect.timeBin(column<number>('e.ErrorTime'), binMinutes).as('bin'),
      'e.SetupTime',
    ])
    .where(
      allOf([
        sql<never>`${column('e.SetupTime')} is not null`,
        ...inRange('e.ErrorTime', slice),
        ...ofStores(cdr, 'e', filters),
        ...reportConditions(cdr, filters),
        ...partyConditions(cdr, filters),
        ...equals('e.TelemetryId', filters.telemetryId),
      ]),
    );
  return rows as unknown as Branch;
}

/** Progress reports that carry the setup time of a component, with the pool of their error report if that is asked for. */
function components(
  cdr: CdrSql,
  { binMinutes, filters }: SetupTimeSelection,
  slice: TimeRange,
  computed: Computed,
  byPool: boolean,
): Branch {
  const conditions: readonly Condition[] = [
    sql<never>`${column('p.SessionSetupTime')} is not null`,
    ...inRange('p.ErrorTime', slice),
    ...ofStores(cdr, 'p', filters),
    ...isOneOf(cdr, 'p.Source', filters.sources),
    ...isOneOf(cdr, 'p.Application', filters.applications),
    ...equals('p.TelemetryId', filters.telemetryId),
    ...ofErrorReport(cdr, partyConditions(cdr, filters)),
  ];
  const steps = cdr.db.selectFrom('ProgressReportView as p').where(allOf(conditions));
  // Said on both sides of the join, or the plan reads reports of all times.
  const where = inRange('r.ErrorTime', slice);
  const reports = otherRows(cdr, 'p', { view: 'ErrorReportView', alias: 'r', key: 'error', where });
  const withPool = steps.leftJoin(reports.rows, (join) => join.on(reports.on)) as unknown as typeof steps;
  const rows = (byPool ? withPool : steps).select([
    ...computed,
    ...(byPool ? [column<string | null>('r.Pool').as('Pool')] : []),
    cdr.dialect.timeBin(column<number>('p.ErrorTime'), binMinutes).as('bin'),
    'p.Application',
    'p.SessionSetupTime as SetupTime',
  ]);
  return rows as unknown as Branch;
}
