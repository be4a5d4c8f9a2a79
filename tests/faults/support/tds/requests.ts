/** A statement as it came: its text and the values of its parameters. */
export interface TdsStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What a client says of itself when it signs in. */
export interface TdsLogin {
  readonly user: string;
  readonly database: string;
  readonly application: string;
}

/** Position and length of each text in the fixed part of LOGIN7. */
const loginTexts = { user: 40, application: 48, database: 68 } as const;

export function readLogin(data: Buffer): TdsLogin {
  const text = (at: number) => {
    const start = data.readUInt16LE(at);
    return data.toString('utf16le', start, start + 2 * data.readUInt16LE(at + 2));
  };
  const { user, application, database } = loginTexts;
  return { user: text(user), application: text(application), database: text(database) };
}

/** SQL_BATCH: headers, then the text. */
export function readBatch(data: Buffer): TdsStatement {
  return { sql: data.toString('utf16le', data.readUInt32LE(0)), values: [] };
}

/** RPC of sp_executesql: statement, declarations, then one parameter per value. */
export function readExecuteSql(data: Buffer): TdsStatement {
  const reader = new Reader(data, data.readUInt32LE(0) + 6);
  const parameters: unknown[] = [];
  while (!reader.ended) {
    parameters.push(reader.parameter());
  }
  const [sql, , ...values] = parameters;
  return { sql: String(sql), values };
}

class Reader {
  constructor(
    readonly data: Buffer,
    private at: number,
  ) {}

  get ended(): boolean {
    return this.at >= this.data.length;
  }

  #take(length: number): Buffer {
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  /** Name, status, type with its length, value. */
  parameter(): unknown {
    this.#take(2 * this.#take(1).readUInt8() + 1);
    const type = this.#take(1).readUInt8();
    if (type === 0xe7) {
      return this.#text();
    }
    this.#take(1);
    const bytes = this.#take(this.#take(1).readUInt8());
    if (bytes.length === 0) {
      return null;
    }
    if (type === 0x26) {
      return bytes.readIntLE(0, Math.min(bytes.length, 6));
    }
    if (type === 0x6f) {
      const ms = bytes.readInt32LE(0) * 86_400_000 + (bytes.readUInt32LE(4) * 10) / 3;
      return new Date(Date.UTC(1900, 0, 1) + Math.round(ms));
    }
    throw new Error(`The fake SQL Server does not know the type ${type}`);
  }

  #text(): string | null {
    const length = this.#take(2).readUInt16LE();
    this.#take(5);
    if (length !== 0xffff) {
      const bytes = this.#take(2).readUInt16LE();
      return bytes === 0xffff ? null : this.#take(bytes).toString('utf16le');
    }
    // nvarchar(max) comes in pieces, after a length that may be unknown.
    if (this.#take(8).readBigUInt64LE() === 0xffff_ffff_ffff_ffffn) {
      return null;
    }
    const pieces: Buffer[] = [];
    for (let size = this.#take(4).readUInt32LE(); size > 0; size = this.#take(4).readUInt32LE()) {
      pieces.push(this.#take(size));
    }
    return Buffer.concat(pieces).toString('utf16le');
  }
}
