import { oneHour } from '../options.ts';
import type { Slot } from '../slot.ts';
import { fromTick, toTick } from '../ticks.ts';
import { conferenceCases } from './conference-cases.ts';
import { addSession } from './plain-rows.ts';
import { reportCases } from './report-cases.ts';
import { sessionCases } from './session-cases.ts';

const cases = [...sessionCases, ...reportCases, ...conferenceCases];
const perHour = 3;

/**
 * Rows that break naive reports: a few kinds in each hour, so that a day has them all, and in every hour, those of
 * clock changes and of midnights included, a session on its first and one on its last tick.
 */
export function writeEdgeCases(slot: Slot): void {
  for (let i = 0; i < perHour; i++) {
    cases[(slot.hour * perHour + i) % cases.length]?.(slot);
  }
  addSession(slot, { ResponseCode: 504, DiagnosticId: 1007 }, slot.start);
  addSession(slot, {}, fromTick(toTick(slot.start + oneHour) - 1));
}
