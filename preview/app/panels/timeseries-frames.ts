import { FieldType, type DataFrame, type Field } from '@grafana/data';

/**
 * What a chart over time can draw of frames: each one's first time field in ascending order, and its numbers.
 * @returns undefined when there is nothing to draw
 */
export function chartFrames(series: readonly DataFrame[]): DataFrame[] | undefined {
  const frames = series.flatMap((frame) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    const values = frame.fields.filter(({ type }) => type === FieldType.number || type === FieldType.boolean);
    return time && values.length > 0 && frame.length > 0 ? [ascending(frame, time, values)] : [];
  });
  return frames.length > 0 ? frames : undefined;
}

function ascending(frame: DataFrame, time: Field<number>, values: Field[]): DataFrame {
  const fields = [time, ...values];
  const sorted = time.values.every((value, index) => index === 0 || (time.values[index - 1] ?? value) <= value);
  if (sorted) {
    return { ...frame, fields: fields.map(numeric) };
  }
  const order = time.values
    .map((_value, index) => index)
    .sort((a, b) => Number(time.values[a]) - Number(time.values[b]));
  return {
    ...frame,
    fields: fields.map((field) => numeric({ ...field, values: order.map((index): unknown => field.values[index]) })),
  };
}

/** A chart draws true as 1. */
function numeric(field: Field): Field {
  return field.type === FieldType.boolean
    ? { ...field, type: FieldType.number, values: field.values.map((value) => (value === null ? null : Number(value))) }
    : field;
}
