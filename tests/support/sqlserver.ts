import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'mssql';
import type { CdrRows } from '../../demo/generator/rows.ts';
import { fillMssql } from '../../demo/loaders/fill-mssql.ts';
import { createSchema } from '../../demo/lcscdr/ddl.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';

/** A SQL Server for tests, as `MSSQL_TEST_URL` names it. */
export interface TestServer {
  readonly server: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  readonly encrypt: boolean;
  /** PEM of the authority of the server's certificate; undefined accepts any certificate. */
  readonly ca: string | undefined;
}

/** Names of databases that tests may drop. */
const ours = /^\w*test\w*$/i;
/** Milliseconds for the connections of a plugin that was shut down to end. */
const dropWithin = 15_000;

/**
 * Reads `mssql://login:password@host:port/database?encrypt=true&ca=path-of-pem`; undefined where there is no URL.
 * @throws Error unless the database has "test" in its name: it is dropped and made anew
 */
export function testServer(url = process.env.MSSQL_TEST_URL): TestServer | undefined {
  if (!url) {
    return undefined;
  }
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const database = pathname.slice(1);
  if (!ours.test(database)) {
    throw new Error('MSSQL_TEST_URL: the database must have "test" in its name, for it is dropped and made anew');
  }
  const ca = searchParams.get('ca');
  return {
    server: hostname,
    port: Number(port || 1433),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database,
    encrypt: searchParams.get('encrypt') !== 'false',
    ca: ca === null ? undefined : readFileSync(ca, 'utf8'),
  };
}

/** A pool of the driver itself, for setting up. */
export function connect(
  { server, port, username, password, encrypt, ca }: TestServer,
  database: string,
  pool: sql.config['pool'] = {},
) {
  return new sql.ConnectionPool({
    pool,
    server,
    port,
    user: username,
    password,
    database,
    requestTimeout: 120_000,
    options: {
      encrypt,
      trustServerCertificate: ca === undefined,
      ...(ca !== undefined && { cryptoCredentialsDetails: { ca } }),
    },
  }).connect();
}

/**
 * Drops a database of tests where there is one. Whoever used it must be gone, or just going.
 * @throws Error where the name lacks "test", and what the server says when the database stays in use
 */
export async function dropDatabase(server: TestServer, database = server.database): Promise<void> {
  if (!ours.test(database)) {
    throw new Error(`${database} is not dropped: the name of a database of tests has "test" in it`);
  }
  const master = await connect(server, 'master');
  const deadline = Date.now() + dropWithin;
  const drop = async (): Promise<void> => {
    try {
      await master.request().batch(`if db_id('${database}') is not null drop database ${database}`);
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await sleep(250);
      await drop();
    }
  };
  try {
    await drop();
  } finally {
    await master.close();
  }
}

/** Makes the database anew, with the tables and views of LcsCDR, and fills it. The test drops it when it ends. */
export async function createLcsCdr(server: TestServer, rows: CdrRows): Promise<void> {
  await dropDatabase(server);
  const master = await connect(server, 'master');
  await master.request().query(`create database ${server.database}`);
  await master.close();
  const pool = await connect(server, server.database);
  try {
    for (const statement of createSchema('mssql')) {
      await pool.request().batch(statement);
    }
    await fillMssql(pool, [rows]);
  } finally {
    await pool.close();
  }
}

/** The data source of the server, as a user would configure it. */
export function dataSourceOf(server: TestServer, settings: Readonly<Record<string, unknown>> = {}): DataSource {
  return {
    uid: `sqlserver ${JSON.stringify(settings)}`,
    jsonData: {
      engine: 'sqlserver',
      server: server.server,
      port: server.port,
      database: server.database,
      username: server.username,
      encrypt: server.encrypt,
      tlsSkipVerify: server.ca === undefined,
      ...settings,
    },
    secureJsonData: { password: server.password, ...(server.ca !== undefined && { tlsCACert: server.ca }) },
  };
}
