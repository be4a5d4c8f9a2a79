import type { DecodedField, DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';

/** A number or series as Grafana's expressions see it. */
export interface Read {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (number | null)[];
}

/**
 * Reads an answer in the order in which Grafana decides what it is (pkg/expr): nothing; numbers, one per row, where a frame without
 * a time has texts and exactly one number; wide time series otherwise.
 * @throws Error with what Grafana would say
 */
export function asGrafanaReads(frames: readonly DecodedFrame[]): Read[] {
  const [first] = frames;
  if (!first || (frames.length === 1 && first.fields.length === 0)) {
    return [];
  }
  const typed = first.meta?.type;
  if (frames.length === 1 && !first.fields.some(isTime)) {
    if (typed !== undefined && typed !== 'numeric-long') {
      throw new Error(`a frame of type ${String(typed)} without a time`);
    }
    return numbersOf(first);
  }
  return frames.flatMap(seriesOf);
}

const isTime = ({ type }: DecodedField) => type === 'time';
const isText = ({ type }: DecodedField) => type === 'string';
const isNumber = ({ type }: DecodedField) => type === 'number' || type === 'integer';

function numbersOf({ fields }: DecodedFrame): Read[] {
  const [number, ...others] = fields.filter((field) => !isText(field));
  if (!number || others.length > 0 || !isNumber(number)) {
    throw new Error('input data must be a wide series but got type not time series');
  }
  const texts = fields.filter(isText);
  return number.values.map((value, row) => ({
    labels: Object.fromEntries(texts.map(({ name, values }) => [name, String(values[row])])),
    values: [value as number | null],
  }));
}

function seriesOf({ fields }: DecodedFrame): Read[] {
  const [time, ...more] = fields.filter(isTime);
  const values = fields.filter((field) => !isTime(field));
  if (!time || more.length > 0 || values.length === 0 || !values.every(isNumber)) {
    throw new Error('input data must be a wide series but got type long');
  }
  const instants = time.values as number[];
  if (instants.some((at, index) => index > 0 && at <= (instants[index - 1] ?? Infinity))) {
    throw new Error('times must ascend');
  }
  return values.map((field) => ({ labels: { ...field.labels }, values: field.values as (number | null)[] }));
}

/** The last value of each, as Grafana's Reduce (last) has it: of nothing it is not a number, which counts as firing. */
export function reduced(read: readonly Read[]): (number | null)[] {
  return read.map(({ values }) => (values.length === 0 ? NaN : (values.at(-1) ?? null)));
}
