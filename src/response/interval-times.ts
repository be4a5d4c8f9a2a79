import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { withNotices } from './notices.ts';

/** Ranges longer than this name the year. */
const mostOfAYear = 330 * 24 * 3600 * 1000;

/** Whose days the intervals are, and who looks at them: IANA names. */
export interface Zones {
  /** In which the intervals begin: that of the query. */
  readonly asked: string | undefined;
  /** In which Grafana prints times. */
  readonly shown: string | undefined;
}

/** What the back end says of the intervals of a frame; nothing where it has none. */
export const intervalOf = ({ meta }: DataFrame): string | undefined =>
  (meta?.custom as { interval?: string } | undefined)?.interval;

/** The start of each interval of a frame. */
export const startsOf = ({ fields }: DataFrame): Field<number> | undefined =>
  fields.find(({ name, type }) => name === 'time' && type === FieldType.time);

/**
 * How people name an interval by its start, in the letters of Moment.js as Grafana takes them: `Tue 24 Nov`, `week of 22 Nov`, `November
 * 2026`. The hour is told where intervals begin in another zone than the viewer's, whose midnight theirs is not.
 */
export function formatOf(frame: DataFrame, zones: Zones): string | undefined {
  const interval = intervalOf(frame);
  const starts = startsOf(frame)?.values ?? [];
  const year = (starts.at(-1) ?? 0) - (starts[0] ?? 0) > mostOfAYear ? ' YYYY' : '';
  const hour = areApart(zones) ? ' HH:mm' : '';
  switch (interval) {
    case 'quarterHourly':
    case 'hourly':
      return `ddd D MMM${year} HH:mm`;
    case 'daily':
      return `ddd D MMM${year}${hour}`;
    case 'weekly':
      return `[week of] D MMM${year}${hour}`;
    case 'monthly':
      return hour ? `D MMM YYYY${hour}` : 'MMMM YYYY';
    default:
      return undefined;
  }
}

const areApart = ({ asked, shown }: Zones): boolean => asked !== undefined && shown !== undefined && asked !== shown;

/** Prints the time of each interval as its name, where nobody has chosen a unit, and says whose days they are where not the viewer's. */
export function withIntervalTimes(frame: DataFrame, zones: Zones): DataFrame {
  const format = formatOf(frame, zones);
  const starts = startsOf(frame);
  if (format === undefined || !starts || starts.config.unit) {
    return frame;
  }
  const named = { ...starts, config: { ...starts.config, unit: `time:${format}` } };
  const said = areApart(zones)
    ? [`Intervals begin in the time zone ${zones.asked ?? ''}; times are shown in ${zones.shown ?? ''}.`]
    : [];
  return withNotices({ ...frame, fields: frame.fields.map((field) => (field === starts ? named : field)) }, said);
}
