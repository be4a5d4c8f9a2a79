import type { DataSource } from '../../../preview/plugin-host/requests.ts';

/** Small demo data that does not move on, with rows that break naive reports. */
export const demo = {
  seed: 11,
  end: Date.UTC(2026, 10, 12, 9, 30),
  days: 3,
  sessionsPerDay: 100,
  edgeCases: true,
} as const;

const day = 24 * 3600 * 1000;
/** All of the demo data. */
export const wholeRange = { from: demo.end - 10 * day, to: demo.end + 10 * day };

/** The demo data as a data source; `uid` tells several apart. */
export function embedded(uid = 'embedded', settings: Readonly<Record<string, unknown>> = {}): DataSource {
  return { uid, jsonData: { engine: 'embedded', demo, ...settings } };
}
