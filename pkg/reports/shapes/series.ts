import { categoryColours, colourOf } from '../../../contract/colours.ts';
import type { MetricDefinition } from '../../../contract/columns.ts';
import { labels as knownLabels, type LabelId, type Labels } from '../../../contract/labels.ts';
import { aboutOf, type PersonalDecision } from '../../../contract/personal.ts';
import { timeColumn } from '../../../contract/reports/volumes.ts';
import { categories } from '../../../contract/vocabulary.ts';
import type { Buckets } from '../../cdr/calendar.ts';
import { aboutBuckets } from './buckets.ts';
import type { Field, FieldConfig, Frame } from '../../plugin/frames/frame.ts';
import { field } from './table.ts';

/** One line of a chart: a metric of one group, a value per bucket. */
export interface Series {
  readonly metric: MetricDefinition;
  readonly labels: Labels;
  /** `undefined` counts as null. */
  readonly values: readonly (number | null | undefined)[];
}

/** Times of the points of a chart: buckets, or windows. */
type Times = Pick<Buckets, 'starts'> & Partial<Pick<Buckets, 'interval' | 'unfinished'>>;

/**
 * A wide time series, as alerting and panels take it: a field per line, named after its metric and told apart by labels. Without any
 * series it has no fields, which is "no data": an empty labelled series would make an alert rule fire.
 */
export function wideSeries(name: string, buckets: Times, series: readonly Series[]): Frame {
  const meta = {
    type: 'timeseries-wide' as const,
    typeVersion: [0, 1] as [number, number],
    ...(buckets.interval && { custom: aboutBuckets(buckets) }),
  };
  if (series.length === 0 || buckets.starts.length === 0) {
    return { name, fields: [], meta };
  }
  const severalMetrics = new Set(series.map(({ metric }) => metric.id)).size > 1;
  const severalGroups = new Set(series.map(({ labels }) => JSON.stringify(labels))).size > 1;
  const displayName = ({ metric, labels }: Series) => {
    const group = Object.values(labels).join(' ');
    return severalGroups && group ? (severalMetrics ? `${group}: ${metric.label}` : group) : metric.label;
  };
  /** How many lines of each metric there are so far: they take their colours in turn. */
  const lines = new Map<MetricDefinition, number>();
  const nextOf = (metric: MetricDefinition) => {
    const position = lines.get(metric) ?? 0;
    lines.set(metric, position + 1);
    return position;
  };
  return {
    name,
    fields: [
      field(timeColumn, buckets.starts),
      ...series.map((one) =>
        field(one.metric, one.values, one.labels, {
          displayNameFromDS: displayName(one),
          ...lineColour(one, severalGroups ? nextOf(one.metric) : undefined),
        }),
      ),
    ],
    meta,
  };
}

/** That of the category that its label or its metric names; lines that fail are told apart without green. */
function lineColour({ metric: { colour }, labels }: Series, position: number | undefined): FieldConfig {
  const category = categories.find(({ label }) => label === labels['category'])?.id;
  const fixedColor = category ? categoryColours[category] : colourOf(colour === 'words' ? undefined : colour, position);
  return fixedColor === undefined ? {} : { color: { mode: 'fixed', fixedColor } };
}

/** Names the lines of a chart by their labels. */
export function nameSeries(
  frame: Frame,
  nameOf: (labels: Readonly<Record<string, string>>) => string | undefined,
): Frame {
  return {
    ...frame,
    fields: frame.fields.map((line) => {
      const name = line.labels && nameOf(line.labels);
      return name === undefined ? line : { ...line, config: { ...line.config, displayNameFromDS: name } };
    }),
  };
}

/** One number of one group. */
export interface LabelledNumber {
  readonly labels: Labels;
  readonly value: number | null;
}

/**
 * What an alert rule takes without any expression: one string column per label, named after it, and exactly one number column. Groups
 * without a number are left out; without any the frame has no fields.
 * @param items whom the label `item` names; anybody where that is not said
 */
export function labelledNumbers(
  name: string,
  metric: MetricDefinition,
  numbers: readonly LabelledNumber[],
  items: PersonalDecision = knownLabels.item,
): Frame {
  const meta = { type: 'numeric-long', typeVersion: [0, 1] as [number, number] } as const;
  const present = numbers.filter(({ value }) => value !== null);
  if (present.length === 0) {
    return { name, fields: [], meta };
  }
  const keys = Object.keys(present[0]?.labels ?? {}) as LabelId[];
  return {
    name,
    fields: [
      ...keys.map((key): Field => ({
        name: key,
        type: 'string',
        values: present.map(({ labels }) => labels[key] ?? ''),
        about: aboutOf(key === 'item' ? items : knownLabels[key]),
      })),
      field(
        metric,
        present.map(({ value }) => value),
      ),
    ],
    meta,
  };
}
