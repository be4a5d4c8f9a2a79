import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FilterId } from '../../contract/filters.ts';
import type { QueryDraft } from '../../contract/query.ts';
import { validateQuery } from '../../contract/validate.ts';
import { validateSettings } from '../../contract/settings.ts';
import { dimensions, type Dimension } from '../../contract/vocabulary.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { emptyRows, type CdrRows } from '../../demo/generator/rows.ts';
import { createSchema } from '../../demo/lcscdr/ddl.ts';
import { fillSqlite } from '../../demo/loaders/fill-sqlite.ts';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { sqliteEngine } from '../../pkg/cdr/engines/sqlite/engine.ts';
import { openCdr, type CdrDatabase } from '../../pkg/cdr/open-cdr.ts';
import { viewColumns } from '../../pkg/cdr/schema/columns.ts';
import type {
  ConferenceSessionDetailsRow,
  ErrorReportRow,
  LcsCdr,
  SessionDetailsRow,
  VoipDetailsRow,
} from '../../pkg/cdr/schema/views.ts';
import { answerReport } from '../../pkg/reports/index.ts';
import { rowsOf } from '../support/frame-rows.ts';
import { inProcess } from '../support/in-process.ts';

const range = { from: Date.UTC(2026, 10, 12), to: Date.UTC(2026, 10, 13) };
/** Keys of sessions, one a minute. */
let minutes = 0;
const nextKey = () => ({ SessionIdTime: range.from + 60_000 * (minutes += 1), SessionIdSeq: 1 });
const failed = { ResponseCode: 504, DiagnosticId: 1007 };
const nulls = (view: keyof LcsCdr) => Object.fromEntries(viewColumns[view].map((name) => [name, null]));

const session = (columns: Partial<SessionDetailsRow>): SessionDetailsRow =>
  ({ ...nulls('SessionDetailsView'), ...failed, ...nextKey(), ...columns }) as SessionDetailsRow;
const stay = (columns: Partial<ConferenceSessionDetailsRow>): ConferenceSessionDetailsRow =>
  ({ ...nulls('ConferenceSessionDetailsView'), ...failed, ...nextKey(), ...columns }) as ConferenceSessionDetailsRow;
const report = (of: SessionDetailsRow, columns: Partial<ErrorReportRow>): ErrorReportRow => {
  const { SessionIdTime, SessionIdSeq } = of;
  const key = { SessionIdTime, SessionIdSeq, ErrorTime: SessionIdTime + 1000, ErrorReportSeq: 1 };
  return { ...nulls('ErrorReportView'), ...key, ...columns } as ErrorReportRow;
};
const phones = (of: SessionDetailsRow, columns: Partial<VoipDetailsRow>): VoipDetailsRow => {
  const { SessionIdTime, SessionIdSeq } = of;
  return { ...nulls('VoipDetailsView'), SessionIdTime, SessionIdSeq, ...columns } as VoipDetailsRow;
};

/** An LcsCDR with these rows, on the embedded engine. */
function cdrOf(rows: CdrRows, without?: keyof LcsCdr): CdrDatabase {
  const db = new DatabaseSync(':memory:');
  createSchema('sqlite').forEach((statement) => db.exec(statement));
  fillSqlite(db, rows);
  const catalog = Object.entries(viewColumns)
    .filter(([view]) => view !== without)
    .flatMap(([TABLE_NAME, columns]) => columns.map((COLUMN_NAME) => ({ TABLE_SCHEMA: '', TABLE_NAME, COLUMN_NAME })));
  const engine = sqliteEngine({
    place: 'Test',
    open: () => inProcess(new SqliteDatabase(db)),
    catalog: () => Promise.resolve(catalog),
    failed: (cause) => new DiagnosticsError('server', String(cause)),
  });
  return openCdr(engine, validateSettings({ maxRows: 200_000 }));
}

async function ask(cdr: CdrDatabase, saved: QueryDraft, within = range) {
  const query = validateQuery(saved);
  const [frame] = await answerReport({
    query,
    range: within,
    zone: 'UTC',
    cdr: await cdr.forCall(new AbortController().signal),
  });
  return rowsOf(frame);
}

