import { answerFields, noHeading } from '../../contract/answer-fields.ts';
import { DiagnosticsError } from '../errors.ts';
import { toPluginError, type Frame, type Step } from '../plugin/index.ts';
import type { ReportCall } from './validate.ts';

/**
 * Answers with the text of the error where a query wants it as a row: all that a panel shows of a failed query is a red corner.
 * Alert rules keep the error, and so does a caller that has gone away.
 */
export const errorsAsRows: Step<ReportCall, ReportCall, Frame[]> = (next) => async (call) => {
  try {
    return await next(call);
  } catch (thrown) {
    if (!call.query.errorAsRow || call.fromAlert || call.signal.aborted) {
      throw thrown;
    }
    const { message } = thrown instanceof DiagnosticsError ? thrown : toPluginError(thrown, call.signal);
    const config = { displayNameFromDS: noHeading };
    return [{ name: 'Error', fields: [{ name: answerFields.failure, type: 'string', values: [message], config }] }];
  }
};
