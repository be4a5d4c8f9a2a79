import { sql } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { Activity } from '../../../contract/vocabulary.ts';
import { missingSentence } from '../catalog.ts';
import type { CdrSql } from '../cdr.ts';
import { DiagnosticsError } from '../../errors.ts';
import { binStart, wholeSlices, type Slice } from '../time-bins.ts';
import { column } from './conditions.ts';
import { addedUp, type CellQuestion, type CellSelection, type Described } from './question.ts';
import {
  passes,
  sessionKeyOf,
  sessionRows,
  type RowOptions,
  type SessionColumn,
  type SessionColumns,
} from './sessions.ts';
import { leavesOutSynthetic, syntheticKeyOf, withoutSynthetic } from './synthetic.ts';
import { countedBy, countedPerValue, type AnyQuery } from './counted.ts';

/** Which sessions to count. */
export interface SessionCellSelection extends CellSelection {
  readonly activity: Activity;
  readonly filters: Filters;
}

/** Sessions of one time bin, or of the part of one that lies in a slice, which agree in all columns asked for. */
export type SessionCell<Name extends SessionColumn> = Pick<SessionColumns, Name> & {
  /** Epoch milliseconds, see `binStart`. */
  readonly time: number;
  readonly sessions: number;
};

type FoundCell<Name extends SessionColumn> = Omit<SessionCell<Name>, 'time'> & {
  readonly slice?: number;
  readonly bin: number;
};

/**
 * The base aggregate that most reports roll up: sessions of one kind by time bin and the columns asked for. With the column Source or
 * Application a session counts once per value of its error reports, or once without any.
 * @param columns what tells cells apart
 * @param detailed further columns, NULL in brief slices
 * @throws DiagnosticsError `schema` where gateways are asked for and the database has none, `query` where stores are asked for of a single LcsCDR
 */
export function sessionCells<Name extends SessionColumn, Detail extends SessionColumn = never>(
  columns: readonly Name[],
  detailed: readonly Detail[] = [],
): CellQuestion<SessionCellSelection, SessionCell<Name | Detail>, FoundCell<Name | Detail>> {
  const asked = [...columns, ...detailed.filter((name) => !(columns as readonly SessionColumn[]).includes(name))];
  return {
    name: 'sessionCells',
    key: `sessionCells ${columns.join()} ${detailed.join()}`,
    columns: [...asked, 'sessions'],
    describe: (cdr, selection) => {
      requireGateways(cdr, asked);
      requireStores(cdr, asked);
      return passes(selection.activity, selection.filters) && selection.slices.length > 0
        ? counted(cdr, selection, asked, asked.slice(columns.length))
        : undefined;
    },
    read: (found, { slices, binMinutes }) =>
      found.map((row) => {
        // Filled name by name: there may be tens of thousands of cells, and spreading a row takes several times as long.
        const { slice = 0, bin, sessions } = row;
        const cell: Record<string, unknown> = { time: binStart(bin, binMinutes, slices[slice]), sessions };
        for (const name of asked) {
          cell[name] = row[name];
        }
        return cell as unknown as SessionCell<Name | Detail>;
      }),
    merge: (answers) => addedUp(answers, ['time', ...asked], ['sessions']),
  };
}

function counted<Name extends SessionColumn>(
  cdr: CdrSql,
  { activity, slices, binMinutes, filters }: SessionCellSelection,
  asked: readonly Name[],
  detailed: readonly SessionColumn[],
): Described<FoundCell<Name>> {
  const value = (['Source', 'Application'] as const).find((name) => (asked as readonly SessionColumn[]).includes(name));
  // Synthetic conferences are left out of all slices at once.
  const synthetic = activity === 'conference' && leavesOutSynthetic(cdr, { filters });
  const names = new Set<SessionColumn>([
    ...asked,
    ...(value ? sessionKeyOf(cdr) : []),
    ...(synthetic ? syntheticKeyOf(cdr) : []),
  ]);
  const rowsOf = (slice: Slice, computed: NonNullable<RowOptions['computed']>) =>
    sessionRows(cdr, activity, { range: slice, filters }, [...names], {
      computed,
      blank: slice.brief ? detailed : [],
      synthetic: true,
    });
  if (binMinutes === wholeSlices && !value && asked.length > 0) {
    // Slice by slice: a database that sorts what it groups sorts less at once, and nothing that is the same in all of it.
    const grouped = slices.map((slice, index) => {
      const rows = cdr.db.selectFrom(rowsOf(slice, []).as('f') as never) as unknown as AnyQuery;
      const kept = synthetic ? withoutSynthetic(cdr, rows, 'f', [slice]) : rows;
      return countedBy(cdr, kept.select([sql.lit(0).as('bin'), sql.lit(index).as('slice')]), asked);
    });
    return grouped.reduce((union, one) => union.unionAll(one)) as Described<FoundCell<Name>>;
  }
  const bin = cdr.dialect.timeBin(column<number>('s.SessionIdTime'), binMinutes).as('bin');
  const branches = slices.map((slice, index) =>
    rowsOf(slice, slices.length > 1 ? [bin, sql.lit(index).as('slice')] : [bin]),
  );
  const all = branches.reduce((union, one) => union.unionAll(one)).as('f');
  const sessions = cdr.db.selectFrom(all as never) as unknown as AnyQuery;
  const kept = synthetic ? withoutSynthetic(cdr, sessions, 'f', slices) : sessions;
  const columns = ['bin', ...(slices.length > 1 ? ['slice'] : []), ...asked];
  const query = value ? countedPerValue(cdr, kept, columns, value) : countedBy(cdr, kept, columns);
  return query as Described<FoundCell<Name>>;
}

function requireStores({ features }: CdrSql, asked: readonly SessionColumn[]): void {
  if (asked.includes('Store') && !features.stores) {
    throw new DiagnosticsError(
      'query',
      'groupBy: this data source reads one LcsCDR, and only an archive has stores. Leave store out of groupBy.',
    );
  }
}

function requireGateways({ features }: CdrSql, asked: readonly SessionColumn[]): void {
  if (asked.includes('FromGateway') && !features.objects.has('VoipDetailsView')) {
    throw new DiagnosticsError(
      'schema',
      `${missingSentence('VoipDetailsView')} Leave gateway out of groupBy, or let the login SELECT from the view.`,
    );
  }
}
