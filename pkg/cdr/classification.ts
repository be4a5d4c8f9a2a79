import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { CategoryMapping, Counting } from '../../contract/settings.ts';
import {
  diagnosticKind,
  diagnosticRanges,
  diagnosticTexts,
  type DiagnosticKind,
  type DiagnosticRange,
} from '../../contract/texts/diagnostics.ts';
import type { Category } from '../../contract/vocabulary.ts';
import type { ServerClassification } from './server-classification.ts';

/** What decides a category beside the codes themselves. */
export type ClassificationSettings = Pick<Counting, 'categoryMap' | 'ambiguousResponses'>;

/** Responses that a person or their phone gave: RFC 3261, sections 21.4.18, 21.4.24, 21.4.25, 21.6.1 and 21.6.2. */
const expectedResponses: readonly number[] = [480, 486, 487, 600, 603];
const challenges: readonly number[] = [401, 407];
const ambiguous: readonly number[] = [404, 408];

/**
 * A session that was answered, response 200 to 299, by the kind of its diagnostic ID. The session keeps the answer to its first
 * INVITE: the ID tells what came after.
 */
const answered: Readonly<Record<DiagnosticKind, Category>> = {
  failure: 'unexpected',
  ended: 'expected',
  informs: 'success',
  unknown: 'uncategorized',
};

/**
 * Decides the category of a session by its (diagnostic ID, response code): the operator's map (pair first, then ID alone),
 * the server's own table likewise, the kind of the ID, the response code. Source: chapter on classification of the report
 * docs page.
 */
