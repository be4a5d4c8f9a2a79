import type { PersonalDecision } from '../../contract/personal.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { dictionaryNames, reportValues, sessionCodes } from '../cdr/questions/listed-values.ts';
import { storeNames } from '../cdr/questions/store-names.ts';
import { Spellings } from '../cdr/spellings.ts';

/** One value a filter may take, and how often it occurs in the range where that is known. */
export interface FoundValue {
  readonly value: string | number;
  readonly count?: number;
}

interface ValueCount<Value> {
  readonly value: Value;
  readonly count: number;
}

type Finder = (cdr: Cdr, range: TimeRange) => Promise<FoundValue[]>;

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en');

/** Names, each once in whatever case it is found; counts of one name are added up. */
function eachOnce(found: readonly ValueCount<string>[]): ValueCount<string>[] {
  const spellings = new Spellings();
  const counts = new Map<string, number>();
  for (const { value, count } of found) {
    const key = spellings.keyOf(value);
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return [...counts].map(([key, count]) => ({ value: spellings.shown(key), count }));
}

/** Names of a dictionary, in their order. */
const names =
  (of: 'pools' | 'userAgents' | 'gateways'): Finder =>
  async (cdr) => {
    const found = await cdr.ask(dictionaryNames, { of });
    const distinct = eachOnce(found.map((value) => ({ value, count: 1 })));
    return distinct.map(({ value }) => ({ value })).sort((a, b) => inOrder(a.value, b.value));
  };

/** Values of the error reports of the range, the most frequent first. */
const ofReports =
  (name: 'Source' | 'Application' | 'RequestType'): Finder =>
  async (cdr, range) =>
    eachOnce(await cdr.ask(reportValues(name), { slices: [range], binMinutes: 60 })).sort(
      (a, b) => b.count - a.count || inOrder(a.value, b.value),
    );

/** Codes of the sessions of the range, the most frequent first. */
const ofSessions =
  (name: 'DiagnosticId' | 'ResponseCode'): Finder =>
  async (cdr, range) => {
    const counts = new Map<number, number>();
    for (const { [name]: code, count } of await cdr.ask(sessionCodes, { slices: [range], binMinutes: 60 })) {
      if (code !== null) {
        counts.set(code, (counts.get(code) ?? 0) + count);
      }
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || a.value - b.value);
  };

/** Names of the stores of an archive, in their order. */
const stores: Finder = async (cdr) =>
  (await cdr.ask(storeNames, {})).map((value) => ({ value })).sort((a, b) => inOrder(a.value, b.value));

const finders = {
  stores,
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

/** What the values of each list may say about people. */
export const personalValues: Readonly<Record<ValueKind, PersonalDecision>> = {
  stores: false,
  pools: false,
  sources: false,
  applications: false,
  diagnosticIds: false,
  responseCodes: false,
  requestTypes: false,
  userAgents: 'agent',
  gateways: false,
};

/** Values of one kind. */
export function findValues(cdr: Cdr, kind: ValueKind, range: TimeRange): Promise<FoundValue[]> {
  return finders[kind](cdr, range);
}
