import { sql } from 'kysely';
import type { Cdr } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import { nameKey } from '../names.ts';
import { column } from './conditions.ts';
import type { Described, Question } from './question.ts';

/** When the archiver last copied from a store. */
export interface ArchiverRun {
  readonly store: string;
  /** Epoch milliseconds. */
  readonly copied: number;
}

/** Which copies count. */
export interface CopiedBefore {
  /** Epoch milliseconds: what claims to be copied later was noted by a clock that was ahead, and tells nothing. */
  readonly before: number;
}

/** What the archiver notes for itself beside the rows: a line for each hour of each view that it has copied. */
export const ledger = 'ArchiveSlices';

/**
 * The views that tell when a store was copied: the first that a pass copies, and the last two, of which not every LcsCDR has both. The
 * newest hours of each are copied on every pass.
 */
const telling = [
  'SessionDetailsView',
  'ErrorReportView',
  'ProgressReportView',
] as const satisfies readonly (keyof LcsCdr)[];

/**
 * The last copy of each store of an archive, of all its views: where one cannot be copied, those before it go on. None where there is no
 * ledger, as in an archive that something else has filled, or in an LcsCDR.
 */
export const archiverRuns: Question<CopiedBefore, ArchiverRun> = {
  name: 'archiverRuns',
  describe: ({ features, db }, { before }) =>
    features.ledger
      ? (db
          .selectFrom(sql`${sql.table(ledger)}`.as('l') as never)
          .select([
            ...[column<string>('l.Store').as('store'), column<string>('l.View').as('view')],
            sql<number>`max(${column('l.CopiedAt')})`.as('copied'),
          ])
          .where(sql<never>`${column('l.View')} in (${sql.join([...telling])})`)
          .where(sql<never>`${column('l.CopiedAt')} < ${before}`)
          .groupBy([column('l.Store'), column('l.View')]) as unknown as Described<ArchiverRun>)
      : undefined,
  read: (found) => found.map(({ store, copied }) => ({ store, copied: Number(copied) })),
  merge: (answers) => {
    const last = new Map<string, number>();
    for (const { store, copied } of answers.flat()) {
      last.set(store, Math.min(copied, last.get(store) ?? copied));
    }
    return [...last].map(([store, copied]) => ({ store, copied }));
  },
};

const hour = 3_600_000;

/**
 * When each store was last copied, epoch milliseconds, whatever the spelling of its name.
 * @param now epoch milliseconds; clocks may differ by an hour
 */
export async function lastCopies(cdr: Pick<Cdr, 'ask'>, now: number): Promise<(store: string) => number | undefined> {
  // The same for an hour, so that the answer may be kept.
  const runs = await cdr.ask(archiverRuns, { before: (Math.floor(now / hour) + 2) * hour });
  const copied = new Map(runs.map(({ store, copied: at }) => [nameKey(store), at]));
  return (store) => copied.get(nameKey(store));
}
