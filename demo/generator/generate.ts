import type { Instant } from '../../pkg/cdr/schema/views.ts';
import { writeConferences, writeSyntheticConference, sessionsPerConference } from './conferences.ts';
import { writeEdgeCases } from './edge-cases/edge-cases.ts';
import { type CdrOptions, firstHour, hourOf, resolveOptions } from './options.ts';
import { writePeerToPeer } from './peer-to-peer.ts';
import { intensity } from './rhythm.ts';
import { appendRows, type CdrRows, emptyRows } from './rows.ts';
import { rowsBetween } from './select-rows.ts';
import { Slot } from './slot.ts';
import { sortRows } from './sort-rows.ts';
import { spellAddresses } from './spellings.ts';
import { writeStrayReports } from './stray-reports.ts';
import { topologies } from './topology.ts';

const peerToPeer = 0.5;
const strayReports = 0.006;

/** Everything of one hour (UTC, since the epoch), whole, in the order of the keys. */
export function generateHour(options: CdrOptions, hour: number): CdrRows {
  const resolved = resolveOptions(options);
  const slot = new Slot(resolved, hour);
  let expected = 0;
  for (const [site, share] of topologies[resolved.region].sites) {
    const sessions = resolved.sessionsPerDay * share * intensity(site, hour);
    expected += sessions;
    writePeerToPeer(slot, site, slot.random.count(sessions * peerToPeer));
    writeConferences(slot, site, slot.random.count((sessions * (1 - peerToPeer)) / sessionsPerConference));
  }
  writeSyntheticConference(slot);
  writeStrayReports(slot, slot.random.count(expected * strayReports));
  spellAddresses(slot.rows);
  if (resolved.edgeCases) {
    writeEdgeCases(slot);
  }
  sortRows(slot.rows);
  return slot.rows;
}

/** The hours from `fromHour` to before `toHour`, one after the other. */
export function* generateHours(options: CdrOptions, fromHour: number, toHour: number): Generator<CdrRows> {
  for (let hour = fromHour; hour < toHour; hour++) {
    yield generateHour(options, hour);
  }
}

/** Rows of the sessions that start from `from` to before `to`, hour by hour; never before the generated span. */
export function* generateBetween(options: CdrOptions, from: Instant, to: Instant): Generator<CdrRows> {
  for (let hour = hourOf(from); hour <= hourOf(to); hour++) {
    yield rowsBetween(generateHour(options, hour), from, to);
  }
}

/** First instant of the span that `generateCdr` covers. */
export const spanStart = (options: CdrOptions): Instant => firstHour(resolveOptions(options)) * 3_600_000;

/** The whole CDR of the options: `days` days up to `end`. The same options give the same rows. */
export function generateCdr(options: CdrOptions): CdrRows {
  const rows = emptyRows();
  for (const part of generateBetween(options, spanStart(options), options.end)) {
    appendRows(rows, part);
  }
  return rows;
}
