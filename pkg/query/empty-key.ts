import type { ReportQuery } from '../../contract/query.ts';
import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import type { Frame, Step } from '../plugin/index.ts';
import { table } from '../reports/shapes/table.ts';
import type { ReportCall } from './validate.ts';

/** Answers a query whose key is still empty by itself: there is nothing to ask for. */
export const answerEmptyKey: Step<ReportCall, ReportCall, Frame[]> = (next) => async (call) =>
  call.query.withoutKey === undefined ? next(call) : answerWithoutKey(call.query, call.query.withoutKey);

/** The table without rows, and a notice that says where to come from. */
export function answerWithoutKey(query: ReportQuery, why: string): Frame[] {
  const { title, columns } = reportDefinition(query.report);
  const shown = query.report === 'conferenceDetail' ? conferenceDetailColumns[query.section] : columns;
  return [table(title, shown, [], { notices: [{ severity: 'info', text: why }] })];
}
