import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { Counting } from '../../contract/settings.ts';
import { categories, type Category } from '../../contract/vocabulary.ts';

/** What decides a category beside the codes themselves. */
export type ClassificationSettings = Pick<Counting, 'categoryMap' | 'ambiguousResponses'>;

/** IDs that stand for what a person or a client did, whatever the response. Source: a public C# sample for UCMA. */
const builtInExpected: readonly number[] = [
  51004, // user action ended it
  52082, // detached from the conversation: invite declined
  52094, // IM ended by inactivity
  52107, // ended by client sign-out
];
/** IDs that note progress and are no failure by themselves: the response code decides, as if there were no ID. */
const progressOnly: readonly number[] = [
  12006, // moving to the next hop: MS-OCER, VoIP outbound
  ...[13004, 13005, 13006, 13007], // proxied or forwarded to endpoints, targets, an application: MS-OCER, VoIP inbound
  ...[15637, 15643], // provisional response of a redirect, older and newer builds: public constants of Exchange UM
  25008, // trying the primary pool: comment in a public Java SIP gateway
];
/** Responses that a person or their phone gave: RFC 3261, sections 21.4.18, 21.4.24, 21.4.25, 21.6.1 and 21.6.2. */
const expectedResponses: readonly number[] = [480, 486, 487, 600, 603];
const challenges: readonly number[] = [401, 407];
const ambiguous: readonly number[] = [404, 408];

const position = (category: Category) => categories.findIndex(({ id }) => id === category);

/**
 * Decides the category of a session by its (diagnostic ID, response code): the operator's map (pair first, then ID
 * alone), the built-in map, the response code. Source: chapter on classification of the report docs page.
 */
export interface Classification {
  categoryOf(diagnosticId: number | null, responseCode: number | null): Category;
  /** The same as a predicate: the row falls into one of `wanted`. */
  isIn(
    wanted: readonly Category[],
    diagnosticId: Expression<number | null>,
    responseCode: Expression<number | null>,
  ): RawBuilder<SqlBool>;
}

/**
 * Makes the classification of a data source.
 * @param counting the operator's map, whose lines win over the built-in ones, and the category of 404 and 408
 * @returns decides in memory and as a predicate, the same way
 */
export function createClassification(settings: ClassificationSettings): Classification {
  const pairs = new Map<string, Category>();
  const alone = new Map<number | null, Category>();
  for (const { diagnosticId, responseCode, category } of settings.categoryMap) {
    if (responseCode === undefined) {
      alone.set(diagnosticId, category);
    } else {
      pairs.set(`${diagnosticId} ${responseCode}`, category);
    }
  }
  for (const id of builtInExpected) {
    if (!alone.has(id)) {
      alone.set(id, 'expected');
    }
  }

  const byResponse = (response: number | null, hasId: boolean): Category => {
    if (response === null || response < 200 || response >= 700 || challenges.includes(response)) {
      return 'uncategorized';
    }
    if (response < 400) {
      return response < 300 && !hasId ? 'success' : 'uncategorized';
    }
    if (expectedResponses.includes(response)) {
      return 'expected';
    }
    return ambiguous.includes(response) ? settings.ambiguousResponses : 'unexpected';
  };

  return {
    categoryOf: (id, response) =>
      // Asked for every cell of a cube: without an operator's map there is no key to make.
      (pairs.size > 0 ? pairs.get(`${id} ${response}`) : undefined) ??
      alone.get(id) ??
      byResponse(response, id !== null && !progressOnly.includes(id)),
    isIn: (wanted, id, response) => {
      const rank = (category: Category) => sql`${position(category)}`;
      const equals = (column: Expression<number | null>, value: number | null) =>
        value === null ? sql`${column} is null` : sql`${column} = ${value}`;
      const rules = [
        ...[...pairs].map(([key, category]) => {
          const [pairId, pairResponse] = key.split(' ').map((part) => (part === 'null' ? null : Number(part)));
          return sql`when ${equals(id, pairId ?? null)} and ${equals(response, pairResponse ?? null)} then ${rank(category)}`;
        }),
        ...[...alone].map(([key, category]) => sql`when ${equals(id, key)} then ${rank(category)}`),
        sql`when ${response} is null or ${response} < 200 or ${response} >= 700 or ${response} in (${sql.join(challenges)}) then ${rank('uncategorized')}`,
        sql`when ${response} < 300 and (${id} is null or ${id} in (${sql.join(progressOnly)})) then ${rank('success')}`,
        sql`when ${response} < 400 then ${rank('uncategorized')}`,
        sql`when ${response} in (${sql.join(expectedResponses)}) then ${rank('expected')}`,
        sql`when ${response} in (${sql.join(ambiguous)}) then ${rank(settings.ambiguousResponses)}`,
      ];
      const decided = sql`case ${sql.join(rules, sql` `)} else ${rank('unexpected')} end`;
      return sql<SqlBool>`${decided} in (${sql.join(wanted.map(position))})`;
    },
  };
}
