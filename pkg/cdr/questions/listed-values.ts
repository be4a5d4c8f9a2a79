import { sql, type RawBuilder } from 'kysely';
import { activities } from '../../../contract/vocabulary.ts';
import type { CdrSql } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import { binStart } from '../time-bins.ts';
import { allOf, column, inRange } from './conditions.ts';
import { addedUp, type CellQuestion, type CellSelection, type Described, type Question } from './question.ts';
import { sessionRows, type Rows } from './sessions.ts';

/** A name of a dictionary table. */
interface Name {
  readonly value: string;
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

/** Values of a time bin, each with the number of records. */
type ValueCell<Values extends object> = Values & {
  /** Epoch milliseconds, see `binStart`. */
  readonly time: number;
  readonly count: number;
};

type FoundCell<Values extends object> = Values & {
  readonly slice?: number;
  readonly bin: number;
  readonly count: number;
};

/** Values of a column of error reports by time bin, each with the number of reports. */
export function reportValues(
  name: 'Source' | 'Application' | 'RequestType',
): CellQuestion<CellSelection, ValueCell<{ readonly value: string }>, FoundCell<{ readonly value: string }>> {
  return {
    name: 'reportValues',
    key: `reportValues ${name}`,
    columns: ['value', 'count'],
    describe: ({ db, dialect }, { slices, binMinutes }) => {
      const value = column<string>(`e.${name}`);
      const bin = dialect.timeBin(column<number>('e.ErrorTime'), binMinutes).as('bin');
      const branches = slices.map(
        (slice, index) =>
          db
            .selectFrom('ErrorReportView as e')
            .select([...numbered(slices, index), bin, value.as('value')])
            .where(
              allOf([...inRange('e.ErrorTime', slice), sql<never>`${value} is not null`]),
            ) as unknown as Rows<object>,
      );
      return counted({ db }, branches, slices, [{ name: 'value', value: dialect.binary(column<string>('f.value')) }]);
    },
    read: readCells,
    merge: (answers) => addedUp(answers, ['time', 'value'], ['count']),
  };
}

/** What a session ended with. */
interface Codes {
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
}

/** Codes of sessions by time bin, retried and synthetic sessions among them, each pair with the number of sessions. */
export const sessionCodes: CellQuestion<CellSelection, ValueCell<Codes>, FoundCell<Codes>> = {
  name: 'sessionCodes',
  key: 'sessionCodes',
  columns: ['DiagnosticId', 'ResponseCode', 'count'],
  describe: (cdr, { slices, binMinutes }) => {
    const names = ['DiagnosticId', 'ResponseCode'] as const;
    const bin = cdr.dialect.timeBin(column<number>('s.SessionIdTime'), binMinutes).as('bin');
    const branches = slices.flatMap((range, index) =>
      activities.map(({ id }) =>
        sessionRows(cdr, id, { range, filters: {}, all: true }, names, { computed: [...numbered(slices, index), bin] }),
      ),
    );
    return counted(
      cdr,
      branches as unknown as Rows<object>[],
      slices,
      names.map((name) => ({ name, value: column(`f.${name}`) })),
    );
  },
  read: readCells,
  merge: (answers) => addedUp(answers, ['time', 'DiagnosticId', 'ResponseCode'], ['count']),
};

const numbered = (slices: CellSelection['slices'], index: number) =>
  slices.length > 1 ? [sql.lit(index).as('slice')] : [];

/** Rows of all slices, counted by bin and values; none where there is no slice. */
function counted<Found>(
  { db }: Pick<CdrSql, 'db'>,
  branches: readonly Rows<object>[],
  slices: CellSelection['slices'],
  values: readonly { readonly name: string; readonly value: RawBuilder<unknown> }[],
): Described<Found> | undefined {
  const [first, ...others] = branches;
  if (!first) {
    return undefined;
  }
  const all = others.reduce((union, one) => union.unionAll(one), first).as('f');
  const bins = [...(slices.length > 1 ? ['slice'] : []), 'bin'].map((name) => ({ name, value: column(`f.${name}`) }));
  const by = [...bins, ...values];
  return db
    .selectFrom(all)
    .select([...by.map(({ name, value }) => value.as(name)), sql<number>`count(*)`.as('count')])
    .groupBy(by.map(({ value }) => value)) as unknown as Described<Found>;
}

function readCells<Values extends object>(
  found: readonly FoundCell<Values>[],
  { slices, binMinutes }: CellSelection,
): readonly ValueCell<Values>[] {
  return found.map(
    ({ slice = 0, bin, ...rest }) =>
      ({ ...rest, time: binStart(bin, binMinutes, slices[slice]) }) as unknown as ValueCell<Values>,
  );
}
