import {
  Field as ArrowField,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  type DataType,
} from 'apache-arrow';
import { columnData, columnType } from './column.ts';
import type { Field, Frame } from './frame.ts';

/** Grafana's word for what an Arrow type alone does not tell. */
const typeWords: Record<Field['type'], string> = {
  time: 'time',
  number: 'number',
  integer: 'number',
  string: 'string',
  boolean: 'boolean',
  json: 'other',
};

/**
 * One frame as a complete Arrow IPC file, the only form of Arrow that every Grafana reads. Types: time becomes
 * Timestamp in nanoseconds, number Float64, integer Int64, string Utf8, boolean Bool, json Binary with JSON text. A
 * time or integer that its type cannot hold becomes null; fractions of an integer are cut off.
 *
 * @param refId of the query this frame answers
 * @throws Error where fields differ in length or a json value cannot be written
 */
export function encodeFrame(frame: Frame, refId: string): Uint8Array {
  const length = frame.fields[0]?.values.length ?? 0;
  const columns = frame.fields.map((field) => {
    if (field.values.length !== length) {
      throw new Error(
        `Frame "${frame.name}": field "${field.name}" has ${field.values.length} values, the first field has ${length}.`,
      );
    }
    return { field, data: columnData(field) };
  });

  const fields = columns.map(({ field, data }) => {
    // Nulls in a field declared without them are read as garbage. Only a time field may promise to have none.
    const nullable = field.type !== 'time' || data.nullCount > 0;
    return new ArrowField<DataType>(field.name, columnType(field.type), nullable, fieldMetadata(field));
  });
  const schema = new Schema(
    fields,
    new Map([
      ['name', frame.name],
      ['refId', refId],
      ['meta', JSON.stringify(frame.meta ?? {})],
    ]),
  );
  const struct = makeData({
    type: new Struct(fields),
    length,
    nullCount: 0,
    children: columns.map(({ data }) => data),
  });
  // The constructor merges fields of one name; this puts the schema back as it was meant.
  const batches = length > 0 ? [Object.assign(new RecordBatch(schema, struct), { schema })] : [];
  return tableToIPC(new Table(schema, batches), 'file');
}

function fieldMetadata({ type, labels, config }: Field): Map<string, string> {
  return new Map([
    ['tstype', typeWords[type]],
    ...(labels ? [['labels', JSON.stringify(labels)] as const] : []),
    ...(config ? [['config', JSON.stringify(config)] as const] : []),
  ]);
}
