import { filters, type FilterId } from '../../contract/filters.ts';
import type { FilterInput, QueryDraft } from '../../contract/query.ts';
import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import { validateQuery } from '../../contract/validate.ts';
import { answerReport } from '../../pkg/reports/index.ts';
import type { Frame } from '../../pkg/plugin/frames/frame.ts';
import type { RecordingCdr } from './recording-cdr.ts';
import { range } from './selections.ts';

export const zone = 'Europe/Berlin';

/** Values for filters that are no text, where a test does not care. */
export const keyValues: Partial<Record<FilterId, FilterInput>> = {
  errorTime: '2026-03-10T08:15:00.007Z',
  errorReportSeq: 3,
  sessionIdTime: '2026-03-10T08:14:59.997Z',
  sessionIdSeq: 12,
  telemetryId: '0f8fad5b-d9cb-469f-a165-70867728950e',
};

/** The text filters that a report takes. */
export function textFilters(report: ReportId): FilterId[] {
  return reportDefinition(report).filters.filter((id) => filters.some((one) => one.id === id && one.kind === 'text'));
}

/** Asks the report, as a panel does. */
export async function ask(cdr: RecordingCdr, saved: QueryDraft, within = range): Promise<Frame[]> {
  const query = validateQuery(saved);
  return answerReport({ query, range: within, zone: query.timezone ?? zone, cdr });
}