/** Items of a table of the Failure Distribution with their sessions. */
const itemsOf = async (cdr: CdrDatabase, dimension: Dimension, within = range) =>
  (await ask(cdr, { report: 'failureDistribution', dimensions: [dimension], limit: 1000 }, within)).map(
    ({ item, sessions }) => [item, sessions] as const,
  );

/** How many sessions the Failure List has for a filter. */
async function listed(cdr: CdrDatabase, filter: FilterId, value: string, within = range): Promise<number> {
  const rows = await ask(cdr, { report: 'failureList', filters: { [filter]: value }, limit: 20_000 }, within);
  return new Set(rows.map((row) => `${String(row.sessionIdTime)}/${String(row.sessionIdSeq)}`)).size;
}

/** The filter that a click on an item sets. */
const filterOf: Partial<Record<Dimension, FilterId>> = {
  pools: 'pools',
  sources: 'sources',
  applications: 'applications',
  fromUsers: 'fromUsers',
  toUsers: 'toUsers',
  fromUserAgents: 'userAgents',
};
const clicked = dimensions.flatMap(({ id }) => (filterOf[id] ? [[id, filterOf[id]] as const] : []));

describe('addresses', () => {
  const from = [
    ...['sa@example.com', 'sa@example.com', 'sip:sa@example.com', 'SIP:SA@Example.com', '<sip:sa@example.com>'],
    ...['sa@example.com  ', 'sip:sa@example.com;opaque=user:epid:1;gruu', 'sam@example.com', 's_x@example.com'],
    ...['sax@example.com', 'tel:+4930123', '+4930123;user=phone', 'tel:+4930123;ext=12', '4930123', 'Anonymous'],
    ...[
      '100%@example.com',
      '1000@example.com',
      '[ab]@example.com',
      'a@example.com',
      'jörg@example.com',
      'sip:JÖRG@example.com',
    ],
  ];
  const conference = 'olga@example.com;gruu;opaque=app:conf:focus:id:A';
  const rows = {
    ...emptyRows(),
    sessions: from.map((FromUri) => session({ FromUri, ToUri: 'sip:b@example.com' })),
    conferenceSessions: [
      stay({ UserUri: 'SA@example.com', ConferenceUri: `sip:${conference}` }),
      stay({ UserUri: 'sip:c@example.com', ConferenceUri: conference }),
    ],
  };
  const cdr = cdrOf(rows);
  afterAll(() => cdr.close());

  test.each([
    // Six of the peer-to-peer sessions and one of a conference are of one person.
    ...['sip:sa@example.com', 'SA@EXAMPLE.com', '<sip:sa@example.com>', 'sips:sa@example.com', ' sa@example.com '].map(
      (value) => [value, 7] as const,
    ),
    ...([
      ['sa@example.com;opaque=user:epid:1;gruu', 1],
      ['sa*', 10],
      ['sip:SA@*', 8],
      ['<sip:sa@*', 8],
      ['sip:sa@example.com;opaque*', 1],
      ['s*', 11],
      ['sip*', 0],
      ['*', 23],
      ['s_x@*', 1],
      ['100%*', 1],
      ['[ab]*', 1],
      ['jörg@EXAMPLE.com', 2],
      ['JÖRG*', 2],
      ['+4930123', 2],
      ['tel:+4930123', 2],
      ['sip:+4930123;user=phone', 2],
      ['+4930*', 3],
      ['sip:+4930*', 3],
      ['tel:+4930123;ext=12', 1],
      ['4930123', 1],
      ['anonymous', 1],
      ['nobody@example.com', 0],
    ] as const),
  ])('%s finds %i sessions', async (value, sessions) => {
    expect(await listed(cdr, 'fromUsers', value)).toBe(sessions);
    expect(await listed(cdr, 'users', value)).toBe(sessions);
    // The same among so many that they are not spelled out.
    const many = [value, ...Array.from({ length: 20 }, (_, index) => `nobody${index}@example.org`)];
    const found = await ask(cdr, { report: 'failureList', filters: { fromUsers: many } });
    expect(found.length).toBe(sessions);
  });

  test('are one row of Top from users and one user impacted, however they are spelled', async () => {
    const items = await itemsOf(cdr, 'fromUsers');
    // `<` comes before letters, and capitals before small ones.
    expect(items.slice(0, 3)).toEqual([
      ['<sip:sa@example.com>', 7],
      ['+4930123;user=phone', 2],
      ['jörg@example.com', 2],
    ]);
    expect(items.length).toBe(15);
    const [failure] = await ask(cdr, { report: 'topFailures' });
    expect(failure).toMatchObject({ reportedSessions: 23, usersImpacted: 15 });
  });

  test.each([conference, `SIP:${conference}`, `<sip:${conference}>`, 'olga@*'])(
    'of a conference: %s',
    async (value) => {
      expect(await listed(cdr, 'conferenceUris', value)).toBe(2);
      expect(await listed(cdr, 'toUsers', value)).toBe(2);
    },
  );
});

