import { validateSettings } from '../../contract/settings.ts';
import { readCatalog } from '../../pkg/cdr/catalog.ts';
import type { Cdr, CdrFeatures, CdrSql } from '../../pkg/cdr/cdr.ts';
import { createClassification } from '../../pkg/cdr/classification.ts';
import { compilerFor } from '../../pkg/cdr/compile.ts';
import type { Dialect } from '../../pkg/cdr/dialect.ts';
import { sqlite } from '../../pkg/cdr/engines/sqlite/dialect.ts';
import { tsql } from '../../pkg/cdr/engines/sqlserver/dialect.ts';
import type { Statement } from '../../pkg/cdr/parameter.ts';
import { countsCells, type CellQuestion, type CellSelection, type Question } from '../../pkg/cdr/questions/question.ts';
import { storeColumn } from '../../pkg/cdr/schema/archive.ts';
import { viewColumns } from '../../pkg/cdr/schema/columns.ts';

/** Every dialect, by a name for tests. */
export const dialects = { 'T-SQL': tsql, SQLite: sqlite } as const satisfies Record<string, Dialect>;
export type DialectName = keyof typeof dialects;
export const dialectNames = Object.keys(dialects) as DialectName[];

export interface DatabaseOptions {
  /** `jsonData` of the data source. */
  readonly settings?: Record<string, unknown>;
  /** Views (`View`) and columns (`View.Column`) that the database lacks. */
  readonly without?: readonly string[];
  /** Whether every view says whose row it is, as those of an archive do. */
  readonly archive?: boolean;
  /** What the probe concludes otherwise. */
  readonly features?: Partial<CdrFeatures>;
}

/** A question as it was asked. */
export interface Asked {
  readonly question: string;
  /** Of a question that counts in time bins, see `CellQuestion`. */
  readonly key: string | undefined;
  readonly selection: unknown;
  readonly statement: Statement;
}

/** Made-up rows for what is asked, as after `read`. */
export type Answer = (asked: Asked) => readonly unknown[];

/** Made-up rows of one question, for whatever it is asked with; none of any other. */
export function given<Selection, Row, Found>(
  question: Question<Selection, Row, Found>,
  rows: readonly Row[] | ((selection: Selection, asked: Asked) => readonly Row[]),
): Answer {
  return (asked) =>
    asked.question !== question.name ? [] : rows instanceof Function ? rows(asked.selection as Selection, asked) : rows;
}

/** As `given`, for one question that counts in time bins and not for those by other columns. */
export function givenCells<Selection extends CellSelection, Row extends { readonly time: number }, Found>(
  question: CellQuestion<Selection, Row, Found>,
  rows: readonly Row[] | ((selection: Selection, asked: Asked) => readonly Row[]),
): Answer {
  const answer = given(question, rows);
  return (asked) => (asked.key === question.key ? answer(asked) : []);
}

/** What describes questions, and what makes statements of them. */
export type DescribingCdr = CdrSql & { readonly compile: ReturnType<typeof compilerFor> };

/** What is needed to describe questions to a database that has these views, with nobody to run them. */
export function describingCdr(
  of: DialectName | Dialect,
  { settings, without = [], archive = false, features = {} }: DatabaseOptions = {},
): DescribingCdr {
  const rows = Object.entries(viewColumns)
    .filter(([view]) => !without.includes(view))
    .flatMap(([view, columns]) =>
      [...columns, ...(archive ? [storeColumn] : [])]
        .filter((column) => !without.includes(`${view}.${column}`))
        .map((column) => ({ TABLE_SCHEMA: 'dbo', TABLE_NAME: view, COLUMN_NAME: column })),
    );
  const catalog = readCatalog(rows);
  const dialect = typeof of === 'string' ? dialects[of] : of;
  const { counting } = validateSettings(settings);
  return {
    db: dialect.builder(),
    compile: compilerFor(dialect, catalog),
    dialect,
    features: { ...catalog.features, ...features },
    classification: createClassification(counting),
    counting,
  };
}

/** The statement that a question becomes; undefined where no row can pass. */
export function statementOf<Selection, Row, Found>(
  cdr: DescribingCdr,
  question: Question<Selection, Row, Found>,
  selection: Selection,
): Statement | undefined {
  const query = question.describe(cdr, selection);
  return query && cdr.compile(query);
}

/** A CDR without a database: compiles what it is asked, keeps the statements and gives answers made up by the test. */
export interface RecordingCdr extends Cdr {
  readonly asked: Asked[];
  readonly statements: Statement[];
}

/** @param options what the database lacks, and `answers`: the rows of all that have some for a question are together its answer */
export function recordingCdr(
  name: DialectName,
  {
    answers = [],
    maxRows = 500_000,
    ...options
  }: DatabaseOptions & { readonly answers?: readonly Answer[]; readonly maxRows?: number } = {},
): RecordingCdr {
  const described = describingCdr(name, options);
  const asked: Asked[] = [];
  const statements: Statement[] = [];
  return {
    ...described,
    maxRows,
    asked,
    statements,
    trace: {
      statements,
      seconds: 0,
      asOf: undefined,
      fromMemory: false,
      script: () => described.dialect.script(statements),
    },
    ask: async <Selection, Row, Found>(question: Question<Selection, Row, Found>, selection: Selection) => {
      const statement = statementOf(described, question, selection);
      if (!statement) {
        return Promise.resolve(question.merge([], selection));
      }
      const key = countsCells(question) ? question.key : undefined;
      const one = { question: question.name, key, selection, statement };
      asked.push(one);
      statements.push(statement);
      const rows = answers.flatMap((answer) => answer(one)) as readonly Row[];
      return Promise.resolve(question.merge([rows], selection));
    },
  };
}
