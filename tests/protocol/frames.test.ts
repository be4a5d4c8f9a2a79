import { expect, test } from '@jest/globals';
import { RecordBatchReader, Type } from 'apache-arrow';
import fc from 'fast-check';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { encodeFrame } from '../../pkg/plugin/frames/encode.ts';
import type { Field, Frame } from '../../pkg/plugin/frames/frame.ts';

const maxTime = 9_223_372_036_854;

/** Values of each type that survive the way there and back as they are. */
const values = {
  time: fc.integer({ min: -maxTime, max: maxTime }),
  number: fc.double(),
  integer: fc.maxSafeInteger(),
  string: fc.string({ unit: 'binary' }),
  boolean: fc.boolean(),
  json: fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.dictionary(fc.string(), fc.boolean())),
} satisfies Record<Field['type'], fc.Arbitrary<unknown>>;

const frames: fc.Arbitrary<Frame> = fc.integer({ min: 0, max: 70 }).chain(
  (length) =>
    fc.record({
      name: fc.string({ unit: 'grapheme' }),
      fields: fc.array(
        fc.constantFrom(...(Object.keys(values) as Field['type'][])).chain((type) =>
          fc.record({
            name: fc.string({ unit: 'grapheme' }),
            type: fc.constant(type),
            values: fc.array(fc.option<unknown>(values[type]), { minLength: length, maxLength: length }),
            labels: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
            config: fc.record({ description: fc.string({ unit: 'grapheme' }), decimals: fc.nat(9) }),
          }),
        ),
        { maxLength: 8 },
      ),
    }) as fc.Arbitrary<Frame>,
);

function roundTrip(field: Field): unknown[] | undefined {
  return decodeFrame(encodeFrame({ name: '', fields: [field] }, 'A')).fields[0]?.values;
}

/** JSON has no -0 and no objects without prototype. */
function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test('every frame comes back as it went', () => {
  fc.assert(
    fc.property(frames, fc.string({ unit: 'grapheme' }), (frame, refId) => {
      const decoded = decodeFrame(encodeFrame(frame, refId));
      expect({ name: decoded.name, refId: decoded.refId }).toEqual({ name: frame.name, refId });
      expect(decoded.fields).toEqual(
        frame.fields.map((field) => ({
          ...field,
          labels: throughJson(field.labels),
          config: throughJson(field.config),
          nullable: field.type !== 'time' || field.values.includes(null),
          values: field.type === 'json' ? throughJson(field.values) : field.values,
        })),
      );
    }),
  );
});

test('trap 14: fields of one name keep their own type and labels', () => {
  const fields: Field[] = [
    { name: 'x', type: 'number', values: [1], labels: { a: '1' } },
    { name: 'x', type: 'string', values: ['one'], labels: { b: '2' } },
  ];
  const decoded = decodeFrame(encodeFrame({ name: '', fields }, 'A')).fields;
  expect(decoded.map(({ type, labels, values }) => ({ name: 'x', type, labels, values }))).toEqual(fields);
});

test('strings of any code units, lone surrogates too, keep their place', () => {
  const unit = fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00', '\0');
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit }))), (texts) => {
      const expected = texts.map((text) => (text === null ? null : Buffer.from(text).toString()));
      expect(roundTrip({ name: 's', type: 'string', values: texts })).toEqual(expected);
    }),
  );
});

test('half a surrogate pair at the end of one value and half at the start of the next stay apart', () => {
  expect(roundTrip({ name: 's', type: 'string', values: ['a\ud83d', '\ude00b'] })).toEqual(['a\ufffd', '\ufffdb']);
});

test('trap 5: a frame is an Arrow file, from the first bytes to the last', () => {
  for (const values of [[], [1]]) {
    const bytes = Buffer.from(encodeFrame({ name: '', fields: [{ name: 'n', type: 'number', values }] }, 'A'));
    expect(bytes.subarray(0, 6).toString()).toBe('ARROW1');
    expect(bytes.subarray(-6).toString()).toBe('ARROW1');
  }
});

test('traps 2, 4 and 5: only types that every Grafana reads, times in nanoseconds', () => {
  const fields: Field[] = [
    { name: 'time', type: 'time', values: [1] },
    { name: 'number', type: 'number', values: [1] },
    { name: 'integer', type: 'integer', values: [1] },
    { name: 'string', type: 'string', values: ['a'] },
    { name: 'boolean', type: 'boolean', values: [true] },
    { name: 'json', type: 'json', values: [[]] },
  ];
  const { schema } = RecordBatchReader.from(encodeFrame({ name: '', fields }, 'A')).open();
  expect(schema.fields.map(({ type }) => [type.typeId, String(type)])).toEqual([
    [Type.Timestamp, 'Timestamp<NANOSECOND>'],
    [Type.Float, 'Float64'],
    [Type.Int, 'Int64'],
    [Type.Utf8, 'Utf8'],
    [Type.Bool, 'Bool'],
    [Type.Binary, 'Binary'],
  ]);
});

test('trap 3: a field with nulls is declared to have some', () => {
  const schemaOf = (values: (number | null)[]) =>
    RecordBatchReader.from(encodeFrame({ name: '', fields: [{ name: 't', type: 'time', values }] }, 'A')).open().schema;
  expect(schemaOf([1, null]).fields[0]?.nullable).toBe(true);
  expect(schemaOf([1, 2]).fields[0]?.nullable).toBe(false);
});

test('times keep fractions of a millisecond; what the type cannot hold becomes null', () => {
  expect(roundTrip({ name: 't', type: 'time', values: [1.25, -1.75, NaN, Infinity, 253_402_300_799_000] })).toEqual([
    1.25,
    -1.75,
    null,
    null,
    null,
  ]);
  expect(roundTrip({ name: 'i', type: 'integer', values: [1.9, -1.9, NaN, 2 ** 70, null] })).toEqual([
    1,
    -1,
    null,
    null,
    null,
  ]);
});

test('name, refId and meta are always written', () => {
  const bytes = encodeFrame({ name: '', fields: [] }, '');
  const { metadata } = RecordBatchReader.from(bytes).open().schema;
  expect([...metadata]).toEqual([
    ['name', ''],
    ['refId', ''],
    ['meta', '{}'],
  ]);
});

test('fields of different lengths are a defect', () => {
  const fields: Field[] = [
    { name: 'a', type: 'number', values: [1] },
    { name: 'b', type: 'number', values: [] },
  ];
  expect(() => encodeFrame({ name: 'f', fields }, 'A')).toThrow('field "b" has 0 values, the first field has 1');
});
