import { expect, test } from '@jest/globals';
import { noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { progressReportRows, type FoundProgressReport } from '../cdr/questions/progress-reports.ts';

const step: FoundProgressReport = {
  ...{ ErrorTime: range.from + 7, ErrorReportSeq: 3, ProgressReportSeq: 1, MsDiagId: 7025, Source: 'fe01' },
  ...{ Application: 'ASMCU', TelemetryId: 'T', SessionSetupTime: 1200, MsDiagHeader: 'h' },
};
const steps = [step, { ...step, ProgressReportSeq: 2, MsDiagId: null, SessionSetupTime: null }];

test('shows the view with its nine columns, the meaning of the ID and the key of the error report', async () => {
  const cdr = recordingCdr('T-SQL', { answers: [given(progressReportRows, steps)] });
  const [frame] = await ask(cdr, { report: 'progressReports' });
  expect(rowsOf(frame)).toEqual([
    expect.objectContaining({
      ...{ errorTime: range.from + 7, errorReportSeq: 3, progressReportSeq: 1, diagnosticId: 7025, source: 'fe01' },
      ...{ application: 'ASMCU', telemetryId: 'T', setupTime: 1200, diagnosticHeader: 'h' },
      ...{ diagnosticMeaning: expect.any(String), errorTimeKey: '2026-03-10T07:00:00.007Z' },
    }),
    expect.objectContaining({ progressReportSeq: 2, diagnosticMeaning: null, setupTime: null }),
  ]);
  expect(noticesOf(frame)).toEqual([]);
});

test('asks for one step more than the limit, and tells of those that are left out', async () => {
  const cdr = recordingCdr('T-SQL', { answers: [given(progressReportRows, steps)] });
  const [frame] = await ask(cdr, { report: 'progressReports', limit: 1, filters: { sources: 'fe01' } });
  expect(noticesOf(frame)[0]).toMatch(/^Only the first 1 steps are shown\. There are more:/);
  const selection = { range, filters: { sources: ['fe01'] }, limit: 2 };
  expect(cdr.asked).toEqual([expect.objectContaining({ question: 'progressReportRows', selection })]);
});
