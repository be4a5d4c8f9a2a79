import type { Frame, Step } from '../plugin/index.ts';
import type { ReportRequest } from '../reports/report.ts';

/** Adds to the first frame what the query inspector shows, and as notices what the database lacks. */
export const addNotices: Step<ReportRequest, ReportRequest, Frame[]> = (next) => async (request) => {
  const [first, ...rest] = await next(request);
  return first ? [withMeta(first, request), ...rest] : [];
};

function withMeta(frame: Frame, { cdr }: ReportRequest): Frame {
  const notices = [
    ...(frame.meta?.notices ?? []),
    ...cdr.features.missing.map((text) => ({ severity: 'warning' as const, text })),
  ];
  return {
    ...frame,
    meta: {
      ...frame.meta,
      executedQueryString: cdr.trace.script(),
      ...(notices.length > 0 && { notices }),
      custom: { ...frame.meta?.custom, sqlSeconds: cdr.trace.seconds },
    },
  };
}
