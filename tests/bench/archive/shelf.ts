import type { Source } from '../refresh/database.ts';
import type { Filled, Filling } from './fill.ts';

/** One archive of the benchmark. */
export interface BenchArchive {
  /** Undefined where it was there already. */
  readonly filled: Filled | undefined;
  readonly bytes: number;
  open(): Source & { close(): void };
}

/** Where archives of the benchmark stand. */
export interface Shelf {
  /** As headings name it. */
  readonly name: string;
  /** An archive that is there, or is filled now. */
  archive(name: string, filling: Filling): Promise<BenchArchive>;
  close(): Promise<void>;
}
