import { sql, type AliasableExpression, type AliasedExpression, type Expression } from 'kysely';
import { failedCategories } from '../../contract/vocabulary.ts';
import { asks, conferenceSessions, p2pSessions, type SessionSelection } from '../cdr/sessions.ts';
import type { ReportRequest } from './report.ts';

/** One column of the combined sessions: how each kind of session fills it. */
export interface SessionColumn {
  readonly p2p: Expression<unknown>;
  readonly conference: Expression<unknown>;
}

/** A column of the same name in both views. */
export function sameColumn(name: string): SessionColumn {
  return { p2p: sql.ref(`s.${name}`), conference: sql.ref(`s.${name}`) };
}

/** A column that the views name differently. */
export function eitherColumn(p2p: string, conference: string): SessionColumn {
  return { p2p: sql.ref(`s.${p2p}`), conference: sql.ref(`s.${conference}`) };
}

/** The sessions of a failure report: failed ones where the query asks for no category. */
export function failureSelection({
  query,
  range,
}: ReportRequest): SessionSelection & { readonly range: ReportRequest['range'] } {
  return { range, filters: { categories: failedCategories, ...query.filters } };
}

/**
 * Peer-to-peer and conference sessions of the selection together, with the columns asked for.
 * Undefined where the filters let no kind of session pass.
 */
export function failedSessions<Name extends string>(
  request: ReportRequest,
  columns: Readonly<Record<Name, SessionColumn>>,
): AliasableExpression<Record<Name, unknown>> | undefined {
  const { cdr } = request;
  const selection = failureSelection(request);
  const selected = (activity: keyof SessionColumn) =>
    (Object.entries(columns) as [Name, SessionColumn][]).map(
      ([name, column]) => sql`${column[activity]}`.as(name) as AliasedExpression<unknown, Name>,
    );
  const p2p = asks('p2p', selection.filters) && p2pSessions(cdr, selection).select(selected('p2p'));
  const conference =
    asks('conference', selection.filters) && conferenceSessions(cdr, selection).select(selected('conference'));
  const combined = p2p && conference ? p2p.unionAll(conference as never) : p2p || conference;
  return combined ? (combined as unknown as AliasableExpression<Record<Name, unknown>>) : undefined;
}
