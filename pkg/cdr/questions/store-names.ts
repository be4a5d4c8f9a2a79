import { storeOf } from './conditions.ts';
import type { Described, Question } from './question.ts';
import type { Rows } from './sessions.ts';

/** The name of a store. */
interface Name {
  readonly value: string;
}

/** Dictionaries that every store brings. */
const ofEveryStore = ['Pools', 'EdgeServers', 'ClientVersions'] as const;

/** Names of the stores of an archive, each once; none of a single LcsCDR. */
export const storeNames: Question<Record<string, never>, string, Name> = {
  name: 'storeNames',
  describe: (cdr) => {
    const [first, ...others] = ofEveryStore.flatMap((table) =>
      storeOf(cdr, 't').map(
        (store) =>
          cdr.db
            .selectFrom(`${table} as t` as 'Pools as t')
            .select(store.as('value'))
            .distinct() as unknown as Rows<Name>,
      ),
    );
    return first && (others.reduce((union, one) => union.unionAll(one), first) as unknown as Described<Name>);
  },
  read: (found) => [...new Set(found.map(({ value }) => value))],
  merge: (answers) => [...new Set(answers.flat())],
};
