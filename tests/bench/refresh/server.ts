import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'mssql';
import { validateSettings } from '../../../contract/settings.ts';
import type { QueryDraft } from '../../../contract/query.ts';
import { dimensions } from '../../../contract/vocabulary.ts';
import { generateCdr } from '../../../demo/generator/generate.ts';
import type { Engine } from '../../../pkg/cdr/engines/engine.ts';
import { openEngine } from '../../../pkg/cdr/engines/index.ts';
import { DatetimeParameter, type Statement } from '../../../pkg/cdr/parameter.ts';
import { connect, createLcsCdr, dataSourceOf, dropDatabase, type TestServer } from '../../support/sqlserver.ts';
import { targetText, type Section } from '../section.ts';
import { digits, ratios, spreadOf, spreadText } from '../statistics.ts';
import { Station } from './station.ts';

const day = 24 * 3600 * 1000;
const rounds = 5;

interface Asked {
  readonly name: string;
  readonly model: QueryDraft;
  /** Whose statements are sent by hand; its own where absent. */
  readonly byHand?: readonly QueryDraft[];
  /** Most that it may take, in times of those. */
  readonly most: number;
}

const asked: readonly Asked[] = [
  { name: 'summary, daily', model: { report: 'summary', interval: 'daily' }, most: 1 },
  { name: 'p2pActivity, daily', model: { report: 'p2pActivity', interval: 'daily' }, most: 1 },
  { name: 'conferenceActivity, daily', model: { report: 'conferenceActivity', interval: 'daily' }, most: 1 },
  { name: 'topFailures', model: { report: 'topFailures' }, most: 1 },
  { name: 'failureDistribution', model: { report: 'failureDistribution' }, most: 1 },
  {
    name: 'failureDistribution / table by table',
    model: { report: 'failureDistribution' },
    byHand: dimensions.map(({ id }) => ({ report: 'failureDistribution', dimensions: [id] })),
    most: 0.5,
  },
  { name: 'failureList', model: { report: 'failureList' }, most: 1 },
  { name: 'failureSpikes', model: { report: 'failureSpikes' }, most: 1 },
  { name: 'failureDrivers', model: { report: 'failureDrivers' }, most: 1 },
];

/**
 * What the first load of a data source takes beside its statements sent by hand through `mssql`, and what rest costs.
 * @param server whose database is made anew, and dropped
 * @param of which CDR it is: how much is generated, and where that ends
 * @param rests milliseconds between two answers
 */
export async function measureServer(
  server: TestServer,
  of: { readonly days: number; readonly sessionsPerDay: number; readonly end: number },
  rests: readonly number[],
): Promise<Section> {
  await createLcsCdr(server, generateCdr({ seed: 1, ...of }));
  const { days, sessionsPerDay, end } = of;
  const range = { from: end - 7 * day, to: end };
  const rows: string[][] = [];
  const notes: string[] = [];
  const data: unknown[] = [];
  for (const { name, model, byHand = [model], most } of asked) {
    const statements: Statement[] = [];
    for (const other of byHand) {
      statements.push(...(await firstLoad(server, other, range)).statements);
    }
    const [ours, others]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const { milliseconds } = await firstLoad(server, model, range);
      const other = await sent(server, statements);
      if (round > 0) {
        ours.push(milliseconds);
        others.push(other);
      }
    }
    const ratio = ratios(ours, others);
    const count = String(statements.length);
    rows.push([name, count, spreadText(spreadOf(ours)), spreadText(spreadOf(others)), spreadText(ratio)]);
    notes.push(`${name}: ${targetText(ratio.median, most, 'times')}`);
    data.push({ name, ours: spreadOf(ours), byHand: spreadOf(others), ratio });
  }
  for (const rest of rests) {
    const { rested, atOnce } = await afterRest(server, range, rest);
    rows.push([
      `summary after ${rest / 1000} s of rest / at once`,
      '',
      digits(rested),
      digits(atOnce),
      digits(rested / atOnce),
    ]);
    notes.push(`After ${rest / 1000} s of rest: ${targetText(rested / atOnce, 1.2, 'times')}`);
    data.push({ rest, rested, atOnce });
  }
  await dropDatabase(server);
  return {
    id: 'server',
    title: `3. The first load of a data source over 7 days, of ${days} with ${sessionsPerDay} sessions a weekday on a TDS server, beside its statements by hand, ${rounds} rounds by turns: ms`,
    head: ['report', 'statements by hand', 'ms, first load', 'ms, by hand', 'ratio'],
    rows,
    notes,
    data,
  };
}

interface Opened {
  readonly station: Station;
  /** What it sent so far, but for what the probe asked. */
  readonly statements: Statement[];
}

async function open(server: TestServer): Promise<Opened> {
  const { jsonData, secureJsonData = {} } = dataSourceOf(server);
  const { connection, limits } = validateSettings(jsonData);
  const engine = await openEngine(connection, limits, secureJsonData);
  const statements: Statement[] = [];
  const recording: Engine = {
    ...engine,
    query: (statement, options) => {
      statements.push(statement);
      return engine.query(statement, options);
    },
  };
  return { station: new Station({ engine: recording, work: () => ({ statements: 0, seconds: 0 }) }, 10), statements };
}

type Range = { readonly from: number; readonly to: number };

/** A data source that has just been made: it signs in, looks what the database has, and answers. */
async function firstLoad(server: TestServer, model: QueryDraft, range: Range) {
  const { station, statements } = await open(server);
  const started = performance.now();
  station.now = range.to;
  await station.ask(model, range);
  const milliseconds = performance.now() - started;
  await station.close();
  return { milliseconds, statements };
}

/** The same by hand: signs in and sends all statements at once, as a dashboard with a panel for each would. */
async function sent(server: TestServer, statements: readonly Statement[]): Promise<number> {
  const started = performance.now();
  const pool = await connect(server, server.database);
  await Promise.all(
    statements.map(({ sql: text, parameters }) => {
      const request = pool.request();
      parameters.forEach((value, index) => {
        const name = String(index + 1);
        if (value instanceof DatetimeParameter) {
          request.input(name, sql.DateTime, new Date(value.ms));
        } else {
          request.input(name, typeof value === 'number' ? sql.Int : sql.NVarChar, value);
        }
      });
      return request.query(text);
    }),
  );
  const milliseconds = performance.now() - started;
  await pool.close();
  return milliseconds;
}

/** An answer after so long without a question, and the median of those right after it; nothing comes from memory. */
async function afterRest(server: TestServer, range: Range, rest: number) {
  const { station } = await open(server);
  station.now = range.to;
  const time = async () => {
    const started = performance.now();
    await station.ask({ report: 'summary', interval: 'daily', fresh: true }, range);
    return performance.now() - started;
  };
  await time();
  await time();
  await sleep(rest);
  const rested = await time();
  const following: number[] = [];
  for (let round = 0; round < rounds; round++) {
    following.push(await time());
  }
  await station.close();
  return { rested, atOnce: spreadOf(following).median };
}