describe('calls from the telephone network', () => {
  const numbers = ['+4930123', '+4930123', 'tel:+4930123', 'sip:+4930123;user=phone', '+4930999', 'Anonymous', null];
  const inbound = numbers.map(() => session({ ToUri: 'sip:b@example.com' }));
  const outbound = session({ FromUri: 'sip:b@example.com' });
  const known = session({ FromUri: 'sip:c@example.com', ToUri: 'sip:b@example.com' });
  const unknown = session({ ToUri: 'sip:b@example.com' });
  const rows = {
    ...emptyRows(),
    sessions: [...inbound, outbound, known, unknown],
    voip: [
      ...inbound.map((call, index) => phones(call, { FromPhone: numbers[index] ?? null, ToPhone: '+4930777' })),
      phones(outbound, { FromPhone: '+4930777', ToPhone: '+4930123' }),
      phones(known, { FromPhone: '+4930123' }),
    ],
    errorReports: [report(inbound[0] ?? unknown, { ToUri: 'sip:b@example.com', Source: 'fe1', RequestType: 'INVITE' })],
  };
  const cdr = cdrOf(rows);
  afterAll(() => cdr.close());

  test('count by number, once per session', async () => {
    expect(await itemsOf(cdr, 'fromUsers')).toEqual([
      ['+4930123', 4],
      ['+4930999', 1],
      ['Anonymous', 1],
      ['sip:b@example.com', 1],
      ['sip:c@example.com', 1],
    ]);
    expect(await itemsOf(cdr, 'toUsers')).toEqual([
      ['sip:b@example.com', 9],
      ['+4930123', 1],
    ]);
    const [failure] = await ask(cdr, { report: 'topFailures' });
    expect(failure).toMatchObject({ reportedSessions: 10, usersImpacted: 5 });
  });

  test.each([
    ['fromUsers', '+4930123', 4],
    ['fromUsers', 'tel:+4930*', 5],
    ['fromUsers', 'ANONYMOUS', 1],
    ['fromUsers', '+4930777', 0],
    ['toUsers', '+4930123', 1],
    ['users', '+4930123', 5],
    ['users', 'b@example.com', 9 + 1],
  ] as const)('%s %s finds %i sessions', async (filter, value, sessions) => {
    expect(await listed(cdr, filter, value)).toBe(sessions);
  });

  test('show the number in place of the address', async () => {
    const list = await ask(cdr, { report: 'failureList', filters: { users: '+4930123' } });
    expect(list.map(({ fromUser, toUser }) => [fromUser, toUser])).toEqual([
      ['sip:b@example.com', '+4930123'],
      ['sip:+4930123;user=phone', 'sip:b@example.com'],
      ['tel:+4930123', 'sip:b@example.com'],
      ['+4930123', 'sip:b@example.com'],
      // The error report of this one has no From either.
      ['+4930123', 'sip:b@example.com'],
    ]);
    const details = await ask(cdr, { report: 'sessionDetail', filters: { fromUsers: 'anonymous' } });
    expect(details).toMatchObject([{ fromUser: 'Anonymous', fromPhone: 'Anonymous', toUser: 'sip:b@example.com' }]);
  });

  test('are users impacted of a spike', async () => {
    const guards = { minSessions: 0, minUsers: 0, minFailures: 0, minScore: 0 };
    const spikes = await ask(cdr, { report: 'failureSpikes', groupBy: ['activity'], windowMinutes: 1440, ...guards });
    expect(spikes).toMatchObject([{ failures: 10, usersImpacted: 5 }]);
  });

  test('have no user where the server has no view of them', async () => {
    const bare = cdrOf(rows, 'VoipDetailsView');
    expect(await itemsOf(bare, 'fromUsers')).toEqual([
      ['sip:b@example.com', 1],
      ['sip:c@example.com', 1],
    ]);
    expect(await listed(bare, 'users', '+4930123')).toBe(0);
    await bare.close();
  });
});

