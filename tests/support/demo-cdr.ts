import { DatabaseSync } from 'node:sqlite';
import { createQueryId, type RootOperationNode } from 'kysely';
import { validateSettings } from '../../contract/settings.ts';
import { DemoData, type DemoOptions } from '../../demo/demo-data.ts';
import type { CdrSql } from '../../pkg/cdr/cdr.ts';
import { createClassification } from '../../pkg/cdr/classification.ts';
import { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { sqlite } from '../../pkg/cdr/engines/sqlite/dialect.ts';
import { DatetimeParameter, type Parameter } from '../../pkg/cdr/parameter.ts';
import type { Question } from '../../pkg/cdr/questions/question.ts';
import { viewColumns } from '../../pkg/cdr/schema/columns.ts';
import type { LcsCdr } from '../../pkg/cdr/schema/views.ts';

/** A generated LcsCDR in this process, for tests of questions. */
export interface DemoCdr {
  readonly sql: CdrSql;
  /** The answer to one question, as its query finds it. */
  answer<Selection, Row, Found>(question: Question<Selection, Row, Found>, selection: Selection): readonly Row[];
}

/**
 * Generates an LcsCDR.
 * @param options what it holds; it does not move on
 * @param jsonData settings of the data source, as saved
 */
export function demoCdr(options: DemoOptions, jsonData: Record<string, unknown> = {}): DemoCdr {
  const db = new DatabaseSync(':memory:');
  // Whatever fills it has the functions of the engine at hand.
  const database = new SqliteDatabase(db);
  new DemoData(db, { ...options, frozen: true });
  const { counting } = validateSettings(jsonData);
  const sql: CdrSql = {
    db: sqlite.builder(),
    dialect: sqlite,
    features: {
      mediaTypes: 'view',
      stores: false,
      ledger: false,
      caseless: true,
      objects: new Set(Object.keys(viewColumns) as (keyof LcsCdr)[]),
      missing: [],
    },
    classification: createClassification(counting),
    counting,
  };
  const executor = sql.db.getExecutor();
  return {
    sql,
    answer: (question, selection) => {
      const described = question.describe(sql, selection);
      if (!described) {
        return question.merge([], selection);
      }
      const query = executor.compileQuery(described.toOperationNode() as RootOperationNode, createQueryId());
      const parameters = (query.parameters as readonly Parameter[]).map((value) =>
        value instanceof DatetimeParameter ? value.ms : value,
      );
      const { names, rows } = database.run(query.sql, parameters);
      const found = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
      return question.read(found as never[], selection);
    },
  };
}
