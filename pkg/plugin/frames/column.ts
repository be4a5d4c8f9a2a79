import {
  Binary,
  Bool,
  Float64,
  Int64,
  makeData,
  TimestampNanosecond,
  Utf8,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { Field } from './frame.ts';
import { textBuffer } from './text.ts';

/** Largest distance from 1970 that nanoseconds in 64 bits reach, in milliseconds: the year 2262. */
const maxTime = 9_223_372_036_854;

/** Integers beyond this have lost digits before they came here. */
const maxInteger = 2 ** 63 - 1024;

/** The Arrow type of a field. Nanoseconds, because Grafana takes every timestamp for nanoseconds. */
export function columnType(type: Field['type']): DataType {
  switch (type) {
    case 'time':
      return new TimestampNanosecond();
    case 'number':
      return new Float64();
    case 'integer':
      return new Int64();
    case 'string':
      return new Utf8();
    case 'boolean':
      return new Bool();
    case 'json':
      return new Binary();
  }
}

/**
 * The values of a field as Arrow data, made from typed arrays: Arrow's own builders take twenty times as long.
 * Nulls are marked in a bitmap, which is left out where there are none.
 *
 * @throws Error for a json value that JSON cannot write
 */
export function columnData(field: Field): Data {
  const length = field.values.length;
  switch (field.type) {
    case 'time': {
      const { data, ...nulls } = bigints(field.values, (time) => Math.abs(time) <= maxTime, toNanoseconds);
      return makeData({ type: new TimestampNanosecond(), length, data, ...nulls });
    }
    case 'integer': {
      const { data, ...nulls } = bigints(field.values, (value) => Math.abs(value) <= maxInteger, toBigInt);
      return makeData({ type: new Int64(), length, data, ...nulls });
    }
    case 'number':
      return makeData({ type: new Float64(), length, data: floats(field.values), ...nullsOf(field.values) });
    case 'boolean': {
      const { bits } = bitmap(field.values, (value) => value === true);
      return makeData({ type: new Bool(), length, data: bits, ...nullsOf(field.values) });
    }
    case 'string': {
      const { data, offsets } = textBuffer(field.values);
      return makeData({ type: new Utf8(), length, data, valueOffsets: offsets, ...nullsOf(field.values) });
    }
    case 'json': {
      const texts = field.values.map((value) => (value === null ? null : (JSON.stringify(value) ?? null)));
      const { data, offsets } = textBuffer(texts);
      return makeData({ type: new Binary(), length, data, valueOffsets: offsets, ...nullsOf(texts) });
    }
  }
}

interface Nulls {
  readonly nullCount: number;
  /** One bit per value, set where there is one; null where all are there. */
  readonly nullBitmap: Uint8Array | null;
}

/** An undefined value, against its type, counts as null: a column the database did not send is not a zero. */
function nullsOf(values: readonly unknown[]): Nulls {
  if (!values.includes(null) && !values.includes(undefined)) {
    return { nullCount: 0, nullBitmap: null };
  }
  const { bits, set } = bitmap(values, (value) => value !== null && value !== undefined);
  return { nullCount: values.length - set, nullBitmap: bits };
}

/** One bit per value, lowest first, set where the test says so. Arrow wants buffers in steps of eight bytes. */
function bitmap<Value>(values: readonly Value[], test: (value: Value) => boolean): { bits: Uint8Array; set: number } {
  const bits = new Uint8Array(Math.ceil(values.length / 64) * 8);
  let set = 0;
  for (let index = 0; index < values.length; index += 1) {
    if (test(values[index] as Value)) {
      const byte = index >> 3;
      bits[byte] = (bits[byte] ?? 0) | (1 << (index & 7));
      set += 1;
    }
  }
  return { bits, set };
}

function floats(values: readonly (number | null)[]): Float64Array {
  const data = new Float64Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    data[index] = values[index] ?? 0;
  }
  return data;
}

/** Values that `fits` refuses, NaN among them, become null. */
function bigints(
  values: readonly (number | null)[],
  fits: (value: number) => boolean,
  convert: (value: number) => bigint,
): Nulls & { data: BigInt64Array } {
  const data = new BigInt64Array(values.length);
  let misfits = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (value !== null && fits(value)) {
      data[index] = convert(value);
    } else if (value !== null) {
      misfits += 1;
    }
  }
  const present = misfits > 0 ? values.map((value) => (value !== null && fits(value) ? value : null)) : values;
  return { data, ...nullsOf(present) };
}

function toBigInt(value: number): bigint {
  return BigInt(Math.trunc(value));
}

/** Milliseconds may have a fraction; it is kept to the nanosecond. */
function toNanoseconds(time: number): bigint {
  const whole = Math.floor(time);
  const nanoseconds = BigInt(whole) * 1_000_000n;
  return whole === time ? nanoseconds : nanoseconds + BigInt(Math.round((time - whole) * 1e6));
}
