import type { EmbeddedSummary } from './embedded-connection.ts';
import type { WireResult } from './wire.ts';

/** What the connection asks its worker. */
export interface QueryMessage {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the worker says: first whether the data is there, then an answer per query. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly summary: EmbeddedSummary }
  | { readonly kind: 'rows'; readonly id: number; readonly result: WireResult }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
