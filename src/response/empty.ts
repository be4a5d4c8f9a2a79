import type { DataFrame } from '@grafana/data';

/**
 * Takes the columns off a frame without rows. A panel then says what its dashboard has to say about nothing; with columns a table of
 * Grafana 10 says "No data" below its headers, and a stat panel shows each column without a value.
 */
export function withoutEmptyColumns(frame: DataFrame): DataFrame {
  return frame.length === 0 ? { ...frame, fields: [] } : frame;
}
