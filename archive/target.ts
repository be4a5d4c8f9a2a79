import type { ArchivedView } from '../pkg/cdr/schema/archive.ts';

/** A row as the source gives it: values by column of the view, `datetime` as epoch milliseconds, `bit` as 0 or 1. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** One hour of one view, as the ledger has it. */
export interface CopiedSlice {
  /** Start of the hour, epoch milliseconds. */
  readonly slice: number;
  /** Rows that the source had. */
  readonly rows: number;
  /** When they were read, epoch milliseconds. */
  readonly copiedAt: number;
  /** How many columns of the view the source had then; undefined where nobody noted it. */
  readonly columns: number | undefined;
}

/** How the rows of a copy were read. */
export interface Reading {
  /** When reading began, epoch milliseconds. */
  readonly readAt: number;
  /** Columns that the source has: the others keep what the archive has of them. */
  readonly columns: ReadonlySet<string>;
}

/** What became of the rows of a copy. */
export interface Written {
  /** Rows that are new in the archive or have changed. */
  readonly written: number;
}

/** The right to write to one store, which nobody else has meanwhile. */
export interface Lease {
  readonly store: string;
  /** @throws DiagnosticsError where another archiver has taken over */
  renew(): void | Promise<void>;
  release(): void | Promise<void>;
}

/** What one store has of one view. */
export interface ViewStatus {
  readonly store: string;
  readonly view: string;
  readonly rows: number;
  /** Epoch milliseconds; null without rows, or where the view has no time. */
  readonly oldest: number | null;
  readonly newest: number | null;
  /** Slices that were copied, and when the newest of them was. */
  readonly slices: number;
  readonly copiedAt: number | null;
}

/**
 * Where an archiver writes. Nothing of a copy is seen by readers before `commit`; a copy that is not committed is as if it had not been
 * begun. A row that is there already is written over where it has changed, and no row is ever taken away but by `forget`. Nor is a value
 * by none: the view of error reports finds a dialog by its session, which the source purges sooner.
 */
export interface Copy {
  add(rows: readonly SourceRow[]): void | Promise<void>;
  /** @param slices those whose rows are all there now */
  commit(slices: readonly CopiedSlice[]): Promise<Written> | Written;
  rollback(): void | Promise<void>;
}

/** Where in rows a text is looked for, without regard to case. */
export interface Finding {
  readonly columns: readonly string[];
  readonly needle: string;
}

/** An archive, as the archiver uses it. */
export interface ArchiveTarget {
  /** Where it is, as sentences name it. */
  readonly place: string;
  /** Statements that bring it to the version of this release; none where it has that. */
  pending(): Promise<readonly string[]> | readonly string[];
  /** Brings it to the version of this release. */
  init(): Promise<void> | void;
  /** @throws DiagnosticsError where `init` has not been run, or a newer release has made it */
  requireCurrent(): Promise<void> | void;
  /** Tries to write, and leaves everything as it is. @throws DiagnosticsError where that is not allowed */
  tryWriting(): Promise<void> | void;
  /** The clock of the server, epoch milliseconds; none where this machine's counts. */
  clock?(): Promise<number>;
  /** Bytes that are free where it is; undefined where nobody can tell. */
  freeBytes(): Promise<number | undefined> | number | undefined;
  /** @returns undefined where another archiver is at work on the store; `holder` says which */
  lock(store: string): Promise<Lease | { readonly holder: string }>;
  /** The slices of a view that were copied, by their start: from an instant on, and the oldest of all, which may be years before. */
  ledger(
    store: string,
    view: ArchivedView,
    since: number,
  ): Promise<ReadonlyMap<number, CopiedSlice>> | ReadonlyMap<number, CopiedSlice>;
  begin(lease: Lease, view: ArchivedView, reading: Reading): Promise<Copy> | Copy;
  /** Rows of a stretch of time, of a dictionary all of them, in no order. */
  rows(
    store: string,
    view: ArchivedView,
    range: { readonly from: number; readonly to: number } | undefined,
  ): Promise<readonly SourceRow[]> | readonly SourceRow[];
  status(stores: readonly string[]): Promise<readonly ViewStatus[]> | readonly ViewStatus[];
  /** Takes away what is older. Returns how many rows. */
  forgetBefore(lease: Lease, before: number): Promise<number> | number;
  /** Every store that has been copied. */
  stores(): Promise<readonly string[]> | readonly string[];
  /** Pseudonyms of those who are forgotten, by the digest of their address. */
  forgotten(): Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string>;
  rememberForgotten(digest: string, pseudonym: string): Promise<void> | void;
  /**
   * Puts other rows in the place of those in which a text stands; what was there is gone.
   * @param change gives the row to keep, or undefined where it is to stay as it is
   * @returns how many rows were changed
   */
  rewrite(
    lease: Lease,
    view: ArchivedView,
    finding: Finding,
    change: (row: SourceRow) => SourceRow | undefined,
  ): Promise<number> | number;
  /** Sees to it that nothing of rows that are gone can be read from the disk by means of the archive. */
  scrub(): Promise<void> | void;
  close(): Promise<void> | void;
}