export interface Classification {
  /** What the server's own table says; undefined where it is not asked. */
  readonly server: ServerClassification | undefined;
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
 * @param settings the operator's map, whose lines win over all others, and the category of 404 and 408
 * @param server what the server's own table says, which wins over the kinds of IDs
 * @returns decides in memory and as a predicate, the same way
 */
export function createClassification(settings: ClassificationSettings, server?: ServerClassification): Classification {
  const mapped = merged([server?.lines ?? [], settings.categoryMap]);

  const byResponse = (response: number | null): Category => {
    if (response === null || response < 200 || response >= 700 || challenges.includes(response)) {
      return 'uncategorized';
    }
    if (response < 400) {
      return response < 300 ? 'success' : 'uncategorized';
    }
    if (expectedResponses.includes(response)) {
      return 'expected';
    }
    return ambiguous.includes(response) ? settings.ambiguousResponses : 'unexpected';
  };
  const byKind = (id: number, response: number | null): Category => {
    const kind = diagnosticKind(id);
    const isAnswered = response !== null && response >= 200 && response < 300;
    return isAnswered || kind === 'ended' ? answered[kind] : byResponse(response);
  };

  return {
    server,
    categoryOf: (id, response) => {
      const line = mapped.get(id);
      return line?.pairs.get(response) ?? line?.alone ?? (id === null ? byResponse(response) : byKind(id, response));
    },
    isIn: (wanted, id, response) => {
      const is = (category: Category) => (wanted.includes(category) ? sql`1` : sql`0`);
      const rules = [
        ...grouped(mapped, wanted).map(
          ({ ids, codes, isWanted }) =>
            sql`when ${isOneOf(id, ids)}${codes ? sql` and ${isOneOf(response, codes)}` : sql``} then ${isWanted ? sql`1` : sql`0`}`,
        ),
        sql`when ${isOfKind(id, 'ended')} then ${is(answered.ended)}`,
        sql`when ${response} is null or ${response} < 200 or ${response} >= 700 or ${isOneOf(response, challenges)} then ${is('uncategorized')}`,
        sql`when ${response} < 300 and (${id} is null or ${isOfKind(id, 'informs')}) then ${is(answered.informs)}`,
        sql`when ${response} < 300 and ${isOfKind(id, 'failure')} then ${is(answered.failure)}`,
        // Answered with an ID that nobody knows, or redirected.
        sql`when ${response} < 400 then ${is('uncategorized')}`,
        sql`when ${isOneOf(response, expectedResponses)} then ${is('expected')}`,
        sql`when ${isOneOf(response, ambiguous)} then ${is(settings.ambiguousResponses)}`,
      ];
      return sql<SqlBool>`case ${sql.join(rules, sql` `)} else ${is('unexpected')} end = 1`;
    },
  };
}

/** What was said of one diagnostic ID, or of sessions without one. */
interface Line {
  alone: Category | undefined;
  readonly pairs: Map<number | null, Category>;
}
type Mapped = ReadonlyMap<number | null, Line>;

/** Maps put together, each winning over those before it; within one a pair wins over its ID, and the last line of a kind. */
function merged(maps: readonly (readonly CategoryMapping[])[]): Mapped {
  const lines = new Map<number | null, Line>();
  for (const map of maps) {
    for (const { diagnosticId, responseCode, category } of map) {
      if (responseCode === undefined) {
        // Of what earlier maps say of the ID nothing is left, not even its pairs.
        lines.set(diagnosticId, { alone: category, pairs: new Map() });
      }
    }
    for (const { diagnosticId, responseCode, category } of map) {
      if (responseCode !== undefined) {
        const line = lines.get(diagnosticId) ?? { alone: undefined, pairs: new Map() };
        lines.set(diagnosticId, line);
        line.pairs.set(responseCode, category);
      }
    }
  }
  return lines;
}

interface Group {
  readonly ids: (number | null)[];
  /** The response codes it holds for; undefined for all. */
  readonly codes: readonly (number | null)[] | undefined;
  readonly isWanted: boolean;
}

/** The lines as few rules, pairs first: IDs that are alike go together. */
function grouped(mapped: Mapped, wanted: readonly Category[]): readonly Group[] {
  const [ofPairs, ofIds] = [new Map<string, Group>(), new Map<string, Group>()];
  const add = (groups: Map<string, Group>, id: number | null, code: number | null | undefined, category: Category) => {
    const isWanted = wanted.includes(category);
    const key = `${code} ${isWanted}`;
    const group = groups.get(key) ?? { ids: [], codes: code === undefined ? undefined : [code], isWanted };
    groups.set(key, group);
    group.ids.push(id);
  };
  for (const [id, { alone, pairs }] of mapped) {
    for (const [code, category] of pairs) {
      add(ofPairs, id, code, category);
    }
    if (alone) {
      add(ofIds, id, undefined, alone);
    }
  }
  return [...ofPairs.values(), ...ofIds.values()];
}

/**
 * The column holds one of the numbers, NULL where that is among them, or a number of the ranges. Numbers of ours and of the
 * settings stand in the text: SQL Server takes 2,100 parameters, and a server may classify more IDs than that.
 */
function isOneOf(
  column: Expression<number | null>,
  values: readonly (number | null)[],
  ranges: readonly DiagnosticRange[] = [],
): RawBuilder<SqlBool> {
  const numbers = values.filter((value) => value !== null);
  const alternatives = [
    ...(numbers.length > 0 ? [sql`${column} in (${sql.raw(numbers.map(whole).join(', '))})`] : []),
    ...(numbers.length < values.length ? [sql`${column} is null`] : []),
    ...ranges.map(({ from, to }) => sql`(${column} >= ${sql.lit(from)} and ${column} <= ${sql.lit(to)})`),
  ];
  return sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`;
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw new TypeError(`${value} is no whole number`);
  }
  return String(value);
}

/** The IDs that are classified without an operator's or a server's word on them. */
export const documentedIds = Object.keys(diagnosticTexts).map(Number);

/** The column holds a documented ID of this kind. */
function isOfKind(column: Expression<number | null>, kind: DiagnosticKind): RawBuilder<SqlBool> {
  return isOneOf(
    column,
    documentedIds.filter((id) => diagnosticKind(id) === kind),
    diagnosticRanges.filter((range) => range.kind === kind),
  );
}
