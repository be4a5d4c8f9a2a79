import { answerFields, noHeading } from '../../contract/answer-fields.ts';
import { aboutOf } from '../../contract/personal.ts';
import type { Field, Frame, Step } from '../plugin/index.ts';
import type { ReportCall } from './validate.ts';

/**
 * Puts the words that a query has for nothing in place of an answer without rows. A panel shows its own `noValue` also where its
 * query failed, so only an answer can say that there is nothing. Alert rules keep an answer without rows: to them it is "no data".
 */
export const sayNothing: Step<ReportCall, ReportCall, Frame[]> = (next) => async (call) => {
  const frames = await next(call);
  const { withoutKey } = call.query;
  // Nothing was asked for, so nothing was found out either; the notice of the answer says why.
  const nothing = call.query.nothing !== undefined && withoutKey !== undefined ? '–' : call.query.nothing;
  const [first] = frames;
  if (nothing === undefined || call.fromAlert || !first || !frames.every(isEmpty)) {
    return frames;
  }
  const { type: _type, typeVersion: _version, ...meta } = first.meta ?? {};
  return [{ name: first.name, fields: fieldsOf(nothing, call), meta }];
};

const isEmpty = ({ fields }: Frame) => fields.every(({ values }) => values.length === 0);

/** A row with the words; for a chart a line of that name without points, over the whole range. */
function fieldsOf(nothing: string, { query, range }: ReportCall): Field[] {
  if (query.format === 'timeSeries') {
    return [
      { name: 'time', type: 'time', values: [range.from, range.to] },
      { name: answerFields.nothing, type: 'number', values: [null, null], config: { displayNameFromDS: nothing } },
    ];
  }
  const config = { displayNameFromDS: noHeading };
  return [{ name: answerFields.nothing, type: 'string', values: [nothing], config, about: aboutOf(false) }];
}
