import type { Instant } from '../../pkg/cdr/schema/views.ts';
import { type Failure, failureTables, incidentFailures, type Scope } from './failures.ts';
import { certificateExpired, creepShare, outOfCircuits, planIncidents } from './incidents.ts';
import type { Slot } from './slot.ts';
import type { Pool, Trunk } from './topology.ts';
import type { Agent } from './user-agents.ts';

/** How a session ended: well, or by one of the failures. */
export interface Outcome {
  readonly failure: Failure | null;
  readonly unexpected: boolean;
  /** Name of the incident that caused it. */
  readonly incident: keyof typeof incidentFailures | null;
}

/** What the outcome of a session depends on. */
export interface Scene {
  readonly scope: Scope;
  readonly at: Instant;
  readonly edges: readonly (string | null)[];
  /** Agent of the initiator or participant. */
  readonly agent: Agent;
  /** Pool that hosts the conference, or captures the session. */
  readonly pool: Pool;
  /** Trunk that an outbound call takes. */
  readonly trunk: Trunk | null;
}

const success: Outcome = { failure: null, unexpected: false, incident: null };

/** Shares of the sessions outside of incidents; the rest succeeds. */
const expectedShare = 0.045;
const unexpectedShare = 0.0175;
const uncategorizedShare = 0.003;

const circuitsFail = 0.85;
const overloadFail = 0.45;
const media: ReadonlySet<Scope> = new Set(['media', 'pstnOut', 'conf:audio-video', 'conf:applicationsharing']);

/** Draws how a session ends, incidents first. */
export function drawOutcome(slot: Slot, scene: Scene): Outcome {
  const { random } = slot;
  const incident = slot.options.incidents ? drawIncident(slot, scene) : null;
  if (incident) {
    return { failure: random.pick(incidentFailures[incident]), unexpected: true, incident };
  }
  const at = random.float();
  if (at < unexpectedShare) {
    return from('unexpected', slot, scene.scope, true);
  }
  if (at < unexpectedShare + expectedShare) {
    return from('expected', slot, scene.scope, false);
  }
  if (at < unexpectedShare + expectedShare + uncategorizedShare) {
    return from('uncategorized', slot, scene.scope, false);
  }
  return success;
}

function from(kind: keyof typeof failureTables, slot: Slot, scope: Scope, unexpected: boolean): Outcome {
  const table = failureTables[kind].get(scope);
  return table ? { failure: slot.random.draw(table), unexpected, incident: null } : success;
}

function drawIncident(slot: Slot, scene: Scene): Outcome['incident'] {
  const plan = planIncidents(slot.options, slot.hour);
  const { random } = slot;
  if (scene.edges.includes(plan.certificate.edge) && certificateExpired(plan, scene.at)) {
    return 'certificate';
  }
  if (scene.scope === 'pstnOut' && scene.trunk === plan.circuits.trunk) {
    if (outOfCircuits(plan, slot.hour) && random.chance(circuitsFail)) {
      return 'circuits';
    }
  }
  if (scene.scope === 'conf:audio-video' && scene.pool === plan.overload.pool) {
    if (plan.overload.hours.includes(slot.hour) && random.chance(overloadFail)) {
      return 'overload';
    }
  }
  if (scene.agent === plan.creep.agent && media.has(scene.scope)) {
    // Before the three weeks the version behaves like any other.
    if (scene.at >= plan.creep.from && random.chance(creepShare(plan, scene.at))) {
      return 'creep';
    }
  }
  return null;
}
