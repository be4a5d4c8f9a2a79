import type { Cell } from '../lcscdr/table.ts';

/** Takes a row of a table, its values in the order of the table's columns. */
export type Sink = (table: string, values: readonly Cell[]) => void;

/** Stands in no URI and no agent. */
const separator = '\u0001';

/** Gives values the number under which a dictionary table knows them; writes a row for what it does not know yet. */
export class Dictionary {
  readonly table: string;
  readonly #sink: Sink;
  readonly #identity: readonly number[];
  readonly #ids = new Map<string, number>();
  #last = 0;

  /** `identity` are the positions of the columns that tell rows apart; the first column is the number. */
  constructor(table: string, sink: Sink, identity: readonly number[] = [1]) {
    this.table = table;
    this.#sink = sink;
    this.#identity = identity;
  }

  /** Learns a row that the database already has. */
  adopt(values: readonly Cell[]): void {
    const id = Number(values[0]);
    this.#ids.set(this.#keyOf(values.slice(1)), id);
    this.#last = Math.max(this.#last, id);
  }

  /** The number of a text in a dictionary of texts. */
  id(text: string | null): number | null {
    if (text === null) {
      return null;
    }
    return this.#ids.get(text) ?? this.add(text, [text]);
  }

  /** The number of a row with these columns behind the number. */
  idOf(rest: readonly Cell[]): number {
    const key = this.#keyOf(rest);
    return this.#ids.get(key) ?? this.add(key, rest);
  }

  /** The number a key has, for callers that only build the row when it is new. */
  known(key: string): number | undefined {
    return this.#ids.get(key);
  }

  add(key: string, rest: readonly Cell[]): number {
    const id = ++this.#last;
    this.#ids.set(key, id);
    this.#sink(this.table, [id, ...rest]);
    return id;
  }

  #keyOf(rest: readonly Cell[]): string {
    let key = '';
    for (const i of this.#identity) {
      key += `${i === this.#identity[0] ? '' : separator}${rest[i - 1] ?? ''}`;
    }
    return key;
  }
}
