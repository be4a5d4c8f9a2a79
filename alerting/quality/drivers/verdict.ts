import { addressKey } from '../../../pkg/cdr/names.ts';
import type { FoundDriver } from './drivers-at.ts';
import type { Incident } from './incidents.ts';

/** Whether a driver names the cause of an incident: in one of its values, be it one of a pair. */
export function names({ dimensions, values }: FoundDriver, { cause }: Incident): boolean {
  return values.some((value, index) => {
    const dimension = dimensions[index] ?? '';
    switch (cause.dimensions[0]) {
      // Each gateway has a Mediation Server of its own here: either name is that of the trunk.
      case 'Gateway':
        return value === cause.value || trunkOf(value) === trunkOf(cause.value);
      // A conference is on one front end of its pool, where the conferencing server runs.
      case 'Pool':
        return ['Pool', 'Front end'].includes(dimension) && poolOf(value) === poolOf(cause.value);
      default:
        return cause.dimensions.includes(dimension) && addressKey(value) === addressKey(cause.value);
    }
  });
}

const poolOf = (server: string) => /^(?:pool|fe\d+)-(\w+)\./.exec(server)?.[1];
const trunkOf = (server: string) => {
  const [, site, number] = /^gw-(\w+)-0(\d)\./.exec(server) ?? [];
  const [, mediation, ofMediation] = /^med(\d)-(\w+)\./.exec(server) ?? [];
  return site ? `${site} ${number}` : mediation ? `${ofMediation} ${mediation}` : server;
};

/** How the drivers of a range met the incidents in it. */
export interface Verdict {
  readonly incidents: readonly Incident[];
  readonly reported: boolean;
  readonly found: readonly FoundDriver[];
  /** The first driver is the cause of an incident. */
  readonly top: boolean;
  /** All incidents are among the drivers. */
  readonly all: boolean;
}

export function judge(incidents: readonly Incident[], reported: boolean, found: readonly FoundDriver[]): Verdict {
  const [first] = found;
  return {
    incidents,
    reported,
    found,
    top: first !== undefined && incidents.some((incident) => names(first, incident)),
    all: incidents.every((incident) => found.some((driver) => names(driver, incident))),
  };
}
