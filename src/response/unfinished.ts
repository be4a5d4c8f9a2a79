import { DataTopic, dateTimeFormat, FieldType, type DataFrame, type Field } from '@grafana/data';
import { enoughForRate } from '../../contract/colours.ts';
import type { Columns } from '../../contract/columns.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { formatOf, startsOf, type Zones } from './interval-times.ts';

/** Half-open, in epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the last interval of a frame counts where it is not over, as the back end says it. */
export function unfinishedOf({ meta }: DataFrame): Span | undefined {
  const { unfinished } = (meta?.custom ?? {}) as { unfinished?: Span };
  return typeof unfinished?.from === 'number' && typeof unfinished.to === 'number' ? unfinished : undefined;
}

/** Says of the last time of a frame, in tables and on hover, that its interval is not over. */
export function withUnfinishedTime(frame: DataFrame, zones: Zones): DataFrame {
  const format = formatOf(frame, zones);
  const time = startsOf(frame);
  const last = time?.values.at(-1);
  if (!unfinishedOf(frame) || !time || last === undefined || format === undefined) {
    return frame;
  }
  const text = `${dateTimeFormat(last, { format, ...(zones.shown && { timeZone: zones.shown }) })}, so far`;
  return { ...frame, fields: frame.fields.map((field) => (field === time ? mapped(field, last, text) : field)) };
}

/** The numbers of sessions that each failure rate is a share of, by the name of its field, in any report. */
const sharesOf = new Map<string, string[]>();
for (const { id, rateOf } of reportIds.flatMap((report): Columns => reportDefinition(report).columns)) {
  if (rateOf !== undefined) {
    sharesOf.set(id, [...(sharesOf.get(id) ?? []), rateOf]);
  }
}

/**
 * Leaves out the failure rate of an interval that is not over as long as it has too few sessions to tell one: a line would run to whatever
 * the first of them make of it. Volumes stay, below {@link unfinishedBand}, and so does an interval that is alone.
 */
export function withoutUnfinishedRates(frame: DataFrame): DataFrame {
  const starts = startsOf(frame)?.values ?? [];
  if (!unfinishedOf(frame) || starts[0] === starts.at(-1)) {
    return frame;
  }
  const fields = frame.fields.map((rate) => {
    const sessions = frame.fields.find(({ name }) => sharesOf.get(rate.name)?.includes(name))?.values;
    const isEarly = (row: number) => starts[row] === starts.at(-1) && Number(sessions?.[row]) < enoughForRate;
    return sessions
      ? { ...rate, values: rate.values.map((value, row): unknown => (isEarly(row) ? null : value)) }
      : rate;
  });
  return { ...frame, fields };
}

/** A value mapping leaves the value what it is: links, order and axes go by it. */
export function mapped(field: Field, value: number, text: string): Field {
  const mappings = [{ type: 'value', options: { [value]: { text, index: 0 } } }] as Field['config']['mappings'];
  return { ...field, config: { ...field.config, ...(mappings && { mappings }) } };
}

/** A band behind charts over the interval that is not over; other panels do not draw it. None where all frames are whole. */
export function unfinishedBand(frames: readonly DataFrame[]): DataFrame[] {
  const [frame] = frames.filter(unfinishedOf);
  const span = frame && unfinishedOf(frame);
  if (!frame || !span) {
    return [];
  }
  const field = (name: string, type: FieldType, value: unknown): Field => ({ name, type, values: [value], config: {} });
  return [
    {
      ...(frame.refId && { refId: frame.refId }),
      name: 'So far',
      meta: { dataTopic: DataTopic.Annotations },
      fields: [
        field('time', FieldType.time, span.from),
        field('timeEnd', FieldType.time, span.to),
        field('isRegion', FieldType.boolean, true),
        field('color', FieldType.string, 'gray'),
        field('text', FieldType.string, 'This interval is not over: it counts what there is so far.'),
      ],
      length: 1,
    },
  ];
}
