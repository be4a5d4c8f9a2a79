import * as fc from 'fast-check';
import type { CdrRows } from '../../demo/generator/rows.ts';

/** What happens to the rows of a database: some arrive late, some are written anew, some vanish. */
export interface Change {
  readonly kind: 'arrive' | 'rewrite' | 'vanish';
  /** Which rows: one of so many, from this one on. */
  readonly every: number;
  readonly first: number;
  readonly responseCode: number | null;
  readonly diagnosticId: number | null;
}

export const drawnChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('arrive', 'rewrite', 'vanish'),
  every: fc.integer({ min: 2, max: 8 }),
  first: fc.nat({ max: 7 }),
  responseCode: fc.constantFrom(null, 200, 408, 486, 504),
  diagnosticId: fc.constantFrom(null, 0, 22, 7025, 51007),
});

/** The lists that change; all others stay as they are. */
const changing = ['sessions', 'conferenceSessions', 'conferences', 'errorReports', 'progressReports'] as const;

/**
 * The rows after the change.
 * @param all the rows of which some may arrive again
 */
export function changed(rows: CdrRows, all: CdrRows, change: Change): CdrRows {
  return changing.reduce((result, name) => ({ ...result, [name]: changedList(rows, all, name, change) }), rows);
}

function changedList(rows: CdrRows, all: CdrRows, name: (typeof changing)[number], change: Change): readonly object[] {
  const { kind, every, first, ...codes } = change;
  const hit = (index: number) => index % every === first % every;
  const list: readonly object[] = rows[name];
  switch (kind) {
    case 'vanish':
      return list.filter((_, index) => !hit(index));
    case 'rewrite':
      return list.map((row, index) => (hit(index) ? rewritten(row, codes) : row));
    case 'arrive': {
      const present = new Set(list.map(keyOf));
      return [...list, ...all[name].filter((row, index) => hit(index) && !present.has(keyOf(row)))];
    }
  }
}

/** A session with another outcome, a report with another setup time; anything else stays. */
function rewritten(row: object, { responseCode, diagnosticId }: Omit<Change, 'kind' | 'every' | 'first'>): object {
  if ('DiagnosticId' in row) {
    return { ...row, ResponseCode: responseCode, DiagnosticId: diagnosticId };
  }
  if ('SetupTime' in row) {
    return { ...row, SetupTime: responseCode === null ? null : 10 * responseCode };
  }
  return row;
}

const keyColumns = ['SessionIdTime', 'SessionIdSeq', 'ErrorTime', 'ErrorReportSeq', 'ProgressReportSeq'];
const keyOf = (row: object): string =>
  JSON.stringify(keyColumns.map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null));
