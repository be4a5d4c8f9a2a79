import { writeSync } from 'node:fs';

/** One thing that happened. */
export interface ArchiveEvent {
  readonly event: string;
  readonly store?: string;
  /** A sentence for people. */
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** Tells what an archiver does. */
export interface Reporter {
  tell(event: ArchiveEvent): void;
  /** How much of some work is done. */
  progress(state: {
    readonly store: string;
    readonly done: number;
    readonly of: number;
    readonly rows: number;
    readonly upTo: number;
  }): void;
  /** The end of what `progress` told. */
  endProgress(): void;
}

/**
 * On a terminal sentences, and a bar with rate and time left; else JSON lines, one for each event and for what was done each ten seconds.
 * @param write takes the text of standard output
 * @param now milliseconds
 */
export function reporter(
  terminal = process.stdout.isTTY,
  write: (text: string) => void = writeAll,
  now: () => number = () => performance.now(),
): Reporter {
  return terminal ? new TerminalReporter(write, now) : new JsonReporter(write, now);
}

/** Milliseconds until whoever reads is asked again. */
const readerRest = 5;

/** Writes all of a text to standard output, which takes a part or nothing of it while nobody reads. */
export function writeAll(text: string, write: (part: Buffer) => number = (part) => writeSync(1, part)): void {
  let left = Buffer.from(text);
  while (left.length > 0) {
    try {
      left = left.subarray(write(left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, readerRest);
    }
  }
}

class JsonReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  #told = -Infinity;

  constructor(write: (text: string) => void, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  tell(event: ArchiveEvent): void {
    this.#write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
  }

  progress(state: Parameters<Reporter['progress']>[0]): void {
    if (this.#now() - this.#told >= 10_000) {
      this.#told = this.#now();
      const upTo = new Date(state.upTo).toISOString();
      this.tell({ event: 'progress', ...state, upTo, message: `${state.done} of ${state.of} slices are copied.` });
    }
  }

  endProgress(): void {
    this.#told = -Infinity;
  }
}

const width = 24;

class TerminalReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  #began: number | undefined;

  constructor(write: (text: string) => void, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  tell({ store, message }: ArchiveEvent): void {
    this.endProgress();
    this.#write(`${store === undefined ? '' : `${store}: `}${message}\n`);
  }

  progress({ store, done, of, rows, upTo }: Parameters<Reporter['progress']>[0]): void {
    this.#began ??= this.#now();
    const seconds = Math.max((this.#now() - this.#began) / 1000, 0.001);
    const filled = Math.round((width * done) / Math.max(of, 1));
    const left = done > 0 ? Math.round((seconds * (of - done)) / done) : undefined;
    const bar = '#'.repeat(filled) + '.'.repeat(width - filled);
    const rate = `${Math.round(rows / seconds)} rows/s`;
    const time = left === undefined ? '' : `, ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`;
    const day = new Date(upTo).toISOString().slice(0, 13);
    this.#write(`\r\u001b[K${store} [${bar}] ${done}/${of} slices, up to ${day}h, ${rate}${time}`);
  }

  endProgress(): void {
    if (this.#began !== undefined) {
      this.#began = undefined;
      this.#write('\r\u001b[K');
    }
  }
}
