import { pipeline, type Frame, type Handler, type QueryCall } from '../plugin/index.ts';
import type { ReportRequest } from '../reports/report.ts';
import { openDataSource, type DataSources } from './data-source.ts';
import { answerEmptyKey } from './empty-key.ts';
import { errorsAsRows } from './error-as-row.ts';
import { translateErrors } from './errors.ts';
import { refuseDeep } from './guard.ts';
import { countQuery } from './metrics.ts';
import { sayNothing } from './nothing.ts';
import { addNotices } from './notices.ts';
import { findNames, guardNames, hidePeople, knowPeople, type PeopleOfSources, type WithPeople } from './people.ts';
import { leaveOutVariables } from './variables.ts';
import { checkRange, validate } from './validate.ts';

/**
 * Answers one query of a panel, an alert rule or an annotation: what happens to it, in this order.
 * @throws PluginError
 */
export function answerQuery(dataSources: DataSources & PeopleOfSources): Handler<QueryCall, Frame[]> {
  return pipeline<QueryCall, Frame[]>()
    .through(errorsAsRows)
    .through(countQuery)
    .through(translateErrors())
    .through(knowPeople(dataSources))
    .through(hidePeople)
    .through<QueryCall & WithPeople>(refuseDeep)
    .through<QueryCall & WithPeople>(leaveOutVariables)
    .through(validate)
    .through(guardNames)
    .through(sayNothing)
    .through(answerEmptyKey)
    .through(checkRange)
    .through(openDataSource(dataSources))
    .through(findNames)
    .through(addNotices)
    .to(runReport);
}

/** Loaded when a CDR has been opened, for reports are a large part of what a query needs. */
async function runReport(request: ReportRequest): Promise<Frame[]> {
  const { answerReport } = await import('../reports/index.ts');
  return answerReport(request);
}
