import { sql, type RawBuilder } from 'kysely';
import { tickFrom } from '../../contract/instant.ts';

/**
 * A `datetime` parameter. SQL Server must get the type `datetime` itself: a `datetime2` or a string of the same instant
 * does not equal it from compatibility level 130 on.
 */
export class DatetimeParameter {
  /** Epoch milliseconds on a tick of 1/300 s. */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = tickFrom(ms);
  }
}

/** Whatever can travel to the database; values never become part of the statement's text. */
export type Parameter = string | number | null | DatetimeParameter;

/** A compiled query: text with placeholders, and the values in their order. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** An instant, in epoch milliseconds, as a `datetime` parameter: the first tick that is not before it. */
export const datetime = (ms: number): RawBuilder<number> => sql<number>`${new DatetimeParameter(ms)}`;
