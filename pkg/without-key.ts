import type { ReportQuery } from '../contract/query.ts';
import { conferenceDetailColumns } from '../contract/reports/conference-detail.ts';
import { reportDefinition } from '../contract/reports/index.ts';
import type { Frame } from './plugin/frames/frame.ts';
import { table } from './reports/shapes/table.ts';

/** The answer to a query whose key is still empty: its table without rows, and a notice that says where to come from. */
export function answerWithoutKey(query: ReportQuery, why: string): Frame[] {
  const { title, columns } = reportDefinition(query.report);
  const shown = query.report === 'conferenceDetail' ? conferenceDetailColumns[query.section] : columns;
  return [table(title, shown, [], { notices: [{ severity: 'info', text: why }] })];
}
