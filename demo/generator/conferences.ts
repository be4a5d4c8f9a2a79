import type { ConferencesRow } from '../../pkg/cdr/schema/views.ts';
import { type Conference, conferenceUri } from './conference.ts';
import { oneHour, oneMinute } from './options.ts';
import { planIncidents } from './incidents.ts';
import { employeeOf } from './parties.ts';
import { writeParticipant } from './participants.ts';
import type { Person } from './people.ts';
import { mix, Random, weighted } from './random.ts';
import { localTime } from './rhythm.ts';
import type { Slot } from './slot.ts';
import { onTick } from './ticks.ts';
import type { Site } from './topology.ts';

/** Sessions that one conference has on average, measured; it turns a number of sessions into one of conferences. */
export const sessionsPerConference = 12.3;

const recurring = 0.4;
const recordedTwice = 0.008;
const starts = weighted<number>([
  [0, 0.5],
  [30, 0.3],
  [15, 0.1],
  [45, 0.1],
]);

/** Writes the conferences that start in this hour at a site. */
export function writeConferences(slot: Slot, site: Site, count: number): void {
  for (let i = 0; i < count; i++) {
    const size = Math.min(40, 2 + Math.floor(slot.random.exponential(3.2)));
    writeConference(slot, employeeOf(slot, site), size);
  }
  for (const pool of site.pools) {
    if (isRally(slot, site, pool.fqdn)) {
      writeRally(slot, site, pool.fqdn);
    }
  }
}

/** Writes one conference and everybody in it. */
export function writeConference(slot: Slot, organizer: Person, size: number, synthetic = false): void {
  const { random, rows } = slot;
  const opening =
    slot.start + (synthetic ? random.int(0, 55) : random.draw(starts)) * oneMinute + random.exponential(90_000);
  const key = slot.conferenceKey(opening);
  const conference: Conference = {
    key,
    organizer,
    id: random.chance(recurring) ? recurringId(slot, organizer) : random.hex(8).toUpperCase(),
    instance: random.chance(0.01) ? null : random.guid(),
    frontEnd: random.pick(organizer.pool.frontEnds),
    start: key.SessionIdTime,
    end:
      key.SessionIdTime +
      5 * oneMinute +
      Math.min(3 * oneHour, random.exponential(synthetic ? oneMinute : 35 * oneMinute)),
    synthetic,
  };
  const row = conferenceRow(random, conference);
  const recorded = [row];
  if (random.chance(recordedTwice)) {
    recorded.push({ ...row, ...slot.conferenceKey(key.SessionIdTime + 20) });
  }
  const before = rows.conferenceSessions.length;
  for (let n = 0; n < size; n++) {
    writeParticipant(slot, conference, n);
  }
  // It ends with the last who leaves.
  const ConferenceEndTime = rows.conferenceSessions
    .slice(before)
    .reduce((last, { EndTime }) => Math.max(last, EndTime ?? last), row.ConferenceEndTime ?? conference.start);
  rows.conferences.push(...recorded.map((one) => ({ ...one, ConferenceEndTime })));
}

function conferenceRow(random: Random, conference: Conference): ConferencesRow {
  return {
    ...conference.key,
    ConferenceUri: conferenceUri(conference, 'focus'),
    ConfInstance: conference.instance,
    ConferenceStartTime: random.chance(0.02) ? null : conference.start,
    ConferenceEndTime: onTick(conference.end),
    OrganizerUri: conference.organizer.uri,
    Pool: conference.organizer.pool.fqdn,
    Flag: conference.synthetic ? 1 : random.chance(0.6) ? null : 0,
  };
}

/** An organizer keeps up to three conferences that come again and again under the same URI. */
function recurringId({ options, random }: Slot, { uri }: Person): string {
  const letters = [...uri].map((letter) => letter.codePointAt(0) ?? 0);
  return new Random(options.seed, mix(...letters), random.int(0, 2)).hex(8).toUpperCase();
}

/** The all-hands meetings that overload the A/V MCU. */
function isRally(slot: Slot, site: Site, pool: string): boolean {
  if (!slot.options.incidents) {
    return false;
  }
  const { overload } = planIncidents(slot.options, slot.hour);
  if (overload.pool.fqdn !== pool || !overload.hours.includes(slot.hour)) {
    return false;
  }
  return [10, 14].includes(localTime(site.zone, slot.start).hour);
}

function writeRally(slot: Slot, site: Site, pool: string): void {
  const hosts = (slot.people.bySite.get(site) ?? []).filter((person) => person.pool.fqdn === pool);
  const meetings = Math.max(1, Math.round(slot.options.sessionsPerDay / 1200));
  for (let i = 0; i < meetings; i++) {
    writeConference(slot, slot.random.pick(hosts), 34);
  }
}

/** Now and then the servers check themselves: two test users of a pool meet for a minute. */
export function writeSyntheticConference(slot: Slot): void {
  if (!slot.random.chance(0.25)) {
    return;
  }
  writeConference(slot, slot.random.pick(slot.people.testUsers), 2, true);
}
