import type { Frame } from '../../pkg/plugin/frames/frame.ts';

/**
 * The rows of a table, each as an object of the columns asked for.
 * @param columns names of fields; all where none is named
 */
export function rowsOf(frame: Frame | undefined, ...columns: readonly string[]): Record<string, unknown>[] {
  const fields = frame?.fields.filter(({ name }) => columns.length === 0 || columns.includes(name)) ?? [];
  return (fields[0]?.values ?? []).map((_, row) =>
    Object.fromEntries(fields.map(({ name, values }) => [name, values[row]])),
  );
}

/** The values of one column. */
export function columnOf(frame: Frame | undefined, name: string): readonly unknown[] | undefined {
  return frame?.fields.find((field) => field.name === name)?.values;
}

/** The lines of a time series: name of the metric, values of the labels, and the values that are neither null nor 0 by bucket. */
export function linesOf(frame: Frame | undefined): (readonly [metric: string, group: string, values: object])[] {
  return (frame?.fields.slice(1) ?? []).map(({ name, labels, values }) => [
    name,
    Object.values(labels ?? {}).join(' '),
    Object.fromEntries(values.flatMap((value, bucket) => (value ? [[bucket, value]] : []))),
  ]);
}

export const noticesOf = (frame: Frame | undefined): string[] => (frame?.meta?.notices ?? []).map(({ text }) => text);
