import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, column, inRange, storeOf } from './conditions.ts';
import { ofStores } from './names.ts';
import { addedUp, asFound, type Described, type Question } from './question.ts';
import { sessionsOfEitherKind, type Rows } from './sessions.ts';

/** A name of a dictionary table. */
interface Name {
  readonly value: string;
}

/** A value of a column, and how often it occurs. */
export interface ValueCount<Value> {
  readonly value: Value;
  readonly count: number;
}

const dictionaries = {
  pools: [
    ['Pools', 'PoolFQDN'],
    ['EdgeServers', 'EdgeServer'],
  ],
  userAgents: [['ClientVersions', 'Version']],
  gateways: [['Gateways', 'Gateway']],
} as const satisfies Record<string, readonly (readonly [keyof LcsCdr, string])[]>;

/** Every name of a dictionary, used or not; each once. */
export const dictionaryNames: Question<{ readonly of: keyof typeof dictionaries }, string, Name> = {
  name: 'dictionaryNames',
  describe: ({ db }, { of }) => {
    const [first, ...others] = dictionaries[of].map(([table, name]) => {
      const value = column<string>(`t.${name}`);
      return db
        .selectFrom(`${table} as t` as 'Pools as t')
        .select(value.as('value'))
        .distinct()
        .where(sql<never>`${value} is not null`) as unknown as Rows<Name>;
    });
    return first && (others.reduce((union, one) => union.unionAll(one), first) as unknown as Described<Name>);
  },
  read: (found) => [...new Set(found.flatMap(({ value }) => (value ? [value] : [])))],
  merge: (answers) => [...new Set(answers.flat())],
};

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

/** Values of a column of the error reports of a range, each with the number of reports. */
export function reportValues(
  name: 'Source' | 'Application' | 'RequestType',
): Question<{ readonly range: TimeRange; readonly filters?: Filters }, ValueCount<string>> {
  return {
    name: 'reportValues',
    describe: (cdr, { range, filters = {} }) => {
      const value = column<string>(`e.${name}`);
      return cdr.db
        .selectFrom('ErrorReportView as e')
        .select([value.as('value'), sql<number>`count(*)`.as('count')])
        .where(
          allOf([...inRange('e.ErrorTime', range), ...ofStores(cdr, 'e', filters), sql<never>`${value} is not null`]),
        )
        .groupBy(value);
    },
    read: asFound,
    merge: (answers) => addedUp(answers, ['value'], ['count']),
  };
}

/** Codes of the sessions of a range, retried and synthetic ones among them, each with the number of sessions. */
export function sessionCodes(
  name: 'DiagnosticId' | 'ResponseCode',
): Question<{ readonly range: TimeRange }, ValueCount<number>> {
  return {
    name: 'sessionCodes',
    describe: (cdr, { range }) => {
      const sessions = sessionsOfEitherKind(cdr, { range, filters: {}, all: true }, [name]);
      const value = sql<number>`${column(`f.${name}`)}`;
      return (
        sessions &&
        cdr.db
          .selectFrom(sessions.as('f'))
          .select([value.as('value'), sql<number>`count(*)`.as('count')])
          .where(sql<never>`${value} is not null`)
          .groupBy(value)
      );
    },
    read: asFound,
    merge: (answers) => addedUp(answers, ['value'], ['count']),
  };
}
