import type { Compilable } from 'kysely';
import { validateSettings } from '../../contract/settings.ts';
import { readCatalog } from '../../pkg/cdr/catalog.ts';
import type { Cdr, CdrCall } from '../../pkg/cdr/cdr.ts';
import { createClassification } from '../../pkg/cdr/classification.ts';
import type { Row } from '../../pkg/cdr/engine.ts';
import { viewColumns } from '../../pkg/cdr/schema/columns.ts';
import { sqlite, tsql, type Dialect } from '../../pkg/cdr/sql/dialect.ts';
import type { Parameter, Statement } from '../../pkg/cdr/sql/parameter.ts';

export interface RecordingOptions {
  /** `jsonData` of the data source. */
  readonly settings?: Record<string, unknown>;
  /** Views (`View`) and columns (`View.Column`) that the database lacks. */
  readonly without?: readonly string[];
  /** Rows that a statement brings; none when absent. */
  readonly answer?: (statement: Statement) => readonly Row[];
}

/** A CDR without a database: compiles what it is asked, keeps the statements and brings rows made up by the test. */
export interface RecordingCdr extends Cdr {
  readonly statements: Statement[];
}

export const dialects: Record<Dialect['id'], Dialect> = { mssql: tsql, sqlite };

export function recordingCdr(
  dialect: Dialect['id'],
  { settings: jsonData, without = [], answer = () => [] }: RecordingOptions = {},
): RecordingCdr {
  const rows = Object.entries(viewColumns)
    .filter(([name]) => !without.includes(name))
    .flatMap(([name, columns]) =>
      columns
        .filter((column) => !without.includes(`${name}.${column}`))
        .map((column) => ({ TABLE_SCHEMA: 'dbo', TABLE_NAME: name, COLUMN_NAME: column })),
    );
  const catalog = readCatalog(rows);
  const { counting, limits } = validateSettings(jsonData);
  const statements: Statement[] = [];
  return {
    db: dialects[dialect].builder(catalog),
    dialect: dialects[dialect],
    features: catalog.features,
    classification: createClassification(counting),
    counting,
    limits,
    statements,
    run: <R>(query: Compilable<R>) => {
      const { sql, parameters } = query.compile();
      const statement = { sql, parameters: parameters as readonly Parameter[] };
      statements.push(statement);
      return Promise.resolve(answer(statement) as readonly R[]);
    },
  };
}

/** A call that nobody ends. */
export const call = (): CdrCall => ({ signal: new AbortController().signal, executed: [], sqlSeconds: 0 });
