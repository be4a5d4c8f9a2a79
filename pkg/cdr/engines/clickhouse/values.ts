import { DatetimeParameter, type Parameter } from '../../parameter.ts';
import type { FoundRow } from '../engine.ts';

/** An instant as text of the type DateTime64, in UTC. @param ms epoch milliseconds */
export const instantText = (ms: number): string => new Date(ms).toISOString().slice(0, -1).replace('T', ' ');

/** A parameter as the driver sends it: an instant as text of its type. */
export const sent = (value: Parameter): string | number | null =>
  value instanceof DatetimeParameter ? instantText(value.ms) : value;

type Reading = (value: unknown) => unknown;

const asIs: Reading = (value) => value;
/** Seconds since the epoch with their fraction, as the setting `date_time_output_format` asks for. */
const instant: Reading = (value) => (value === null ? null : Math.round(Number(value) * 1000));
const guid: Reading = (value) => (typeof value === 'string' ? value.toUpperCase() : value);

/** How values of a type are read. */
function readingOf(type: string): Reading {
  const bare = type.replace(/^(?:LowCardinality\(|Nullable\()+/, '');
  if (bare.startsWith('DateTime')) {
    return instant;
  }
  return bare.startsWith('UUID') ? guid : asIs;
}

/** Makes rows of lists of values, by the names and types of their columns. */
export function rowReader(
  names: readonly string[],
  types: readonly string[],
): (values: readonly unknown[]) => FoundRow {
  const columns = names.map((name, index) => [name, readingOf(types[index] ?? '')] as const);
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index++) {
      const [name, read] = columns[index] as (typeof columns)[number];
      row[name] = read(values[index]);
    }
    return row;
  };
}
