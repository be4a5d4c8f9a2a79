import { sql, type SelectQueryBuilder } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import { merged } from '../time-bins.ts';
import {
  allOf,
  anyOf,
  column,
  type Condition,
  inRange,
  type Ranges,
  rangesOf,
  sameStore,
  storeIn,
  storeOf,
} from './conditions.ts';
import { storeColumn } from '../schema/archive.ts';
import { named } from './names.ts';
import type { SessionColumn, SessionSelection } from './sessions.ts';

/** Whether sessions of synthetic conferences are to be left out. */
export function leavesOutSynthetic({ counting }: CdrSql, { all = false }: SessionSelection): boolean {
  return !all && !counting.includeSynthetic;
}

/** How long before and after a row of a conference, and not as long, that row says what is synthetic. Minutes. */
const syntheticReach = { before: 60, after: 24 * 60 };

/** Columns by which rows of conference sessions are told to be of a synthetic conference. */
export const syntheticKeyOf = (cdr: CdrSql): readonly SessionColumn[] => [
  'SessionIdTime',
  'ConferenceUri',
  'ConfInstance',
  ...storeIn(cdr),
];

/**
 * Leaves out rows of conferences of which some row is a synthetic transaction: same URI and instance, and near in time, whatever the range asked
 * for; a NULL instance matches nothing. An anti-join rather than NOT EXISTS: the few synthetic instances are found once, DISTINCT sees
 * to that, and not for each session.
 * @param alias where the rows have the columns of `syntheticKeyOf`
 * @param ranges in which the rows lie; conferences of all times are looked at where that is not known
 */
export function withoutSynthetic<Query>(cdr: CdrSql, query: Query, alias: string, ranges: Ranges | undefined): Query {
  const { db, dialect } = cdr;
  const instances = db
    .selectFrom('ConferencesView as x')
    .select([
      'x.SessionIdTime',
      'x.ConferenceUri',
      'x.ConfInstance',
      ...storeOf(cdr, 'x').map((store) => store.as(storeColumn)),
    ])
    .distinct()
    .where(
      allOf([
        dialect.hasBits(column('x.Flag'), 1),
        sql<never>`${column('x.ConfInstance')} is not null`,
        ...(ranges ? [isNear('x.SessionIdTime', ranges)] : []),
      ]),
    )
    .as('synthetic');
  const uri = (of: string) => dialect.name(named(cdr, `${of}.ConferenceUri`));
  const minute = (of: string) => dialect.timeBin(column<number>(`${of}.SessionIdTime`), 1);
  const later = sql<number>`${minute(alias)} - ${minute('synthetic')}`;
  // A builder over tables that are known at run time only.
  const rows = query as SelectQueryBuilder<LcsCdr, keyof LcsCdr, object>;
  const joined = rows
    .leftJoin(instances, (join) =>
      join
        .on(column('synthetic.ConfInstance'), '=', column(`${alias}.ConfInstance`))
        .on(uri('synthetic'), '=', uri(alias))
        .on(allOf([...sameStore(cdr, 'synthetic', alias), sql<never>`${later} > ${sql.lit(-syntheticReach.before)}`]))
        .on(sql<never>`${later} < ${sql.lit(syntheticReach.after)}`),
    )
    .where(sql<never>`${column('synthetic.ConfInstance')} is null`);
  return joined as Query;
}

/** The time lies where a synthetic conference can reach into the ranges from. */
function isNear(name: string, ranges: Ranges): Condition {
  const reaching = rangesOf(ranges).map(({ from, to }) => ({
    from: from - syntheticReach.after * 60_000,
    to: to + syntheticReach.before * 60_000,
  }));
  return anyOf(merged(reaching).map((range) => allOf(inRange(name, range))));
}
