import { RecordBatchReader, Type, type Data, type DataType, type Vector } from 'apache-arrow';
import type { Field, FieldConfig, FrameMeta } from '../../pkg/plugin/frames/frame.ts';

/** A frame read back. Times are epoch milliseconds, integers are numbers, json values are parsed. */
export interface DecodedFrame {
  name: string;
  refId: string;
  meta: FrameMeta;
  fields: DecodedField[];
}

export interface DecodedField {
  name: string;
  type: Field['type'];
  /** What the schema promises; a null in a field that is not nullable would be read as garbage by Grafana. */
  nullable: boolean;
  labels: Record<string, string>;
  config: FieldConfig;
  values: unknown[];
}

/**
 * Reads an Arrow IPC file as Grafana does: field by field, so that fields of one name keep their own labels.
 *
 * @throws Error for a type that Grafana does not read, and for a null in a field declared without nulls
 */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const reader = RecordBatchReader.from(bytes).open();
  const { schema } = reader;
  const batches = [...reader];
  return {
    name: schema.metadata.get('name') ?? '',
    refId: schema.metadata.get('refId') ?? '',
    meta: parse<FrameMeta>(schema.metadata.get('meta')),
    fields: schema.fields.map((field, index) => {
      const type = fieldType(field.type);
      const values = batches.flatMap((batch) => columnValues(type, batch.getChildAt(index)));
      if (!field.nullable && values.includes(null)) {
        throw new Error(`Field "${field.name}" has nulls but is declared without.`);
      }
      return {
        // Against its type, an empty name is read as null.
        name: (field.name as string | null) ?? '',
        type,
        nullable: field.nullable,
        labels: parse<Record<string, string>>(field.metadata.get('labels')),
        config: parse<FieldConfig>(field.metadata.get('config')),
        values,
      };
    }),
  };
}

function parse<T extends object>(json: string | undefined): T {
  return JSON.parse(json ?? '{}') as T;
}

const types: Partial<Record<Type, Field['type']>> = {
  [Type.Timestamp]: 'time',
  [Type.Float]: 'number',
  [Type.Int]: 'integer',
  [Type.Utf8]: 'string',
  [Type.Bool]: 'boolean',
  [Type.Binary]: 'json',
};

function fieldType(type: DataType): Field['type'] {
  const known = types[type.typeId as Type];
  if (!known) {
    throw new Error(`Grafana does not read the Arrow type ${String(type)}.`);
  }
  return known;
}

function columnValues(type: Field['type'], column: Vector | null): unknown[] {
  if (!column) {
    return [];
  }
  switch (type) {
    case 'time':
      return bigints(column).map((value) => (value === null ? null : Number(value / 1000n) / 1000));
    case 'integer':
      return bigints(column).map((value) => (value === null ? null : Number(value)));
    case 'json':
      return [...column].map((value: Uint8Array | null) =>
        value === null ? null : (JSON.parse(Buffer.from(value).toString('utf8')) as unknown),
      );
    default:
      return [...column];
  }
}

/** The integers as they are in the file: Arrow's own accessor turns nanoseconds into rounded milliseconds. */
function bigints(column: Vector): (bigint | null)[] {
  return column.data.flatMap((chunk: Data) =>
    Array.from({ length: chunk.length }, (_, index) =>
      chunk.getValid(index) ? ((chunk.values as BigInt64Array)[index] ?? null) : null,
    ),
  );
}
