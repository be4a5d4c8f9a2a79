import type { Expression, Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Statement } from './parameter.ts';
import type { LcsCdr } from './schema/views.ts';

/** SQL types of LcsCDR that a NULL may have to stand in for. */
export type NullType = 'datetime' | 'uniqueidentifier' | 'int' | 'bit' | 'nvarchar(450)';

/** A row to look for: the columns that tie it to the outer row, pairwise, where it is, and what it has to meet. */
export interface SomeRow {
  readonly outer: readonly string[];
  readonly inner: readonly string[];
  readonly from: RawBuilder<unknown>;
  readonly where: readonly Expression<SqlBool>[];
}

/**
 * What databases say differently. Everything else of a question is described once; what a dialect can do is asked of it here,
 * never concluded from which one it is.
 */
export interface Dialect {
  /** A builder that compiles and never runs. */
  builder(): Kysely<LcsCdr>;
  /** Number of the time bin of `minutes` length that a `datetime` falls into, counted from the epoch in UTC. */
  timeBin(time: Expression<number>, minutes: number): RawBuilder<number>;
  /** Hundredths of a second within the minute of a `datetime`, 0 to 5,999. */
  hundredths(time: Expression<number>): RawBuilder<number>;
  /** The mask has at least one of the bits; unknown for a NULL mask. */
  hasBits(mask: Expression<number | null>, bits: number): RawBuilder<SqlBool>;
  /** The text in the form in which equality is what LcsCDR takes for the same name. */
  name(text: Expression<string | null>): RawBuilder<string | null>;
  /** The text where columns do not compare without case by themselves: with what makes them. */
  caseless(text: Expression<string | null>): RawBuilder<string | null>;
  /** The text is one of the names, of which there is at least one; see `nameKey`. */
  isName(text: Expression<string | null>, names: readonly string[]): RawBuilder<SqlBool>;
  /** The text begins with one of the prefixes, of which there is at least one, without regard to case. */
  startsWith(text: Expression<string | null>, prefixes: readonly string[]): RawBuilder<SqlBool>;
  /** What names have in common that are the same one, see `nameKey`. */
  nameKey(text: Expression<string | null>): RawBuilder<string | null>;
  /** What addresses have in common that are the same one, see `addressKey`. */
  addressKey(text: Expression<string | null>): RawBuilder<string | null>;
  /** The domain of an address, see `domainOf`; NULL where it has none. */
  domain(text: Expression<string | null>): RawBuilder<string | null>;
  /** What comes behind the first @ of an address, parameters and all, see `domainOfHost`; NULL where it has none. */
  host(text: Expression<string | null>): RawBuilder<string | null>;
  /** The text compared by its code points. */
  binary(text: Expression<string | null>): RawBuilder<string>;
  /** Some row with the key of the outer row meets the conditions. */
  someRow(row: SomeRow): RawBuilder<SqlBool>;
  /** A subquery may refer to the row around it; else what it brings is joined. */
  readonly correlates: boolean;
  /**
   * Tables may lie on several servers. The right-hand side of a join is read before and sent to all of them, whatever the conditions of the
   * join let pass of it; so is every subquery.
   */
  readonly distributed: boolean;
  /** A NULL of that type: an untyped one is a number to some, and turns the texts it meets in a union into numbers. */
  typedNull<Value>(type: NullType): RawBuilder<Value | null>;
  /** The first rows: a limit stands before the column list in one dialect and at the end in another. */
  limit<Query extends Limitable>(query: Query, rows: number): Query;
  /** Statements with their values, ready for a query window of the database: shown in Grafana's query inspector. */
  script(statements: readonly Statement[]): string;
}

/** A query that takes a limit in either spelling. */
export interface Limitable {
  top(rows: number): unknown;
  limit(rows: number): unknown;
}
