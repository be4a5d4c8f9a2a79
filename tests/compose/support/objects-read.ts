import { validateSettings, type DemoConnection } from '../../../contract/settings.ts';
import { validateQuery } from '../../../contract/validate.ts';
import { generateCdr } from '../../../demo/generator/generate.ts';
import type { Engine } from '../../../pkg/cdr/engines/engine.ts';
import { openDemoDatabase } from '../../../pkg/cdr/engines/sqlite/demo-database.ts';
import { demoEngine } from '../../../pkg/cdr/engines/sqlite/demo-engine.ts';
import { openCdr } from '../../../pkg/cdr/open-cdr.ts';
import { findValues, valueKinds } from '../../../pkg/data-source/find-values.ts';
import { answerReport } from '../../../pkg/reports/index.ts';
import { combinations } from '../../oracle/combinations.ts';
import { inProcess } from '../../support/in-process.ts';

const demo = { seed: 7, end: Date.UTC(2026, 10, 12, 9, 30), days: 20, sessionsPerDay: 300, edgeCases: true };

/** Columns of SessionDetailsView and tables that a server may lack or hide; each sends the reports another way. */
const variants: readonly (readonly string[])[] = [
  [],
  ['SessionDetailsView.MediaTypes'],
  ['SessionDetailsView.MediaTypes', 'SessionDetails.MediaTypes'],
];

/** Views and tables that the reports and the lists of values read, seen in the statements they run on demo data. */
export async function objectsRead(questions: number): Promise<Set<string>> {
  const cases = combinations(questions, 21, generateCdr(demo));
  const seen = new Set<string>();
  const connection = inProcess(openDemoDatabase({ ...demo, frozen: true }));
  for (const lacking of variants) {
    const settings = validateSettings({ engine: 'embedded', demo, cacheSeconds: 0 });
    const open = openCdr(
      without(
        demoEngine((settings.connection as DemoConnection).demo, () => connection),
        lacking,
      ),
      settings,
    );
    const cdr = await open.forCall(new AbortController().signal);
    for (const { saved, range, zone } of cases) {
      const query = validateQuery(saved);
      await answerReport({ query, range, zone, cdr });
    }
    for (const kind of valueKinds) {
      await findValues(cdr, kind, { from: demo.end - 24 * 3600 * 1000, to: demo.end });
    }
    for (const { sql } of cdr.trace.statements) {
      for (const [, name = ''] of sql.matchAll(/\b(?:from|join) "(\w+)"/g)) {
        seen.add(name);
      }
    }
  }
  await connection.close();
  return seen;
}

/** The engine with a catalog that lacks some columns. */
function without(engine: Engine, columns: readonly string[]): Engine {
  return {
    ...engine,
    catalog: async (signal) =>
      (await engine.catalog(signal)).filter(
        ({ TABLE_NAME, COLUMN_NAME }) => !columns.includes(`${String(TABLE_NAME)}.${String(COLUMN_NAME)}`),
      ),
  };
}
