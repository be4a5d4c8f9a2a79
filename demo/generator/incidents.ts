import type { Instant } from '../../pkg/cdr/schema/views.ts';
import { oneDay, oneHour, hourOf, type ResolvedOptions } from './options.ts';
import { isWorkday, localTime } from './rhythm.ts';
import { type Pool, topologies, type Trunk } from './topology.ts';
import { type Agent, creepingAgent } from './user-agents.ts';

/** Where and when four incidents happen; all of it follows from the `end` of the options. */
export interface IncidentPlan {
  /** A gateway without free circuits in the peak hours of workdays, from five days before `end` on. */
  readonly circuits: { readonly trunk: Trunk; readonly zone: string; readonly from: Instant };
  /** An Edge Server whose certificate has expired; it is renewed a day after `end`. */
  readonly certificate: { readonly edge: string; readonly from: Instant; readonly to: Instant };
  /** An A/V MCU overloaded during the busy hours of the last workday before `end`. */
  readonly overload: { readonly pool: Pool; readonly zone: string; readonly hours: readonly number[] };
  /** A client version that fails more and more over three weeks. */
  readonly creep: { readonly agent: Agent; readonly from: Instant; readonly to: Instant };
}

const peakHours = [9, 10, 11, 13, 14, 15];
const countedHours = [9, 10, 11, 12, 13, 14, 15];
const creepFirst = 0.01;
const creepLast = 0.15;

/** Weeks after which the incidents come back. */
const recurring = 13 * 7 * oneDay;
/** How long they may still be seen after they have ended: the certificate is renewed a day later. */
const aftermath = 2 * oneDay;

const plans = new Map<string, IncidentPlan>();

type Placed = Pick<ResolvedOptions, 'end' | 'region'>;

/** The instant that takes the place of `end` for the incidents of an hour: the incidents of earlier months are over long before it. */
function incidentsEnd({ end, region }: Placed, hour: number): Instant {
  const newest = end - topologies[region].incidentsEndedAgo;
  const periods = Math.ceil((hour * oneHour - newest - aftermath) / recurring);
  // Those of the end of the span go on while the clock does.
  return newest + Math.min(periods, Math.ceil((end - newest) / recurring)) * recurring;
}

/** The incidents of the months around an hour (UTC, since the epoch). */
export function planIncidents(options: Placed, hour: number): IncidentPlan {
  const { sites, edgeServers } = topologies[options.region];
  const end = incidentsEnd(options, hour);
  const key = `${options.region} ${end}`;
  let plan = plans.get(key);
  if (!plan) {
    const [first, second] = sites.map(([site]) => site);
    const [trunk] = first?.trunks ?? [];
    const [pool] = second?.pools ?? [];
    if (!first || !second || !trunk || !pool) {
      throw new Error('The topology lacks what the incidents need');
    }
    plan = {
      circuits: { trunk, zone: first.zone, from: hourOf(end - 5 * oneDay) * oneHour },
      certificate: { edge: edgeServers[1], from: certificateEnd(first.zone, end), to: end + oneDay },
      overload: { pool, zone: second.zone, hours: busyHours(second.zone, end) },
      creep: { agent: creepingAgent, from: end - 21 * oneDay, to: end },
    };
    plans.set(key, plan);
  }
  return plan;
}

/** About two days before `end`, on weekends some hours more: a working day is to feel it. */
function certificateEnd(zone: string, end: Instant): Instant {
  let workingHours = 0;
  for (let hour = hourOf(end); ; hour--) {
    const local = localTime(zone, hour * oneHour);
    if (isWorkday(local) && local.hour >= 8 && local.hour < 17) {
      workingHours++;
    }
    if (workingHours >= 9 && end - hour * oneHour >= 49 * oneHour) {
      return hour * oneHour;
    }
  }
}

/** Hours (UTC, since the epoch) of the last workday that was over before `end` began its own day. */
function busyHours(zone: string, end: Instant): number[] {
  const today = localTime(zone, end).date;
  for (let hour = hourOf(end), found: number[] = []; ; hour--) {
    const local = localTime(zone, hour * oneHour);
    if (local.date >= today || !isWorkday(local)) {
      continue;
    }
    if (local.hour < (countedHours[0] ?? 0)) {
      return found.reverse();
    }
    if (countedHours.includes(local.hour)) {
      found.push(hour);
    }
  }
}

/** Whether the gateway runs out of circuits in an hour. */
export function outOfCircuits({ circuits }: IncidentPlan, hour: number): boolean {
  if (hour * oneHour < circuits.from) {
    return false;
  }
  const local = localTime(circuits.zone, hour * oneHour);
  return isWorkday(local) && peakHours.includes(local.hour);
}

export function certificateExpired({ certificate }: IncidentPlan, at: Instant): boolean {
  return at >= certificate.from && at < certificate.to;
}

/** Share of the client version's media sessions that fail at an instant. */
export function creepShare({ creep }: IncidentPlan, at: Instant): number {
  const progress = (at - creep.from) / (creep.to - creep.from);
  return creepFirst + (creepLast - creepFirst) * Math.min(1, Math.max(0, progress));
}
