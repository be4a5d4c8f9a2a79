import type { Instant } from '../schema/views.ts';
import type { CdrOptions } from '../../../demo/generator/options.ts';

/** What the embedded CDR is generated from. */
export interface EmbeddedOptions extends CdrOptions {
  /** Stops at `end`: the content never changes, which is what tests want. Otherwise it keeps up with the clock. */
  readonly frozen?: boolean;
}

/** What the embedded CDR held when it was built. */
export interface EmbeddedSummary {
  /** Peer-to-peer and conference sessions. */
  readonly sessions: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** A connection to an embedded CDR. */
export interface EmbeddedConnection {
  /** Resolves when the data is there; queries may be sent before. Rejects when it could not be built. */
  readonly ready: Promise<EmbeddedSummary>;
  /**
   * Rows as plain objects, instants as epoch milliseconds. Queries run one after the other.
   * @throws what the signal was aborted with; a query still waiting is dropped, one that runs is left to end unheard
   */
  query(sql: string, parameters: readonly unknown[], signal?: AbortSignal): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}
