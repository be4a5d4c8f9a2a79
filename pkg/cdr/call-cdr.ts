import { CallTrace } from './call-trace.ts';
import type { Cdr, CdrSql } from './cdr.ts';
import type { Cell, CellAnswer, CellRequest } from './cell-cache.ts';
import type { compilerFor } from './compile.ts';
import type { FoundRow } from './engines/engine.ts';
import type { Statement } from './parameter.ts';
import { countsCells, type CellQuestion, type CellSelection, type Question } from './questions/question.ts';

/** What a probed database takes to be asked. */
export interface Probed {
  readonly sql: CdrSql;
  readonly compile: ReturnType<typeof compilerFor>;
}

/** Who answers the questions of one call. */
export interface Answering {
  /** Rows that a statement may bring. */
  readonly maxRows: number;
  /** The rows of a statement, which others may be waiting for as well. */
  answer(statement: Statement): Promise<readonly FoundRow[]>;
  /** Cells, out of memory as far as they are there; absent where none are kept. */
  cells?<Row extends Cell>(request: Omit<CellRequest<Row>, 'fresh'>): Promise<CellAnswer<Row>>;
  /** The rows of a statement, from the database. */
  execute(statement: Statement, signal: AbortSignal): Promise<readonly FoundRow[]>;
}

/** The way of every question: described, asked, read, put together. */
export function callCdr({ sql, compile }: Probed, { maxRows, answer, cells, execute }: Answering): Cdr {
  const { features, classification, counting, dialect } = sql;
  const trace = new CallTrace(dialect);

  async function answered<Selection, Row, Found>(
    question: Question<Selection, Row, Found>,
    selection: Selection,
  ): Promise<readonly Row[] | undefined> {
    const query = question.describe(sql, selection);
    if (!query) {
      return undefined;
    }
    const statement = compile(query);
    return readRows(question, await trace.note(statement, () => answer(statement)), selection);
  }

  async function counted<Selection extends CellSelection, Row extends Cell, Found>(
    question: CellQuestion<Selection, Row, Found>,
    selection: Selection,
    keptCells: NonNullable<Answering['cells']>,
  ): Promise<readonly Row[]> {
    const { slices, binMinutes, ...rest } = selection;
    const { rows, asOf, kept } = await keptCells<Row>({
      key: JSON.stringify([question.key, binMinutes, rest]),
      slices,
      binMinutes,
      columns: question.columns,
      load: (missing, signal) => {
        const part = { ...selection, slices: missing };
        const query = question.describe(sql, part);
        const statement = query && compile(query);
        const found = statement ? execute(statement, signal) : Promise.resolve([]);
        return { statement, rows: found.then((all) => readRows(question, all, part)) };
      },
      note: (statement, waiting) => (statement ? trace.note(statement, waiting) : waiting()),
    });
    trace.noteAge(asOf, kept > 0);
    return rows;
  }

  return {
    features,
    classification,
    counting,
    maxRows,
    trace,
    ask: async (question, selection) => {
      const rows = await (cells && countsCells(question)
        ? counted(question, selection as never, cells)
        : answered(question, selection));
      return question.merge(rows ? [rows] : [], selection);
    },
  };
}

/** What the columns hold is the question's own word: it described them. */
function readRows<Selection, Row, Found>(
  question: Question<Selection, Row, Found>,
  found: readonly FoundRow[],
  selection: Selection,
): readonly Row[] {
  return question.read(found as readonly never[], selection);
}
