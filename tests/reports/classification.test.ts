import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { SavedQuery } from '../../contract/query.ts';
import { validateSettings, type CategoryMapping } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { addSession } from '../../demo/generator/edge-cases/plain-rows.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { hourOf, oneHour, resolveOptions } from '../../demo/generator/options.ts';
import type { CdrRows } from '../../demo/generator/rows.ts';
import { Slot } from '../../demo/generator/slot.ts';
import { createSchema } from '../../demo/lcscdr/ddl.ts';
import { fillSqlite } from '../../demo/loaders/fill-sqlite.ts';
import { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { demoEngine } from '../../pkg/cdr/engines/sqlite/demo-engine.ts';
import { openCdr, type CdrDatabase } from '../../pkg/cdr/open-cdr.ts';
import { encodeFrame } from '../../pkg/plugin/frames/encode.ts';
import { answerReport } from '../../pkg/reports/index.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { combinations } from '../oracle/combinations.ts';
import type { OracleCase } from '../oracle/oracle-case.ts';
import { expected } from '../oracle/oracle.ts';
import { rowsOf } from '../support/frame-rows.ts';
import { inProcess } from '../support/in-process.ts';
import { fromOracle, inOracleWords, sortedSeries } from './compare.ts';

const opened: CdrDatabase[] = [];
afterAll(() => Promise.all(opened.map((cdr) => cdr.close())));

const settings = validateSettings({ engine: 'embedded', cacheSeconds: 0 });

/**
 * A CDR of these rows, in SQLite.
 * @param table rows of MsDiagMetaData: diagnostic ID, response code, category; without it the database has no such table
 */
function cdrOf(rows: CdrRows, table?: readonly (readonly [number, number | null, number])[]): CdrDatabase {
  const db = new DatabaseSync(':memory:');
  for (const statement of createSchema('sqlite')) {
    db.exec(statement);
  }
  const connection = inProcess(new SqliteDatabase(db));
  fillSqlite(db, rows);
  const engine = demoEngine(resolveDemo(), () => connection);
  const columns = ['MsDiagId', 'ResponseCode', 'ErrorCategory'];
  if (table) {
    db.exec(`create table MsDiagMetaData (${columns.join(', ')})`);
    const insert = db.prepare('insert into MsDiagMetaData values (?, ?, ?)');
    table.forEach((row) => insert.run(...row));
  }
  const found = columns.map((COLUMN_NAME) => ({
    ...{ TABLE_SCHEMA: '', TABLE_NAME: 'MsDiagMetaData', COLUMN_NAME },
    DATA_TYPE: 'int',
  }));
  const cdr = openCdr(
    { ...engine, catalog: async (signal) => [...(await engine.catalog(signal)), ...(table ? found : [])] },
    settings,
  );
  opened.push(cdr);
  return cdr;
}

function resolveDemo() {
  const { connection } = settings;
  if (connection.engine !== 'embedded') {
    throw new Error('The settings are those of demo data.');
  }
  return connection.demo;
}

async function framesOf(cdr: CdrDatabase, { saved, range, zone }: OracleCase) {
  const query = validateQuery(saved);
  return answerReport({ query, range, zone, cdr: await cdr.forCall(new AbortController().signal) });
}

describe('a call that was answered and then failed', () => {
  const from = Date.UTC(2026, 10, 12, 9);
  const slot = new Slot(resolveOptions({ seed: 1, end: from + oneHour }), hourOf(from));
  for (const DiagnosticId of [22, 23, 24, 25, 51007, null]) {
    addSession(slot, { ResponseCode: 200, DiagnosticId, MediaTypes: 16 });
  }
  const cdr = cdrOf(slot.rows);
  const ask = async (saved: SavedQuery) => {
    const range = { from, to: from + oneHour };
    const [frame] = await framesOf(cdr, { name: '', saved, range, zone: 'UTC' });
    return frame;
  };

  test('is a failed session of the Summary; one that is only remarked on is not', async () => {
    const frame = await ask({ report: 'summary', interval: 'total' });
    expect(rowsOf(frame, 'p2pTotalSessions', 'p2pFailedSessions')).toEqual([
      { p2pTotalSessions: 6, p2pFailedSessions: 4 },
    ]);
  });

  test('is an unexpected failure of its modality', async () => {
    const frame = await ask({ report: 'p2pActivity', interval: 'total', filters: { modalities: ['audio'] } });
    const volumes = { successVolume: 2, expectedVolume: 0, unexpectedVolume: 4, uncategorizedVolume: 0 };
    expect(rowsOf(frame, ...Object.keys(volumes))).toEqual([volumes, volumes]);
  });

  test('is among the Top Failures', async () => {
    expect(rowsOf(await ask({ report: 'topFailures' }), 'diagnosticId', 'responseCode', 'category')).toEqual(
      [22, 23, 24, 25].map((diagnosticId) => ({ diagnosticId, responseCode: 200, category: 'Unexpected failure' })),
    );
  });

  test('is in the Failure List, of unexpected failures too', async () => {
    for (const filters of [{}, { categories: ['unexpected'] }]) {
      const rows = rowsOf(await ask({ report: 'failureList', filters }), 'diagnosticId');
      expect(rows.map(({ diagnosticId }) => diagnosticId).sort()).toEqual([22, 23, 24, 25]);
    }
    expect(rowsOf(await ask({ report: 'failureList', filters: { categories: ['success'] } }))).toHaveLength(2);
  });
});

describe("with the server's own table every report agrees with the oracle, told the same as an own map", () => {
  const demo = { seed: 7, end: Date.UTC(2026, 10, 12, 9, 30), days: 15, sessionsPerDay: 300, edgeCases: true };
  const rows = generateCdr(demo);
  const categoryMap: CategoryMapping[] = [
    { diagnosticId: 51004, category: 'unexpected' },
    { diagnosticId: 51004, responseCode: 486, category: 'success' },
    { diagnosticId: 30512, category: 'expected' },
    { diagnosticId: 12000, responseCode: 503, category: 'success' },
    { diagnosticId: 23, category: 'success' },
    { diagnosticId: 0, responseCode: 200, category: 'expected' },
  ];
  const cdr = cdrOf(rows, [
    [51004, null, 2],
    [51004, 486, 0],
    [30512, null, 1],
    [12000, 503, 0],
    [23, null, 0],
    [0, 200, 1],
  ]);
  const { counting } = validateSettings({ categoryMap });
  const cases = combinations(110, 5, rows);

  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const query = validateQuery(one.saved);
    const frames = (await framesOf(cdr, one)).map((frame) => decodeFrame(encodeFrame(frame, 'A')));
    const wanted = fromOracle(expected(rows, query, one.range, one.zone, counting));
    expect(sortedSeries(inOracleWords(query, frames))).toEqual(sortedSeries(wanted));
  });
});
