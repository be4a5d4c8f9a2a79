import type { PersonalDecision } from './personal.ts';

/** Labels of series and of numbers for alert rules, and what each may say about people. */
export const labels = {
  store: false,
  pool: false,
  activity: false,
  modality: false,
  conferenceType: false,
  category: false,
  diagnosticId: false,
  responseCode: false,
  gateway: false,
  source: false,
  userAgent: 'agent',
  component: false,
  signal: false,
  /** What failures have in common, in a sentence of ours. */
  driver: 'sentence',
  /** Range that a driver was found in, epoch milliseconds: what the link of an alert opens. */
  from: false,
  to: false,
  /** Of a ranked table, each of which says for itself whom its items name. */
  item: 'address',
} as const satisfies Record<string, PersonalDecision>;

export type LabelId = keyof typeof labels;
export type Labels = { readonly [Id in LabelId]?: string };