describe('names in two spellings', () => {
  const edges = [
    'EDGE-A.example.com',
    'EDGE-A.example.com',
    'edge-a.example.com',
    'edge-a.example.com',
    'edge-A.example.com ',
  ];
  const sessions = edges.map((FromEdgeServer, index) =>
    session({ FromEdgeServer, ToEdgeServer: 'Edge-A.example.com', FromClientVersion: index < 2 ? 'Über/1' : 'über/1' }),
  );
  const errorReports = sessions.flatMap((one, index) => [
    report(one, { Source: index < 2 ? 'FE-Ä' : 'fe-ä', Application: 'Routing' }),
    report(one, { Source: index < 3 ? 'FE-Ä' : 'fe-ä', Application: 'ROUTING', ErrorReportSeq: 2 }),
  ]);
  const cdr = cdrOf({ ...emptyRows(), sessions, errorReports });
  afterAll(() => cdr.close());

  test.each([
    ['pools', 'EDGE-A.example.com'],
    ['sources', 'FE-Ä'],
    ['applications', 'ROUTING'],
    ['fromUserAgents', 'Über/1'],
  ] as const)('are one item of %s, which a click lists in whole', async (dimension, item) => {
    expect(await itemsOf(cdr, dimension)).toEqual([[item, 5]]);
    expect(await listed(cdr, filterOf[dimension] ?? 'pools', item)).toBe(5);
    expect(await listed(cdr, filterOf[dimension] ?? 'pools', item.toLowerCase())).toBe(5);
  });

  test('are one group of spikes', async () => {
    const guards = { minSessions: 0, minUsers: 0, minFailures: 0, minScore: 0 };
    const spikes = { report: 'failureSpikes', windowMinutes: 1440, ...guards } as const;
    expect(await ask(cdr, { ...spikes, groupBy: ['source'] })).toMatchObject([{ source: 'FE-Ä', failures: 5 }]);
    const pools = await ask(cdr, { ...spikes, groupBy: ['pool'] });
    expect(pools.map(({ pool, failures }) => [pool, failures]).sort()).toEqual([
      ['EDGE-A.example.com', 5],
      ['None', 5],
    ]);
  });
});

describe('generated data', () => {
  const end = Date.UTC(2026, 10, 12, 9, 30);
  const days = { from: end - 4 * 86_400_000, to: end };
  let cdr: CdrDatabase;
  beforeAll(() => {
    cdr = cdrOf(generateCdr({ seed: 11, end, days: 4, sessionsPerDay: 400, edgeCases: true }));
  });
  afterAll(() => cdr.close());

  test.each(clicked)('%s: the Failure List has as many sessions as each item says', async (dimension, filter) => {
    const items = await itemsOf(cdr, dimension, days);
    expect(items.length).toBeGreaterThan(5);
    const [most, others] = [items.slice(0, 25), items.slice(25)];
    const shown = [...most, ...others.filter(([item]) => !/^[\w.:@-]+$/.test(String(item)))];
    for (const [item, sessions] of shown) {
      expect([item, await listed(cdr, filter, String(item), days)]).toEqual([item, sessions]);
    }
  });
});
