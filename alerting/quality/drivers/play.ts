import { oneDay, oneHour } from '../../../demo/generator/options.ts';
import type { Random } from '../../../demo/generator/random.ts';
import type { DemoCdr } from '../demo-cdr.ts';
import { driversIn, isReported, type FoundDriver } from './drivers-at.ts';
import { drawIncident, type Incident, type Kind } from './incidents.ts';
import { withIncidents } from './inject.ts';
import { sessionsIn } from './sessions.ts';
import { judge, type Verdict } from './verdict.ts';

/** Days before the end of the data in which incidents and quiet windows lie; before them lie the weeks they are compared with. */
export const playedDays = 10;

/** Ends of windows on workdays in the busy hours. */
function workingHour(end: number, random: Random): number {
  for (;;) {
    const at = end - Math.floor(random.float() * playedDays * oneDay);
    const date = new Date(at);
    const isWorkday = date.getUTCDay() % 6 !== 0;
    if (isWorkday && date.getUTCHours() >= 8 && date.getUTCHours() < 16) {
      return at;
    }
  }
}

/** What happens together in one window, and how long that is. */
export interface Play {
  readonly kinds: readonly Kind[];
  readonly hours: number;
}

/** Lets incidents happen in a window, and asks what the failures in it have in common. */
export async function play(
  { options, cdr, database }: DemoCdr,
  { kinds, hours }: Play,
  random: Random,
): Promise<Verdict | undefined> {
  const to = workingHour(options.end, random);
  const from = to - hours * oneHour;
  // It begins somewhere in the first half of the window.
  const began = from + Math.floor(random.float() * 0.5 * (to - from));
  const sessions = sessionsIn(database, began, to);
  const incidents: Incident[] = [];
  for (const kind of kinds) {
    const incident = drawIncident(kind, sessions, random);
    if (!incident || incident.failing.length < 5) {
      return undefined;
    }
    incidents.push(incident);
  }
  // Each of them has to be one that the rules report by itself.
  const reported: boolean[] = [];
  for (const incident of incidents) {
    reported.push(await withIncidents(database, [incident], () => isReported(cdr, to)));
  }
  const found = await withIncidents(database, incidents, () => driversIn(cdr, from, to));
  return judge(incidents, !reported.includes(false), found);
}

/** What is said of windows in which nothing happens, at any time of day and night. */
export async function quiet({ options, cdr }: DemoCdr, hours: number, random: Random): Promise<readonly FoundDriver[]> {
  const to = options.end - Math.floor(random.float() * playedDays * oneDay);
  return driversIn(cdr, to - hours * oneHour, to);
}
