import { LRUCache } from 'lru-cache';
import { SharedWork } from '../async/shared-work.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Statement } from './parameter.ts';
import { lengthOf, piecesOf, stretchesOf, type BinWidth, type Slice } from './time-bins.ts';

/** For how long cells are answered from memory whose time ended so long ago or longer. Milliseconds. */
export interface Keeping {
  readonly endedAgo: number;
  readonly keep: number;
}

/** A statement that runs; none where no row can pass. */
export interface RunningStatement<Row> {
  readonly statement: Statement | undefined;
  readonly rows: Promise<readonly Row[]>;
}

/** Whatever is counted in time bins: `time` is the start of its bin, or of the slice that begins within it. */
export interface Cell {
  readonly time: number;
}

/** What is counted, over which slices of time. */
export interface CellRequest<Row extends Cell> {
  /** Equal for requests that differ in nothing but time. */
  readonly key: string;
  readonly slices: readonly Slice[];
  readonly binMinutes: BinWidth;
  /** Columns of the cells beside `time`. */
  readonly columns: readonly string[];
  /** Asks the database for all of it, whatever is kept. */
  readonly fresh: boolean;
  /** Asks the database for some slices; `signal` aborts when nobody waits for them any more. */
  load(slices: readonly Slice[], signal: AbortSignal): RunningStatement<Row>;
  /** Told of each statement that the caller waits for. */
  note<T>(statement: Statement | undefined, answer: () => Promise<T>): Promise<T>;
}

export interface CellAnswer<Row> {
  readonly rows: readonly Row[];
  /** When the oldest part was asked for, epoch milliseconds. */
  readonly asOf: number;
  /** Bins, and parts of bins, that came from memory. */
  readonly kept: number;
  /** Those that the database was asked for, by this caller or by another. */
  readonly asked: number;
}

/** The cells of one time bin, or of the part of one that lies in a slice: their values, row after row, without the time. */
interface Kept {
  readonly series: Series;
  readonly askedAt: number;
  readonly values: readonly unknown[];
}

type PieceId = number | string;

/** What requests of one key share. */
interface Series {
  readonly id: number;
  readonly key: string;
  readonly binMinutes: BinWidth;
  /** Each text once, however many cells hold it. */
  readonly texts: Map<string, string>;
  /** Pieces that are kept and statements that run: without any it is forgotten. */
  uses: number;
}

/** What a statement brought, as it came and by piece. */
interface Landed {
  readonly rows: readonly Cell[];
  readonly pieces: ReadonlyMap<PieceId, Kept>;
}

interface Flight {
  readonly statement: Statement | undefined;
  readonly work: SharedWork<Landed>;
  readonly ids: readonly PieceId[];
}

/** A stretch that had more cells than a statement may bring. */
interface TooLarge {
  readonly error: DiagnosticsError;
  readonly milliseconds: number;
  readonly since: number;
}

interface Packed {
  readonly values: unknown[];
  bytes: number;
}

/** Bytes that a piece takes beside its values, a value, and a text beside its characters. Estimates. */
const bytesOf = { piece: 300, value: 8, text: 60 };
/** For how long a stretch with too many cells is not asked for again, milliseconds. */
const refusedFor = 300_000;

/**
 * Keeps cells by time bin, so that what has settled is read once, for any number of callers and whatever their ranges. Cells are asked
 * for again when they have been kept for as long as their age allows; what is missing is asked for in one statement. Whoever
 * needs bins that are being asked for waits for those. Errors are never kept, but for the one that there are more cells than a statement may bring.
 */
export class CellCache {
  readonly #keeping: readonly Keeping[];
  readonly #now: () => number;
  readonly #kept: LRUCache<PieceId, Kept>;
  readonly #series = new Map<string, Series>();
  readonly #flights = new Map<PieceId, Flight>();
  readonly #tooLarge = new LRUCache<string, TooLarge>({ max: 100 });
  #lastId = 0;

