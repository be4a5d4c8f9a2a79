import { standsStillAfter } from '../contract/archive.ts';

/**
 * What the rules compare with. Found with `npm run alerts:quality`; docs/alerting.md has its figures and says how to choose others.
 * Scores are powers of ten: 4 is a number of failures that the baseline makes less likely than one in ten thousand.
 */

/** A failure spike of a pool or Edge Server, in an hour. */
export const poolSpike = {
  windowMinutes: 60,
  score: 4,
  recovery: 2,
  minSessions: 10,
  minUsers: 3,
  minFailures: 5,
} as const;

/** A diagnostic ID that occurs far more often than usual, in an hour. */
export const diagnosticIdSpike = {
  windowMinutes: 60,
  score: 4,
  recovery: 2,
  minSessions: 10,
  minUsers: 3,
  minFailures: 5,
} as const;

/** The same in a day, for what grows slowly. */
export const diagnosticIdCreep = {
  windowMinutes: 1440,
  score: 4,
  recovery: 2,
  minSessions: 20,
  minUsers: 3,
  minFailures: 8,
} as const;

/** A diagnostic ID that no session of the last four weeks had, in a day. */
export const newDiagnosticId = { windowMinutes: 1440, lookbackDays: 28, minUsers: 2, minFailures: 3 } as const;

export const archiverStopped = { minutes: standsStillAfter / 60 } as const;

/** No session at all for so long, although so many records were to be expected. */
export const cdrStopped = { silentMinutes: 30, missing: 30 } as const;

/** Join times against those of the preceding weeks, in four hours: one join in some carries a time. */
export const joinTimes = { windowMinutes: 240, ratio: 2.5, recovery: 1.5, minReports: 50 } as const;
