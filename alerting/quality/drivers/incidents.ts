import type { Random } from '../../../demo/generator/random.ts';
import { domain as ownDomain } from '../../../demo/generator/topology.ts';
import type { Session } from './sessions.ts';

export const kinds = [
  'gateway',
  'edge certificate',
  'conferencing server',
  'client version',
  'user',
  'federated domain',
  'creep',
  'weak',
] as const;
export type Kind = (typeof kinds)[number];

/** The value an incident is made of, as the report names it. */
export interface Cause {
  readonly dimensions: readonly string[];
  readonly value: string;
}

/** Sessions that fail, and why. */
export interface Incident {
  readonly kind: Kind;
  readonly cause: Cause;
  /** Sessions that may fail: the others never do because of it. */
  readonly struck: readonly Session[];
  /** Those that do. */
  readonly failing: readonly Session[];
  readonly diagnosticId: number;
  readonly responseCode: number;
  /** User that all failing sessions become sessions of, where that is the cause. */
  readonly user?: string;
}

interface Shape {
  readonly dimensions: readonly string[];
  readonly valueOf: (session: Session) => readonly string[];
  readonly share: readonly [low: number, high: number];
  readonly diagnosticId: number;
  readonly responseCode: number;
}

const shapes: Readonly<Record<Exclude<Kind, 'user' | 'weak'>, Shape>> = {
  gateway: {
    dimensions: ['Gateway', 'Mediation Server'],
    valueOf: ({ gateways }) => gateways,
    share: [0.5, 0.95],
    diagnosticId: 10003,
    responseCode: 503,
  },
  'edge certificate': {
    dimensions: ['Edge Server'],
    valueOf: ({ edges }) => edges,
    share: [0.9, 1],
    diagnosticId: 1010,
    responseCode: 504,
  },
  'conferencing server': {
    dimensions: ['Pool'],
    valueOf: ({ pool, uriType }) => (pool !== null && uriType === 'conf:audio-video' ? [pool] : []),
    share: [0.3, 0.7],
    diagnosticId: 7000,
    responseCode: 500,
  },
  'client version': {
    dimensions: ['Client version'],
    valueOf: ({ agent }) => (agent === null ? [] : [agent]),
    share: [0.2, 0.7],
    diagnosticId: 52063,
    responseCode: 488,
  },
  'federated domain': {
    dimensions: ['Domain'],
    valueOf: ({ domains }) => domains.filter((domain) => domain !== ownDomain && domain !== 'anonymous.invalid'),
    share: [0.7, 1],
    diagnosticId: 1008,
    responseCode: 504,
  },
  creep: {
    dimensions: ['Client version'],
    valueOf: ({ agent }) => (agent === null ? [] : [agent]),
    share: [0.08, 0.2],
    diagnosticId: 52063,
    responseCode: 488,
  },
};

const weakened = 0.35;

/** Draws an incident among the sessions from an instant on; undefined where no session is of its kind. */
export function drawIncident(kind: Kind, sessions: readonly Session[], random: Random): Incident | undefined {
  if (kind === 'user') {
    return brokenClient(sessions, random);
  }
  const drawn = kind === 'weak' ? random.pick(kinds.filter((one) => one in shapes)) : kind;
  const shape = shapes[drawn as keyof typeof shapes];
  const candidates = sessions.filter((session) => shape.valueOf(session).length > 0);
  if (candidates.length === 0) {
    return undefined;
  }
  // What many sessions have is struck more often: what has next to none is seen by nobody.
  const value = random.pick(shape.valueOf(random.pick(candidates)));
  const struck = candidates.filter((session) => shape.valueOf(session).includes(value));
  const [low, high] = shape.share;
  const share = (low + (high - low) * random.float()) * (kind === 'weak' ? weakened : 1);
  const failing = struck.filter(() => random.chance(share));
  const { diagnosticId, responseCode, dimensions } = shape;
  return { kind, cause: { dimensions, value }, struck, failing, diagnosticId, responseCode };
}

/** The client of one user tries again and again, through whatever servers. */
function brokenClient(sessions: readonly Session[], random: Random): Incident | undefined {
  const calls = sessions.filter(({ table }) => table === 'SessionDetails');
  const user = random.pick(calls).users.find((uri) => uri.includes(`@${ownDomain}`) && !uri.includes('user=phone'));
  const share = random.int(8, 20) / calls.length;
  const failing = calls.filter(() => random.chance(share));
  return user === undefined
    ? undefined
    : {
        kind: 'user',
        cause: { dimensions: ['User'], value: user },
        struck: failing,
        failing,
        diagnosticId: 52063,
        responseCode: 488,
        user,
      };
}