  /**
   * @param keeping what ended the longest ago first
   * @param bytes most that is kept, about
   * @param now epoch milliseconds
   */
  constructor(keeping: readonly Keeping[], bytes: number, now: () => number = Date.now) {
    this.#keeping = keeping;
    this.#now = now;
    this.#kept = new LRUCache({
      maxSize: bytes,
      dispose: ({ series }) => {
        this.#release(series);
      },
    });
  }

  /** Bytes held, about. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  /** Forgets everything; what is being asked for is given to those who wait and not kept. */
  clear(): void {
    this.#kept.clear();
    this.#flights.clear();
    this.#tooLarge.clear();
  }

  /** @throws the reason of the signal when it aborts, else whatever `load` threw */
  async get<Row extends Cell>(request: CellRequest<Row>, signal: AbortSignal): Promise<CellAnswer<Row>> {
    signal.throwIfAborted();
    const series = this.#seriesOf(request);
    const pieces = request.slices.flatMap((slice) =>
      piecesOf(slice, request.binMinutes).map((piece) => ({ piece, id: idOf(series, piece) })),
    );
    const found = new Map<PieceId, Kept>();
    const flights = new Set<Flight>();
    const missing = pieces.filter(({ id, piece }) => {
      const kept = request.fresh ? undefined : this.#fresh(id, piece.to);
      if (kept) {
        found.set(id, kept);
        return false;
      }
      const flight = request.fresh ? undefined : this.#flights.get(id);
      if (flight) {
        flights.add(flight);
      }
      return !flight;
    });
    const fromMemory = found.size;
    if (missing.length > 0) {
      const asked = missing.map(({ piece }) => piece);
      this.#refuseAgain(request, asked);
      flights.add(this.#start(request, series, asked));
    }
    const landed = await Promise.all(
      [...flights].map(({ statement, work }) => request.note(statement, () => work.wait(signal))),
    );
    for (const one of landed) {
      for (const [id, kept] of one.pieces) {
        found.set(id, kept);
      }
    }
    const counts = { kept: fromMemory, asked: pieces.length - fromMemory };
    const [only] = landed;
    const [whole] = pieces;
    if (only && whole && landed.length === 1 && fromMemory === 0 && only.pieces.size === pieces.length) {
      // One statement brought all of it, and nothing else.
      return { rows: only.rows as readonly Row[], asOf: found.get(whole.id)?.askedAt ?? this.#now(), ...counts };
    }
    const rows: Row[] = [];
    let asOf = this.#now();
    for (const { id, piece } of pieces) {
      const { askedAt, values } = found.get(id) as Kept;
      asOf = Math.min(asOf, askedAt);
      unpack(values, request.columns, piece.from, rows as object[]);
    }
    return { rows, asOf, ...counts };
  }

  #fresh(id: PieceId, to: number): Kept | undefined {
    const kept = this.#kept.get(id);
    const now = this.#now();
    const keep = this.#keeping.find(({ endedAgo }) => now - to >= endedAgo)?.keep ?? 0;
    return kept && now - kept.askedAt < keep ? kept : undefined;
  }

  /** Asks for what is missing, and for what lies between where it is scattered. */
  #start<Row extends Cell>(request: CellRequest<Row>, series: Series, missing: readonly Slice[]): Flight {
    const askedAt = this.#now();
    const slices = stretchesOf(missing, request.slices, request.binMinutes);
    const pieces = slices.flatMap((slice) => piecesOf(slice, request.binMinutes));
    const ids = new Map(pieces.map((piece) => [piece.from, idOf(series, piece)]));
    let statement: Statement | undefined;
    const work = new SharedWork(
      (signal) => {
        const running = request.load(slices, signal);
        statement = running.statement;
        return running.rows.then(
          (rows) => {
            const packed = pack(rows, request.columns, ids, series);
            // Most short bins of quiet hours hold nothing, and share that.
            const nothing: Kept = { series, askedAt, values: [] };
            const pieces = new Map<PieceId, Kept>();
            for (const [id, { values, bytes }] of packed) {
              const kept = values.length > 0 ? { series, askedAt, values } : nothing;
              this.#keep(id, kept, bytes, flight);
              pieces.set(id, kept);
            }
            return { rows, pieces };
          },
          (error: unknown) => {
            if (error instanceof DiagnosticsError && error.code === 'tooLarge') {
              this.#tooLarge.set(request.key, { error, milliseconds: lengthOf(missing), since: askedAt });
            }
            throw error;
          },
        );
      },
      () => {
        this.#land(flight);
        this.#release(series);
      },
    );
    const flight: Flight = { statement, work, ids: [...ids.values()] };
    this.#series.set(series.key, series);
    series.uses += 1;
    for (const id of flight.ids) {
      this.#flights.set(id, flight);
    }
    return flight;
  }

  /** Reading up to the limit of rows again would cost more than any answer: the same stretch or a longer one is refused for a while. */
  #refuseAgain<Row extends Cell>({ key, fresh }: CellRequest<Row>, missing: readonly Slice[]): void {
    const known = fresh ? undefined : this.#tooLarge.get(key);
    if (known && this.#now() - known.since < refusedFor && lengthOf(missing) >= known.milliseconds) {
      throw known.error;
    }
  }

  /** Keeps a piece, unless all was forgotten meanwhile or somebody asks for it anew. */
  #keep(id: PieceId, kept: Kept, bytes: number, flight: Flight): void {
    if (this.#flights.get(id) === flight) {
      kept.series.uses += 1;
      this.#kept.set(id, kept, { size: bytes });
    }
  }

  #land(flight: Flight): void {
    for (const id of flight.ids) {
      if (this.#flights.get(id) === flight) {
        this.#flights.delete(id);
      }
    }
  }

  #seriesOf<Row extends Cell>({ key, binMinutes }: CellRequest<Row>): Series {
    return this.#series.get(key) ?? { id: ++this.#lastId, key, binMinutes, texts: new Map(), uses: 0 };
  }

  #release(series: Series): void {
    series.uses -= 1;
    if (series.uses === 0) {
      this.#series.delete(series.key);
    }
  }
}

