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
    const { ours, byHand } = await afterRest(server, range, rest);
    const ratio = ours.rested / ours.atOnce;
    const ratioByHand = byHand.rested / byHand.atOnce;
    const name = `after ${rest / 1000} s of rest / at once`;
    rows.push([`summary ${name}`, '', digits(ours.rested), digits(ours.atOnce), digits(ratio)]);
    rows.push([
      `its statements by hand ${name}`,
      '',
      digits(byHand.rested),
      digits(byHand.atOnce),
      digits(ratioByHand),
    ]);
    notes.push(`After ${rest / 1000} s of rest: ${targetText(ratio, 1.2, 'times')}`);
    data.push({ rest, ours, byHand });
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
  await sendAll(pool, statements);
  const milliseconds = performance.now() - started;
  await pool.close();
  return milliseconds;
}

async function sendAll(pool: sql.ConnectionPool, statements: readonly Statement[]): Promise<void> {
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
}

/**
 * What comes after so long without a question, and the median of what comes right after that; nothing is answered from memory. The
 * same by hand, over connections that stay as well: what rest costs there, the server takes.
 */
async function afterRest(server: TestServer, range: Range, rest: number) {
  const { station, statements } = await open(server);
  station.now = range.to;
  const ask = () => station.ask({ report: 'summary', interval: 'daily', fresh: true }, range);
  await ask();
  const asked = [...statements];
  const pool = await connect(server, server.database, { idleTimeoutMillis: 2 * rest });
  const ours = await restedAndAtOnce(ask, rest);
  const byHand = await restedAndAtOnce(() => sendAll(pool, asked), rest);
  await station.close();
  await pool.close();
  return { ours, byHand };
}

async function restedAndAtOnce(ask: () => Promise<unknown>, rest: number) {
  const time = async () => {
    const started = performance.now();
    await ask();
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
  return { rested, atOnce: spreadOf(following).median };
}
