import { sql, type AliasedExpression, type Compilable, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { SpikeGroup } from '../../../contract/vocabulary.ts';
import { missingSentence } from '../../cdr/catalog.ts';
import type { CdrSql } from '../../cdr/cdr.ts';
import { asks, syntheticConferences } from '../../cdr/sessions.ts';
import { DiagnosticsError } from '../../errors.ts';
import type { ReportRequest } from '../report.ts';
import type { GroupedRow } from './dimensions.ts';
import type { ReadingPlan } from './reading-plan.ts';
import { sessionBranch, type Branch, type Counting } from './session-branch.ts';

/** Sessions that share a step of a piece and the values of all columns asked for. */
export type CountRow = GroupedRow & { readonly piece: number; readonly step: number; readonly sessions: number };

/** A query whose columns are known at run time only. */
type AnyQuery = SelectQueryBuilder<Record<string, Record<string, unknown>>, string, unknown>;

/** Columns that hold numbers; all others are texts, told apart as they are spelled. */
const numbers: readonly string[] = ['piece', 'step', 'media', 'DiagnosticId', 'FailureId', 'FailureCode'];

/**
 * Counts sessions of either kind over the pieces of a plan, one branch of the statement per piece and kind. Sessions of
 * synthetic conferences are left out once and not in each branch, for that means to read all conferences.
 * @throws DiagnosticsError `schema` where gateways are asked for and the database has none
 */
export async function countSessions(
  { cdr, call }: ReportRequest,
  { pieces }: ReadingPlan,
  counting: Counting,
): Promise<readonly CountRow[]> {
  const activities = (['p2p', 'conference'] as const).filter((activity) => asks(activity, counting.filters));
  requireGateways(cdr, counting.groupBy);
  const withConference = activities.includes('conference') && !cdr.counting.includeSynthetic;
  const [first, ...others] = pieces.flatMap((piece, index) =>
    activities.map((activity) => sessionBranch(cdr, counting, { activity, piece, index, withConference })),
  );
  const [piece] = pieces;
  if (!first || !piece) {
    return [];
  }
  const all = others.reduce<Branch>((union, one) => union.unionAll(one as never), first).as('f');
  const sessions = selectFrom(cdr, all);
  const counted = withConference ? withoutSynthetic(cdr, sessions) : sessions;
  const columns = ['piece', 'step', ...Object.keys(counting.columns(piece))];
  const query = counting.groupBy.includes('source') ? bySource(cdr, counted, columns) : grouped(cdr, counted, columns);
  return cdr.run(query as Compilable<CountRow>, call);
}

const selectFrom = ({ db }: CdrSql, table: AliasedExpression<unknown, string>): AnyQuery =>
  db.selectFrom(table as never) as unknown as AnyQuery;

/** A column as it is grouped by. */
const value = ({ dialect }: CdrSql, alias: string, name: string) => {
  const column = sql.ref<string | null>(`${alias}.${name}`);
  return numbers.includes(name) ? column : dialect.binary(column);
};

function grouped(cdr: CdrSql, sessions: AnyQuery, columns: readonly string[], alias = 'f'): AnyQuery {
  return sessions
    .select([...columns.map((name) => value(cdr, alias, name).as(name)), sql<number>`count(*)`.as('sessions')])
    .groupBy(columns.map((name) => value(cdr, alias, name)));
}

/** A session counts once per source of its error reports, whatever the case of the name, or once without any. */
function bySource(cdr: CdrSql, reports: AnyQuery, columns: readonly string[]): AnyQuery {
  const source = cdr.dialect.binary(sql.ref('f.Source'));
  const perSession = reports
    .select([
      ...columns.map((name) => value(cdr, 'f', name).as(name)),
      sql<string | null>`min(${source})`.as('Source'),
      // A session with a source somewhere is not one without.
      sql<number>`row_number() over (partition by f.Time, f.Seq order by case when min(${source}) is null then 1 else 0 end)`.as(
        'place',
      ),
    ])
    .groupBy([
      ...columns.map((name) => value(cdr, 'f', name)),
      sql`f.Time`,
      sql`f.Seq`,
      cdr.dialect.lower(sql.ref('f.Source')),
    ]);
  const counted = selectFrom(cdr, perSession.as('r')).where(sql<SqlBool>`(r.Source is not null or r.place = 1)`);
  return grouped(cdr, counted, [...columns, 'Source'], 'r');
}

function withoutSynthetic(cdr: CdrSql, sessions: AnyQuery): AnyQuery {
  return sessions
    .leftJoin(syntheticConferences(cdr).as('synthetic'), (join) =>
      join
        .on(sql`synthetic.ConfInstance`, '=', sql`f.ConfInstance`)
        .on(sql`synthetic.ConferenceUri`, '=', sql`f.ConferenceUri`),
    )
    .where(sql<SqlBool>`synthetic.ConfInstance is null`) as unknown as AnyQuery;
}

function requireGateways({ features }: CdrSql, groupBy: readonly SpikeGroup[]): void {
  if (groupBy.includes('gateway') && !features.objects.has('VoipDetailsView')) {
    throw new DiagnosticsError(
      'schema',
      `${missingSentence('VoipDetailsView')} Leave gateway out of groupBy, or let the login SELECT from the view.`,
    );
  }
}