/** A whole bin is known by a number, as there are many: the series, and the minute, of which 2^26 end in the year 2097. */
function idOf({ id, binMinutes }: Series, { from, to, brief = false }: Slice): PieceId {
  const minute = from / 60_000;
  return !brief && to - from === binMinutes * 60_000 && minute % binMinutes === 0
    ? id * 2 ** 26 + minute
    : `${id} ${from} ${to}${brief ? ' brief' : ''}`;
}

/** The rows dealt out to their pieces; a piece without any is an empty one. */
function pack<Row extends Cell>(
  rows: readonly Row[],
  columns: readonly string[],
  ids: ReadonlyMap<number, PieceId>,
  { texts }: Series,
): Map<PieceId, Packed> {
  const packed = new Map([...ids.values()].map((id): [PieceId, Packed] => [id, { values: [], bytes: bytesOf.piece }]));
  let [time, piece]: [number | undefined, Packed | undefined] = [undefined, undefined];
  for (const row of rows) {
    // Cells of one bin mostly follow each other.
    if (row.time !== time) {
      time = row.time;
      piece = packed.get(ids.get(time) ?? '');
    }
    if (!piece) {
      throw new Error(`A cell stands at ${row.time}, which was not asked for.`);
    }
    for (const name of columns) {
      const value = (row as Record<string, unknown>)[name];
      piece.bytes += bytesOf.value;
      if (typeof value !== 'string') {
        piece.values.push(value);
        continue;
      }
      const known = texts.get(value);
      if (known === undefined) {
        texts.set(value, value);
        piece.bytes += bytesOf.text + 2 * value.length;
      }
      piece.values.push(known ?? value);
    }
  }
  return packed;
}

function unpack(values: readonly unknown[], columns: readonly string[], time: number, rows: object[]): void {
  for (let at = 0; at < values.length; at += columns.length) {
    const row: Record<string, unknown> = { time };
    for (let index = 0; index < columns.length; index++) {
      row[columns[index] as string] = values[at + index];
    }
    rows.push(row);
  }
}
