import { sql, type AliasableExpression, type RawBuilder } from 'kysely';
import type { Activity } from '../../contract/vocabulary.ts';
import type { Buckets } from './calendar.ts';
import type { CdrSql } from './cdr.ts';
import { conferenceKind, conferenceSessions, mediaTypes, p2pSessions, type SessionSelection } from './sessions.ts';

/**
 * One cell of the base aggregate: sessions of one activity in one step with one media combination or conference kind and one pair of codes.
 */
export interface CubeCell {
  /** Fixed UTC step, see `Buckets`. */
  readonly step: number;
  /** Media bits of peer-to-peer sessions, conference kind of conference sessions. */
  readonly kind: number | string | null;
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  readonly sessions: number;
}

/** The step of the buckets that a `datetime` column falls into; one step where there is one bucket. */
export function stepOf(
  { dialect }: CdrSql,
  { anchor, stepMinutes }: Pick<Buckets, 'anchor' | 'stepMinutes'>,
  column: string,
): RawBuilder<number> {
  return stepMinutes === 0 ? sql<number>`0` : dialect.step(sql.ref<number>(column), anchor, stepMinutes);
}

/**
 * The base aggregate of one activity over the buckets' steps. The cell is computed inside, for T-SQL does not
 * recognise an expression with parameters as the one it groups by.
 */
export function cubeQuery(cdr: CdrSql, activity: Activity, selection: SessionSelection, buckets: Buckets) {
  const step = stepOf(cdr, buckets, 's.SessionIdTime');
  const cells: AliasableExpression<Omit<CubeCell, 'sessions'>> =
    activity === 'p2p'
      ? p2pSessions(cdr, selection).select([
          step.as('step'),
          mediaTypes(cdr).as('kind'),
          's.DiagnosticId',
          's.ResponseCode',
        ])
      : conferenceSessions(cdr, selection).select([
          step.as('step'),
          conferenceKind.as('kind'),
          's.DiagnosticId',
          's.ResponseCode',
        ]);
  return cdr.db
    .selectFrom(cells.as('cell'))
    .select(['step', 'kind', 'DiagnosticId', 'ResponseCode', sql<number>`count(*)`.as('sessions')])
    .groupBy(['step', 'kind', 'DiagnosticId', 'ResponseCode']);
}
