import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import { storeColumn } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, byStore, column, inRange, isInstant, sameStore, storeOf } from './conditions.ts';
import { isAnyAddress, isOneOf, named, ofStores } from './names.ts';
import { asFound, firstOf, newestFirst, type Question } from './question.ts';

/** Which conferences. Without a range only the key decides. */
export interface ConferenceSelection {
  readonly range?: TimeRange | undefined;
  /** Pools and conference URIs, the only filters that conferences answer, and the key of one of their sessions. */
  readonly filters: Filters;
}

const columns = [
  'SessionIdTime',
  'SessionIdSeq',
  'ConferenceUri',
  'ConfInstance',
  'ConferenceStartTime',
  'ConferenceEndTime',
  'OrganizerUri',
  'Pool',
  'Flag',
] as const;

export type FoundConference = Pick<LcsCdr['ConferencesView'], (typeof columns)[number]> & {
  /** In an archive. */
  readonly Store?: string;
};

/** Conferences as `ConferencesView` under the alias `c`: by range, pool and URI. */
export function conferencesIn(cdr: CdrSql, { range, filters }: ConferenceSelection) {
  return cdr.db
    .selectFrom('ConferencesView as c')
    .where(
      allOf([
        ...inRange('c.SessionIdTime', range),
        ...ofStores(cdr, 'c', filters),
        ...isOneOf(cdr, 'c.Pool', filters.pools),
        ...isAnyAddress(cdr, ['c.ConferenceUri'], filters.conferenceUris),
      ]),
    );
}

/**
 * The conferences that someone asked for, under the alias `c`: of the URI within the range, or that of the session whose key is
 * given. Synthetic ones too, since it was this very conference.
 */
export function conferencesAskedFor(cdr: CdrSql, { range, filters }: ConferenceSelection) {
  const { conferenceUris, sessionIdTime, sessionIdSeq, stores } = filters;
  const byUri = { ...(conferenceUris && { conferenceUris }), ...(stores && { stores }) };
  if (sessionIdTime === undefined) {
    return conferencesIn(cdr, { range, filters: byUri });
  }
  const instance = { session: column('k.ConfInstance'), conference: column('c.ConfInstance') };
  const uri = (of: string) => cdr.dialect.name(named(cdr, `${of}.ConferenceUri`));
  const ofSession = [
    isInstant('k.SessionIdTime', sessionIdTime),
    ...ofStores(cdr, 'k', filters),
    ...(sessionIdSeq === undefined ? [] : [sql<never>`${column('k.SessionIdSeq')} = ${sessionIdSeq}`]),
  ];
  // One session: few enough to be joined to its conference, also where that has no instance.
  return conferencesIn(cdr, { filters: byUri }).innerJoin(
    cdr.db
      .selectFrom('ConferenceSessionDetailsView as k')
      .select(['k.ConferenceUri', 'k.ConfInstance', ...storeOf(cdr, 'k').map((store) => store.as(storeColumn))])
      .where(allOf(ofSession))
      .distinct()
      .as('k'),
    (join) =>
      join.on(
        allOf([
          ...sameStore(cdr, 'k', 'c'),
          sql<never>`${uri('k')} = ${uri('c')}`,
          sql<never>`(${instance.session} = ${instance.conference} or (${instance.session} is null and ${instance.conference} is null))`,
        ]),
      ),
  ) as unknown as ReturnType<typeof conferencesIn>;
}

/** The conferences asked for, the newest first. */
export const conferences: Question<ConferenceSelection & { readonly limit: number }, FoundConference> = {
  name: 'conferences',
  describe: (cdr, { limit, ...selection }) =>
    cdr.dialect.limit(
      byStore(
        cdr,
        conferencesAskedFor(cdr, selection)
          .select([
            ...columns.map((name) => `c.${name}` as const),
            ...storeOf(cdr, 'c').map((store) => store.as(storeColumn)),
          ])
          .orderBy('c.SessionIdTime', 'desc')
          .orderBy('c.SessionIdSeq', 'desc'),
        'c',
      ),
      limit,
    ),
  read: asFound,
  merge: (answers, { limit }) => firstOf(answers, limit, newestFirst('SessionIdTime', 'SessionIdSeq')),
};
