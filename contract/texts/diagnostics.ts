import type { DiagnosticKind, DiagnosticText } from './diagnostic-text.ts';
import { diagnosticsBelow5000 } from './diagnostics-0-4999.ts';
import { diagnosticsFrom5000 } from './diagnostics-5000-up.ts';

export type { DiagnosticKind, DiagnosticText } from './diagnostic-text.ts';

/**
 * What is published about ms-diagnostics IDs, by ID. Source of the facts: Microsoft [MS-OCER] and the Monitoring
 * Reports documentation of Skype for Business Server. Microsoft publishes no complete list.
 */
export const diagnosticTexts: Readonly<Record<number, DiagnosticText>> = {
  ...diagnosticsBelow5000,
  ...diagnosticsFrom5000,
};

/** IDs that one text is about, bounds included. */
export interface DiagnosticRange extends DiagnosticText {
  readonly from: number;
  readonly to: number;
}

const ucma = 'UCMA documentation, Diagnostics and error reporting';

/** Ranges whose IDs applications give themselves: what each says is the application's own, what kind it is the range tells. */
export const diagnosticRanges: readonly DiagnosticRange[] = [
  { from: 60000, to: 60999, meaning: 'An application ended the session as it should', kind: 'informs', source: ucma },
  {
    from: 61000,
    to: 61999,
    meaning: 'An application ended the session for a reason that it expects now and then',
    kind: 'ended',
    source: ucma,
  },
  {
    from: 62000,
    to: 62999,
    meaning: 'An application ended the session because it met what it did not expect',
    hint: 'Read the log of the application that reported the ID',
    kind: 'failure',
    source: ucma,
  },
];

/**
 * The component that owns a range of IDs (bounds included), ascending and without overlap. Source: Microsoft [MS-OCER]
 * and the ms-diagnostics documentation; the client ranges are taken from observed headers.
 */
export const componentRanges: readonly { from: number; to: number; component: string }[] = [
  { from: 0, to: 21, component: 'Common' },
  { from: 22, to: 25, component: 'Client' },
  { from: 26, to: 999, component: 'Common' },
  { from: 1000, to: 1999, component: 'SIP stack' },
  { from: 2000, to: 2999, component: 'Presence' },
  { from: 3000, to: 3999, component: 'Conferencing (Focus)' },
  { from: 4000, to: 4999, component: 'User services' },
  { from: 5000, to: 5999, component: 'Server applications' },
  { from: 6000, to: 6999, component: 'IM conferencing' },
  { from: 7000, to: 7999, component: 'A/V conferencing' },
  { from: 8000, to: 8999, component: 'Telephony conferencing' },
  { from: 9000, to: 9999, component: 'A/V authentication (MRAS)' },
  { from: 10000, to: 10999, component: 'Mediation Server' },
  { from: 11000, to: 11999, component: 'Metrics server' },
  { from: 12000, to: 12999, component: 'Outbound routing' },
  { from: 13000, to: 13999, component: 'Inbound routing' },
  { from: 14000, to: 14999, component: 'Translation service' },
  { from: 15000, to: 15999, component: 'Exchange UM routing' },
  { from: 16000, to: 16999, component: 'Intelligent IM filter' },
  { from: 17000, to: 17999, component: 'Client version filter' },
  { from: 20000, to: 20999, component: 'Group chat' },
  { from: 21000, to: 21999, component: 'Application sharing' },
  { from: 24000, to: 24999, component: 'UCMA platform' },
  { from: 50000, to: 59999, component: 'Client' },
  { from: 60000, to: 62999, component: 'Application' },
  { from: 63000, to: 89999, component: 'Client' },
  { from: 90000, to: 90999, component: 'Public IM connectivity' },
  { from: 91000, to: Number.MAX_SAFE_INTEGER, component: 'Client' },
];

/** What is published about an ID; undefined where nothing is. */
function documented(id: number): DiagnosticText | undefined {
  return diagnosticTexts[id] ?? diagnosticRanges.find(({ from, to }) => id >= from && id <= to);
}

/** What an ID says of its session; `unknown` for an ID that nobody documents. */
export function diagnosticKind(id: number): DiagnosticKind {
  return documented(id)?.kind ?? 'unknown';
}

/** The meaning of an ID; for an unpublished ID at least its component, where the range tells it. Null for none. */
export function diagnosticText(id: number | null): string | null {
  if (id === null) {
    return null;
  }
  const known = documented(id);
  if (known) {
    return known.meaning;
  }
  const range = componentRanges.find(({ from, to }) => id >= from && id <= to);
  return range ? `${range.component}: meaning not published` : 'Meaning not published';
}

/** A likely cause or the next thing to check for an ID; null where none is known. */
export function diagnosticHint(id: number | null): string | null {
  return id === null ? null : (documented(id)?.hint ?? null);
}
