import type { Instant } from '../../pkg/cdr/schema/views.ts';
import { planIncidents, outOfCircuits } from './incidents.ts';
import { type CdrOptions, oneHour, hourOf, resolveOptions } from './options.ts';

/** A span of time, its end excluded. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** An incident in words and in the values one finds it by. */
export interface Incident {
  readonly name: 'gateway-circuits' | 'edge-certificate' | 'mcu-overload' | 'client-creep';
  readonly title: string;
  /** Dimension of the Failure Distribution that it is the top of in the last seven days, and its value there. */
  readonly dimension: 'sources' | 'pools' | 'userAgents';
  readonly value: string;
  /** Narrows the sessions to those of the incident's kind before the dimension is looked at. */
  readonly conferenceType: string | null;
  /** Further names that its sessions or reports carry. */
  readonly fqdns: readonly string[];
  readonly diagnosticIds: readonly number[];
  readonly responseCodes: readonly number[];
  /** When it happens, up to the `end` of the options. */
  readonly windows: readonly Window[];
}

/** The incidents that `generateCdr` puts into the data of these options; none when they are switched off. */
export function describeIncidents(options: CdrOptions): Incident[] {
  const { end, incidents, region } = resolveOptions(options);
  if (!incidents) {
    return [];
  }
  const plan = planIncidents({ end, region }, hourOf(end));
  const { circuits, certificate, overload, creep } = plan;
  const { mediationServer, gateway } = circuits.trunk;
  return [
    {
      name: 'gateway-circuits',
      title: `Gateway ${gateway} runs out of circuits in the peak hours of workdays`,
      dimension: 'sources',
      value: mediationServer,
      conferenceType: null,
      fqdns: [mediationServer, gateway],
      diagnosticIds: [10003, 12000],
      responseCodes: [503, 504],
      windows: hourWindows(
        hoursUpTo(end, circuits.from).filter((hour) => outOfCircuits(plan, hour)),
        end,
      ),
    },
    {
      name: 'edge-certificate',
      title: `The certificate of Edge Server ${certificate.edge} has expired`,
      dimension: 'pools',
      value: certificate.edge,
      conferenceType: null,
      fqdns: [certificate.edge],
      diagnosticIds: [1010],
      responseCodes: [504],
      windows: [{ from: certificate.from, to: end }],
    },
    {
      name: 'mcu-overload',
      title: `The A/V MCU of ${overload.pool.fqdn} is overloaded`,
      dimension: 'pools',
      value: overload.pool.fqdn,
      conferenceType: 'conf:audio-video',
      fqdns: [overload.pool.fqdn, ...overload.pool.frontEnds],
      diagnosticIds: [7000, 7025],
      responseCodes: [500, 503],
      windows: hourWindows(overload.hours, end),
    },
    {
      name: 'client-creep',
      title: `${creep.agent.version} fails more from day to day`,
      dimension: 'userAgents',
      value: creep.agent.version,
      conferenceType: null,
      fqdns: [],
      diagnosticIds: [52063],
      responseCodes: [488],
      windows: [{ from: creep.from, to: end }],
    },
  ];
}

function hoursUpTo(end: Instant, from: Instant): number[] {
  return Array.from({ length: hourOf(end) - hourOf(from) + 1 }, (_, i) => hourOf(from) + i);
}

/** Neighbouring hours as one window. */
function hourWindows(hours: readonly number[], end: Instant): Window[] {
  const windows: { from: Instant; to: Instant }[] = [];
  for (const hour of hours) {
    const last = windows.at(-1);
    if (last?.to === hour * oneHour) {
      last.to += oneHour;
    } else {
      windows.push({ from: hour * oneHour, to: (hour + 1) * oneHour });
    }
  }
  return windows.map(({ from, to }) => ({ from, to: Math.min(to, end) }));
}
