import { caller, type Person } from './people.ts';
import type { Slot } from './slot.ts';
import type { Site } from './topology.ts';
import { type Agent, creepingAgent } from './user-agents.ts';

/** A person on one device in one place. */
export interface Party {
  readonly person: Person;
  readonly agent: Agent;
  readonly internal: boolean;
  /** The Edge Server they come in by when outside. */
  readonly edge: string | null;
}

const usesMobile = 0.3;
const mobileOutside = 0.6;
const remoteDesktop = 0.07;

export function party(slot: Slot, person: Person): Party {
  const { random, topology } = slot;
  const mobile = person.mobile !== null && random.chance(usesMobile);
  const agent = mobile && person.mobile ? person.mobile : person.agent;
  const outside = isOutside(slot, person, agent, mobile);
  return { person, agent, internal: !outside, edge: outside ? random.draw(topology.edgeShares) : null };
}

function isOutside({ random }: Slot, person: Person, agent: Agent, mobile: boolean): boolean {
  if (person.kind === 'pstn') {
    return false;
  }
  if (person.kind !== 'employee') {
    return true;
  }
  // The creeping build is rolled out to desks first, which keeps its failures apart from those of the Edge Servers.
  if (agent === creepingAgent) {
    return random.chance(remoteDesktop / 2);
  }
  return random.chance(mobile ? mobileOutside : remoteDesktop);
}

/** An employee of a site. */
export function employeeOf({ random, people }: Slot, site: Site): Person {
  return random.pick(people.bySite.get(site) ?? []);
}

/** Someone an employee talks to: mostly colleagues of the same site. */
export function counterpart(slot: Slot, self: Person): Person {
  const { random, people } = slot;
  if (random.chance(0.07)) {
    return random.pick(people.partners);
  }
  const sites = [...people.bySite.keys()];
  const site = random.chance(0.75) ? self.site : random.pick(sites);
  const other = employeeOf(slot, site);
  return other === self ? caller(random, self, slot.topology) : other;
}
