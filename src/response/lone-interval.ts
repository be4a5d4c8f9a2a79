import { dateTimeFormat, type DataFrame } from '@grafana/data';
import { startsOf, type Zones } from './interval-times.ts';
import { mapped } from './unfinished.ts';

/**
 * Draws a lone interval from the beginning of the range on where it is longer: at its own beginning, out of sight, a chart shows nothing,
 * which reads like no sessions at all. It keeps its name. Tables keep the time, too.
 * @param frame with the names of its intervals
 * @param from beginning of the range, epoch milliseconds
 */
export function withLoneIntervalInSight(frame: DataFrame, from: number, { shown }: Zones): DataFrame {
  const time = startsOf(frame);
  const isSeries = frame.meta?.type?.startsWith('timeseries') ?? false;
  const start = time?.values[0];
  if (!isSeries || !time || frame.length !== 1 || start === undefined || start >= from) {
    return frame;
  }
  const { mappings = [], unit = '' } = time.config;
  const said = mappings.flatMap(({ options }) => (options as Record<string, { text?: string }>)[start]?.text ?? []);
  const format = unit.startsWith('time:') ? unit.slice('time:'.length) : undefined;
  const [text = dateTimeFormat(start, { ...(format && { format }), ...(shown && { timeZone: shown }) })] = said;
  const moved = mapped({ ...time, values: [from] }, from, text);
  return { ...frame, fields: frame.fields.map((field) => (field === time ? moved : field)) };
}
