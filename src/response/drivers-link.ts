import { dateTime, type DataFrame, type Field } from '@grafana/data';
import { config } from '@grafana/runtime';

/** Grafana gives every query of an annotation this name. */
const annotationRefId = 'Anno';

/**
 * Gives events on charts a way on: the dashboard Failure Drivers over the time of the event. Grafana shows the text of an event as HTML, and makes
 * it safe. Events of other columns, such as rows of a report, stay as they are.
 * @param uid of the data source
 */
export function withDriversLink(frame: DataFrame, uid: string): DataFrame {
  const field = (name: string): Field | undefined => frame.fields.find((one) => one.name === name);
  const [from, to, text] = [field('time'), field('timeEnd'), field('text')];
  if (frame.refId !== annotationRefId || !from || !to || !text) {
    return frame;
  }
  const values = text.values.map((value: unknown, row) => {
    const [start, end] = [from, to].map(({ values: times }) => dateTime(times[row] as number).valueOf());
    const address = `${config.appSubUrl}/d/cd-drivers?from=${start}&to=${end}&var-datasource=${encodeURIComponent(uid)}`;
    return `${String(value)}<br><a href="${address}">Open Failure Drivers of this time</a>`;
  });
  return { ...frame, fields: frame.fields.map((one) => (one === text ? { ...one, values } : one)) };
}
