/** An error as SQL Server sends it; a class below 11 is information. */
export interface ServerMessage {
  readonly number: number;
  readonly message: string;
  readonly state?: number;
  readonly class?: number;
}

export type Value = number | string | Date | null;

/** TDS 7.4 and, as SQL Server 2008 R2 speaks it, 7.3. */
export const tdsVersions = { '7.4': 0x74000004, '7.3': 0x730b0003 } as const;

const u8 = (value: number) => Buffer.from([value]);
function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
const ucs2 = (text: string) => Buffer.from(text, 'utf16le');
/** Texts whose length in characters is one byte, or two. */
const short = (text: string) => Buffer.concat([u8(text.length), ucs2(text)]);
const long = (text: string) => Buffer.concat([u16(text.length), ucs2(text)]);
const token = (type: number, body: Buffer) => Buffer.concat([u8(type), u16(body.length), body]);

/** Collation SQL_Latin1_General_CP1_CI_AS. */
const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

export function message({ number, message: text, state = 1, class: severity = 14 }: ServerMessage): Buffer {
  const place = [short('FAKE'), short(''), u32(1)];
  const body = Buffer.concat([u32(number), u8(state), u8(severity), long(text), ...place]);
  return token(severity > 10 ? 0xaa : 0xab, body);
}

/** What a login is answered with that goes through. */
export function loginAcknowledged(database: string, version: keyof typeof tdsVersions): Buffer {
  const versionBytes = Buffer.alloc(4);
  versionBytes.writeUInt32BE(tdsVersions[version]);
  return Buffer.concat([
    token(0xe3, Buffer.concat([u8(1), short(database), short('master')])),
    token(0xe3, Buffer.concat([u8(7), u8(collation.length), collation, u8(0)])),
    token(0xad, Buffer.concat([u8(1), versionBytes, short('Microsoft SQL Server'), u32(0x000b0000)])),
    done(),
  ]);
}

/** End of an answer; `more` says that another one follows, `attention` that a cancellation was heard. */
export function done({ attention = false, failed = false } = {}): Buffer {
  return Buffer.concat([u8(0xfd), u16((attention ? 0x20 : 0) | (failed ? 2 : 0)), u16(0), Buffer.alloc(8)]);
}

/** Types that hold NULL too: int, datetime, nvarchar(4000). */
function typeOf(value: Value | undefined): Buffer {
  if (typeof value === 'string') {
    return Buffer.concat([u8(0xe7), u16(8000), collation]);
  }
  return Buffer.from(value instanceof Date ? [0x6f, 8] : [0x26, 4]);
}

export function columns(row: Readonly<Record<string, Value>>): Buffer {
  const described = Object.entries(row).map(([name, value]) =>
    Buffer.concat([u32(0), u16(9), typeOf(value), short(name)]),
  );
  return Buffer.concat([u8(0x81), u16(described.length), ...described]);
}

/** One row; `like` is the row whose values told the types. */
export function row(values: Readonly<Record<string, Value>>, like: Readonly<Record<string, Value>>): Buffer {
  const cells = Object.entries(like).map(([name, model]) => cell(values[name] ?? null, typeof model === 'string'));
  return Buffer.concat([u8(0xd1), ...cells]);
}

function cell(value: Value, isText: boolean): Buffer {
  if (value === null) {
    return isText ? u16(0xffff) : u8(0);
  }
  if (typeof value === 'string') {
    const text = ucs2(value);
    return Buffer.concat([u16(text.length), text]);
  }
  if (typeof value === 'number') {
    return Buffer.concat([u8(4), u32(value)]);
  }
  // Days since 1900 and ticks of 1/300 s.
  const since1900 = value.getTime() - Date.UTC(1900, 0, 1);
  const days = Math.floor(since1900 / 86_400_000);
  return Buffer.concat([u8(8), u32(days), u32(Math.round(((since1900 - days * 86_400_000) * 3) / 10))]);
}
