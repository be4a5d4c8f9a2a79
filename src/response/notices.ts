import { FieldType, type DataFrame, type TimeRange } from '@grafana/data';
import { answerFields, noHeading } from '../../contract/answer-fields.ts';
import type { Query } from '../types.ts';

/** Adds notices to a frame: Grafana shows them in the corner of the panel. */
export function withNotices(frame: DataFrame, texts: readonly string[]): DataFrame {
  if (texts.length === 0) {
    return frame;
  }
  const notices = texts.map((text) => ({ severity: 'info' as const, text }));
  return { ...frame, meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), ...notices] } };
}

/** The answer to a query that nothing can match: without rows, or with the words the query has for nothing, as the back end gives them. */
export function nothingFound({ refId, format, nothing }: Query, range: TimeRange, texts: readonly string[]): DataFrame {
  const why = "The ad hoc filters and the query's own filters exclude each other.";
  return withNotices({ refId, ...wordsFor(nothing, format === 'timeSeries', range) }, [why, ...texts]);
}

function wordsFor(
  nothing: string | undefined,
  isChart: boolean,
  { from, to }: TimeRange,
): Pick<DataFrame, 'fields' | 'length'> {
  if (!nothing) {
    return { fields: [], length: 0 };
  }
  if (isChart) {
    const config = { displayNameFromDS: nothing };
    return {
      fields: [
        { name: 'time', type: FieldType.time, values: [from.valueOf(), to.valueOf()], config: {} },
        { name: answerFields.nothing, type: FieldType.number, values: [null, null], config },
      ],
      length: 2,
    };
  }
  const config = { displayNameFromDS: noHeading };
  return { fields: [{ name: answerFields.nothing, type: FieldType.string, values: [nothing], config }], length: 1 };
}
