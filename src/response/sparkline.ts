import { FieldType, type DataFrame, type Field } from '@grafana/data';
import type { RowOf } from '../../contract/columns.ts';
import type { topFailures } from '../../contract/reports/top-failures.ts';
import { unfinishedOf } from './unfinished.ts';

type ColumnId = keyof RowOf<typeof topFailures.columns>;
const trends: readonly string[] = ['trend', 'fittedTrend'] satisfies ColumnId[];
const sessions: ColumnId = 'reportedSessions';

/** One point: start of the interval in epoch milliseconds, sessions. */
type Point = readonly [number, number];
const day = 24 * 3_600_000;

/**
 * Turns the trends of Top Failures, which travel as JSON, into one small frame per row: a table then draws them as
 * sparklines. An interval that is not over is left out, for a sparkline has no way to say so and would fall at its end. Other frames
 * pass as they are.
 */
export function withSparklines(frame: DataFrame): DataFrame {
  const isUnfinished = unfinishedOf(frame) !== undefined;
  return frame.fields.some(isTrend)
    ? { ...frame, fields: frame.fields.map((field) => (isTrend(field) ? sparklines(field, isUnfinished) : field)) }
    : frame;
}

function isTrend(field: Field): boolean {
  return trends.includes(field.name) && field.type === FieldType.other;
}

function sparklines(field: Field, isUnfinished: boolean): Field {
  const values: (DataFrame | null)[] = field.values.map((value: unknown) => {
    const points = pointsOf(value);
    return points && sparkline(asLine(isUnfinished && points.length > 2 ? points.slice(0, -1) : points));
  });
  const custom: Record<string, unknown> = { ...field.config.custom, cellOptions: { type: 'sparkline' } };
  return { ...field, type: FieldType.frame, values, config: { ...field.config, custom } };
}

/** A single interval, drawn as long as a day: Grafana 11 never comes back from drawing a time axis without length. */
function asLine(points: readonly Point[]): readonly Point[] {
  const [only, ...others] = points;
  return only && others.length === 0 ? [only, [only[0] + day, only[1]]] : points;
}

function sparkline(points: readonly Point[]): DataFrame {
  return {
    fields: [
      { name: 'time', type: FieldType.time, config: {}, values: points.map(([time]) => time) },
      {
        name: sessions,
        type: FieldType.number,
        config: { min: 0 },
        values: points.map(([, count]) => count),
      },
    ],
    length: points.length,
  };
}

/** Null where the value is no list of points. */
function pointsOf(value: unknown): Point[] | null {
  const list: unknown = typeof value === 'string' ? parsed(value) : value;
  return Array.isArray(list) && list.every((point) => Array.isArray(point) && point.every(Number.isFinite))
    ? (list as Point[])
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
