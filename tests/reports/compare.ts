import type { ReportQuery } from '../../contract/query.ts';
import type { DecodedField, DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import { omittedColumns, type OracleFrame } from '../oracle/oracle.ts';

/** Rounds what floating point computes in another order; counts and instants stay what they are. */
function rounded(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
}

/** A score is a sum of many terms: its last digits depend on their order. */
const roundedScore = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toFixed(7)) : value);
const roundedAs = (id: string | null, values: readonly unknown[]): unknown[] =>
  values.map(id === 'score' ? roundedScore : rounded);

/** The frames of the plugin in the words of the oracle. */
export function inOracleWords(query: ReportQuery, frames: readonly DecodedFrame[]): unknown[] {
  const valuesOf = ({ name, values }: DecodedField) => roundedAs(name, values);
  return frames.map(({ name, fields, meta }) => {
    switch (query.format) {
      case 'table':
      case 'events': {
        const omitted = omittedColumns[query.report] ?? [];
        const columns = fields.map((field) => [field.name, valuesOf(field)] as const);
        const { sessionsWithoutItem: without } = meta.custom ?? {};
        return {
          name,
          columns: Object.fromEntries(columns.filter(([id]) => !omitted.includes(id))),
          ...(query.report === 'failureDistribution' && { without }),
        };
      }
      case 'timeSeries': {
        const [time, ...series] = fields;
        return {
          time: time ? valuesOf(time) : null,
          series: series.map((field) => ({ metric: field.name, labels: field.labels, values: valuesOf(field) })),
        };
      }
      case 'numeric': {
        const number = fields.find(({ type }) => type === 'number' || type === 'integer');
        const labels = fields.filter((field) => field !== number);
        return {
          metric: number?.name ?? null,
          rows: (number ? valuesOf(number) : []).map((value, row) => ({
            labels: Object.fromEntries(labels.map((field) => [field.name, field.values[row]])),
            value,
          })),
        };
      }
    }
  });
}

/** What the oracle expects, in the same shape: without series or numbers a frame has no fields at all. */
export function fromOracle(frames: readonly OracleFrame[]): unknown[] {
  return frames.map((frame) => {
    switch (frame.format) {
      case 'table':
        return {
          name: frame.name,
          columns: Object.fromEntries(Object.entries(frame.columns).map(([id, values]) => [id, roundedAs(id, values)])),
          ...(frame.without !== undefined && { without: frame.without }),
        };
      case 'timeSeries':
        if (frame.series.length === 0 || frame.time.length === 0) {
          return { time: null, series: [] };
        }
        return {
          time: frame.time,
          series: frame.series.map(({ metric, labels, values }) => ({
            metric,
            labels,
            values: roundedAs(metric, values),
          })),
        };
      case 'numeric':
        return {
          metric: frame.rows.length > 0 ? frame.metric : null,
          rows: frame.rows.map(({ labels, value }) => ({ labels, value: roundedAs(frame.metric, [value])[0] })),
        };
    }
  });
}

/** Series come metric by metric here and group by group there: the order of fields says nothing. */
export function sortedSeries(frames: unknown[]): unknown[] {
  const key = ({ metric, labels }: { metric: string; labels: object }) => `${metric} ${JSON.stringify(labels)}`;
  return frames.map((frame) => {
    const { series } = frame as { series?: { metric: string; labels: object }[] };
    return series ? { ...(frame as object), series: [...series].sort((a, b) => (key(a) < key(b) ? -1 : 1)) } : frame;
  });
}
