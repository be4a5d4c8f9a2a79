import type { DataSource, QueryOptions } from '../../preview/plugin-host/requests.ts';

const day = 24 * 3600 * 1000;

/** The generated CDR ends on a Friday noon, always the same. */
export const end = Date.UTC(2025, 5, 27, 12);

const days = 60;
/** Sessions the generator makes in those days per session of a weekday: weekend days have a quarter. */
const sessionsPerDaily = 48.5;

/** The last so many days of the CDR. */
export const lastDays = (count: number, to = end): QueryOptions => ({ from: to - count * day, to });

/** All of it. */
export const everything = lastDays(days);

/** A data source on a generated CDR of roughly so many sessions. */
export function demoSource(sessions: number, cacheSeconds: number): DataSource {
  const demo = { seed: 1, days, sessionsPerDay: Math.round(sessions / sessionsPerDaily), end };
  // The first query waits until the data is generated, which may take longer than any real query should.
  return { uid: `bench-${cacheSeconds}`, jsonData: { engine: 'embedded', demo, cacheSeconds, queryTimeout: 3600 } };
}

/** A data source with hardly any sessions. */
export const tinySource: DataSource = {
  uid: 'bench-tiny',
  jsonData: { engine: 'embedded', demo: { seed: 1, days: 1, sessionsPerDay: 10, end }, cacheSeconds: 0 },
};
