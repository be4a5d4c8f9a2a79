import type { DataFrame } from '@grafana/data';

/** Adds notices to a frame: Grafana shows them in the corner of the panel. */
export function withNotices(frame: DataFrame, texts: readonly string[]): DataFrame {
  if (texts.length === 0) {
    return frame;
  }
  const notices = texts.map((text) => ({ severity: 'info' as const, text }));
  return { ...frame, meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), ...notices] } };
}

/** The answer to a query that nothing can match. */
export function nothingFound(refId: string, texts: readonly string[]): DataFrame {
  const why = "The ad hoc filters and the query's own filters exclude each other.";
  return withNotices({ refId, fields: [], length: 0 }, [why, ...texts]);
}
