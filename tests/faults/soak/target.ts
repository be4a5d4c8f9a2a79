import { generateCdr } from '../../../demo/generator/generate.ts';
import type { DataSource } from '../../../preview/plugin-host/requests.ts';
import { createLcsCdr, dataSourceOf, dropDatabase } from '../../support/sqlserver.ts';
import { demo } from '../support/embedded.ts';
import { faultServer } from '../support/fault-server.ts';
import { LcsCdrAdmin } from '../support/lcscdr-admin.ts';
import { lcsCdr } from '../support/tds/fake-lcscdr.ts';
import { startSqlServer } from '../support/tds/fake-sql-server.ts';
import { lcsCdrViews } from '../../../demo/lcscdr/ddl.ts';

/** The SQL Server of a soak. */
export interface SoakTarget {
  readonly title: string;
  /** Limits of the data source in seconds. */
  readonly limits: { readonly queryTimeout: number; readonly connectTimeout: number };
  readonly host: string;
  readonly port: number;
  /** Reaches the server at this place, by a login of its own. */
  source(uid: string, place: { readonly server: string; readonly port: number }): DataSource;
  /** Rows of a query that are known without asking; undefined where only a calm answer can tell. */
  knownRows(responseCode: number): number | undefined;
  /** Refuses the login of the source from now on, or takes it again. */
  refuse(refused: boolean): Promise<void>;
  /** Stops the server and starts it again after so many milliseconds; undefined where that is not ours to do. */
  readonly restart: ((downFor: number) => Promise<void>) | undefined;
  close(): Promise<void>;
}

const limits = { cacheSeconds: 0, maxConnections: 4, queryTimeout: 5, connectTimeout: 3 };
/** A real server works for its answers, on a machine that may do other things. */
const patientLimits = { ...limits, queryTimeout: 30, connectTimeout: 10 };

export async function openTarget(): Promise<SoakTarget> {
  return (await realTarget()) ?? fakeTarget();
}

/** Many rows for a code: as many as the code is above 200, so that a wrong answer shows. */
async function fakeTarget(): Promise<SoakTarget> {
  let refused = false;
  const server = await startSqlServer({
    login: () => (refused ? [{ number: 18456, message: "Login failed for user 'reader'." }] : []),
    answer: lcsCdr(({ sql, values }) => {
      // Session Detail alone has rows: it joins the telephone numbers.
      if (!/join "dbo"\."VoipDetailsView" as "v"/.test(sql)) {
        return { after: 20 };
      }
      const code = values.find((value): value is number => typeof value === 'number' && value > 200 && value < 700);
      const rows = Array.from({ length: (code ?? 200) - 200 }, (_, index) => ({
        SessionIdTime: new Date(demo.end - index * 60_000),
        SessionIdSeq: index,
        ResponseCode: code ?? 0,
        FromUri: `sip:user${index}@example.com`,
      }));
      return { rows, after: (code ?? 0) % 7 === 0 ? 400 : 20 };
    }),
  });
  return {
    title: 'a SQL Server that only pretends',
    limits,
    host: '127.0.0.1',
    port: server.port,
    source: (uid, place) => ({
      uid,
      jsonData: { ...place, ...limits, username: 'reader', encrypt: false },
      secureJsonData: { password: 'secret' },
    }),
    knownRows: (code) => code - 200,
    refuse: (value) => {
      refused = value;
      return Promise.resolve();
    },
    restart: async (downFor) => {
      await server.stop();
      await new Promise((resolve) => setTimeout(resolve, downFor));
      await server.start();
    },
    close: () => server.stop(),
  };
}

async function realTarget(): Promise<SoakTarget | undefined> {
  const server = faultServer('soak');
  if (!server) {
    return undefined;
  }
  await createLcsCdr(server, generateCdr(demo));
  const admin = await LcsCdrAdmin.connect(server);
  const views = lcsCdrViews.map(({ name }) => name);
  const login = await admin.createLogin('soak_reader', views);
  return {
    limits: patientLimits,
    title: `the SQL Server at ${server.server}:${server.port}`,
    host: server.server,
    port: server.port,
    source: (uid, place) => {
      const { jsonData, secureJsonData } = dataSourceOf(server, {
        ...place,
        ...patientLimits,
        tlsServerName: server.server,
        username: login.username,
      });
      return { uid, jsonData, secureJsonData: { ...secureJsonData, password: login.password } };
    },
    knownRows: () => undefined,
    refuse: (refused) => admin.changePassword(login.username, refused ? 'Another-Reader-2024' : login.password),
    restart: undefined,
    close: async () => {
      await admin.close();
      await dropDatabase(server);
    },
  };
}
