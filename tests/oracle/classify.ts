import type { Code } from '../../contract/query.ts';
import type { Counting } from '../../contract/settings.ts';
import type { Category } from '../../contract/vocabulary.ts';

type Span = readonly [from: number, to: number];

/** IDs by what they say of their session, read from the list of published IDs by hand: single ones, and whole ranges. */
const ended: readonly (number | Span)[] = [
  4141,
  5002,
  5009,
  5010,
  21000,
  51004,
  52082,
  52094,
  52107,
  // Applications say so themselves.
  [61000, 61999],
];
const informs: readonly (number | Span)[] = [
  2139,
  5011,
  12006,
  13004,
  13005,
  13006,
  13007,
  15637,
  15643,
  17004,
  25008,
  51007,
  51017,
  [60000, 60999],
];
const failures: readonly (number | Span)[] = [
  0,
  1,
  4,
  [22, 25],
  [1000, 1014],
  1017,
  1027,
  1034,
  [2000, 2016],
  [3000, 3022],
  [4000, 4013],
  4268,
  5000,
  5001,
  [5003, 5008],
  [7000, 7010],
  7025,
  10003,
  [12000, 12005],
  [12007, 12012],
  [13000, 13003],
  [13009, 13011],
  15000,
  [17000, 17003],
  [20000, 20011],
  21002,
  24067,
  24081,
  24083,
  28020,
  52017,
  52035,
  52063,
  [62000, 62999],
];

const isAmong = (list: readonly (number | Span)[], id: number): boolean =>
  list.some((entry) => (typeof entry === 'number' ? entry === id : id >= entry[0] && id <= entry[1]));

/** The category of a (diagnostic ID, response code): the operator's map, what the ID says, then the response code. */
export function classify(diagnosticId: Code, responseCode: Code, settings: Counting): Category {
  const forId = settings.categoryMap.filter((line) => line.diagnosticId === diagnosticId);
  const line =
    forId.find((candidate) => candidate.responseCode === responseCode) ??
    forId.find((candidate) => candidate.responseCode === undefined);
  if (line) {
    return line.category;
  }
  if (diagnosticId !== null && isAmong(ended, diagnosticId)) {
    return 'expected';
  }
  if (responseCode === null || responseCode < 200 || responseCode >= 700) {
    return 'uncategorized';
  }
  if (responseCode < 300) {
    if (diagnosticId === null || isAmong(informs, diagnosticId)) {
      return 'success';
    }
    return isAmong(failures, diagnosticId) ? 'unexpected' : 'uncategorized';
  }
  if (responseCode < 400 || responseCode === 401 || responseCode === 407) {
    return 'uncategorized';
  }
  if ([480, 486, 487, 600, 603].includes(responseCode)) {
    return 'expected';
  }
  if (responseCode === 404 || responseCode === 408) {
    return settings.ambiguousResponses;
  }
  return 'unexpected';
}
