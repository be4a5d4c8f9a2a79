import { sql, type AliasableExpression, type AliasedExpression } from 'kysely';
import { stepOf } from '../../cdr/cube.ts';
import { allOf, inRange } from '../../cdr/sessions.ts';
import type { ReportRequest } from '../report.ts';
import { client, componentConditions, wholeJoin, wholeJoinConditions } from '../setup-times.ts';
import type { Piece, ReadingPlan } from './reading-plan.ts';

/** How often a setup time occurs in a step of a piece. */
export interface SetupTimeRow {
  readonly piece: number;
  readonly step: number;
  readonly component: string;
  /** Pool of the error report; null where it has none, or pools are not asked for. */
  readonly pool: string | null;
  /** Milliseconds. */
  readonly time: number;
  readonly reports: number;
}

type Found = Omit<SetupTimeRow, 'component' | 'pool'> & {
  readonly component?: string | null;
  readonly pool?: string | null;
};
type Branch = AliasableExpression<Record<string, unknown>> & { unionAll(other: never): Branch };
/** Setup times of one piece, with its number. */
type BranchOf = (request: ReportRequest, piece: Piece, index: number, byPool: boolean) => Branch;

/** Setup times of whole joins and of components over the pieces of a plan, a branch of the statement per piece. */
export async function countSetupTimes(
  request: ReportRequest,
  { pieces }: ReadingPlan,
  byPool: boolean,
): Promise<SetupTimeRow[]> {
  const pool = byPool ? ['pool'] : [];
  const [whole, parts] = await Promise.all([
    counted(request, pieces, wholeJoins, pool),
    counted(request, pieces, componentJoins, [...pool, 'component']),
  ]);
  return [
    ...whole.map((row) => ({ pool: null, ...row, component: wholeJoin })),
    ...parts.map((row) => ({ pool: null, ...row, component: row.component ?? client })),
  ];
}

async function counted(
  request: ReportRequest,
  pieces: readonly Piece[],
  branchOf: BranchOf,
  texts: readonly string[],
): Promise<readonly Found[]> {
  const { cdr, call } = request;
  const branches = pieces.map((piece, index) => branchOf(request, piece, index, texts.includes('pool')));
  const [first, ...others] = branches;
  if (!first) {
    return [];
  }
  const all = others.reduce((union, one) => union.unionAll(one as never), first).as('t');
  const columns = ['piece', 'step', ...texts, 'time'].map((name) => {
    const column = sql.ref<string | null>(`t.${name}`);
    return { name, value: texts.includes(name) ? cdr.dialect.binary(column) : column };
  });
  const query = cdr.db
    .selectFrom(all as AliasedExpression<Record<string, unknown>, 't'>)
    .select([...columns.map(({ name, value }) => value.as(name)), sql<number>`count(*)`.as('reports')])
    .groupBy(columns.map(({ value }) => value));
  return cdr.run(query, call) as unknown as Promise<readonly Found[]>;
}

const wholeJoins: BranchOf = ({ cdr, query }, piece, index, byPool) =>
  cdr.db
    .selectFrom('ErrorReportView as e')
    .select([
      sql.lit(index).as('piece'),
      stepOf(cdr, piece, 'e.ErrorTime').as('step'),
      ...(byPool ? [sql.ref('e.Pool').as('pool')] : []),
      sql.ref('e.SetupTime').as('time'),
    ])
    .where(allOf(wholeJoinConditions(cdr, query.filters, piece.range))) as unknown as Branch;

const componentJoins: BranchOf = ({ cdr, query }, piece, index, byPool) => {
  const steps = cdr.db
    .selectFrom('ProgressReportView as p')
    .where(allOf(componentConditions(cdr, query.filters, piece.range)));
  const withPool = steps.leftJoin('ErrorReportView as r', (join) => {
    const key = join.onRef('r.ErrorTime', '=', 'p.ErrorTime').onRef('r.ErrorReportSeq', '=', 'p.ErrorReportSeq');
    // Said on both sides of the join, or the plan reads reports of all times.
    return inRange('r.ErrorTime', piece.range).reduce((on, bound) => on.on(bound as never), key);
  }) as unknown as typeof steps;
  return (byPool ? withPool : steps).select([
    sql.lit(index).as('piece'),
    stepOf(cdr, piece, 'p.ErrorTime').as('step'),
    ...(byPool ? [sql.ref('r.Pool').as('pool')] : []),
    sql.ref('p.Application').as('component'),
    sql.ref('p.SessionSetupTime').as('time'),
  ]) as unknown as Branch;
};
