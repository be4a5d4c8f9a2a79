import type { CdrTrace } from '../cdr/cdr.ts';
import type { Frame, Step } from '../plugin/index.ts';
import type { ReportRequest } from '../reports/report.ts';

/** Adds to the first frame what the query inspector shows, and as notices what the database lacks. */
export const addNotices: Step<ReportRequest, ReportRequest, Frame[]> = (next) => async (request) => {
  const [first, ...rest] = await next(request);
  return first ? [withMeta(first, request), ...rest] : [];
};

function withMeta(frame: Frame, { cdr }: ReportRequest): Frame {
  const { asOf } = cdr.trace;
  const notices = [
    ...(frame.meta?.notices ?? []),
    ...cdr.features.missing.map((text) => ({ severity: 'warning' as const, text })),
  ];
  return {
    ...frame,
    meta: {
      ...frame.meta,
      executedQueryString: executed(cdr.trace),
      ...(notices.length > 0 && { notices }),
      custom: { ...frame.meta?.custom, sqlSeconds: cdr.trace.seconds, ...(asOf !== undefined && { asOf }) },
    },
  };
}

/** The statements of a query; what it took from memory is none of them, so that it is said of when that is. */
function executed(trace: CdrTrace): string {
  const { asOf, fromMemory } = trace;
  const age =
    asOf === undefined || !fromMemory
      ? []
      : [`-- Counts that have settled come from memory; the oldest are of ${new Date(asOf).toISOString()}.`];
  return [...age, trace.script()].join('\n');
}
