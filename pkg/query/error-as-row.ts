import { answerFields, noHeading } from '../../contract/answer-fields.ts';
import { log, toPluginError, type Frame, type QueryCall, type Step } from '../plugin/index.ts';

/**
 * Answers with the text of the error where a query wants it as a row: all that a panel shows of a failed query is a red corner. It has failed
 * all the same, in the metrics and in the log. Alert rules keep the error, and so does a caller that has gone away.
 */
export const errorsAsRows: Step<QueryCall, QueryCall, Frame[]> = (next) => async (call) => {
  try {
    return await next(call);
  } catch (thrown) {
    if (!wantsRow(call.query.model) || call.fromAlert || call.signal.aborted) {
      throw thrown;
    }
    const { code, message, cause, logLevel } = toPluginError(thrown, call.signal);
    log(logLevel, 'query failed', { dsUID: call.settings.uid, code, error: message, cause });
    const config = { displayNameFromDS: noHeading };
    return [{ name: 'Error', fields: [{ name: answerFields.failure, type: 'string', values: [message], config }] }];
  }
};

const wantsRow = (model: unknown) =>
  typeof model === 'object' && model !== null && 'errorAsRow' in model && model.errorAsRow === true;
