import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { dictionaryNames, reportValues, sessionCodes } from '../cdr/questions/listed-values.ts';

/** One value a filter may take, and how often it occurs in the range where that is known. */
export interface FoundValue {
  readonly value: string | number;
  readonly count?: number;
}

type Finder = (cdr: Cdr, range: TimeRange) => Promise<FoundValue[]>;

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en');

/** Names of a dictionary, in their order. */
const names =
  (of: 'pools' | 'userAgents' | 'gateways'): Finder =>
  async (cdr) =>
    [...(await cdr.ask(dictionaryNames, { of }))].sort(inOrder).map((value) => ({ value }));

/** Values of the error reports of the range, the most frequent first. */
const ofReports =
  (name: 'Source' | 'Application' | 'RequestType'): Finder =>
  async (cdr, range) =>
    [...(await cdr.ask(reportValues(name), { range }))].sort((a, b) => b.count - a.count || inOrder(a.value, b.value));

/** Codes of the sessions of the range, the most frequent first. */
const ofSessions =
  (name: 'DiagnosticId' | 'ResponseCode'): Finder =>
  async (cdr, range) =>
    [...(await cdr.ask(sessionCodes(name), { range }))].sort((a, b) => b.count - a.count || a.value - b.value);

const finders = {
  pools: names('pools'),
  sources: ofReports('Source'),
  applications: ofReports('Application'),
  diagnosticIds: ofSessions('DiagnosticId'),
  responseCodes: ofSessions('ResponseCode'),
  requestTypes: ofReports('RequestType'),
  userAgents: names('userAgents'),
  gateways: names('gateways'),
} satisfies Record<string, Finder>;

/** Lists of values that come from the database. */
export type ValueKind = keyof typeof finders;
export const valueKinds = Object.keys(finders) as ValueKind[];

/** Values of one kind. */
export function findValues(cdr: Cdr, kind: ValueKind, range: TimeRange): Promise<FoundValue[]> {
  return finders[kind](cdr, range);
}
