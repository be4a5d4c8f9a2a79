import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ClickHouseArchive } from '../../archive/clickhouse/clickhouse-archive.ts';
import { commands, type CommandOptions } from '../../archive/commands.ts';
import { FileArchive } from '../../archive/file/file-archive.ts';
import type { Tools } from '../../archive/run.ts';
import { oneDay } from '../../archive/slices.ts';
import type { ArchiveTarget } from '../../archive/target.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { viewOfRows, type CdrRows } from '../../demo/generator/rows.ts';
import { archivedViews } from '../../pkg/cdr/schema/archive.ts';
import { hasClickHouse, startClickHouse, type ClickHouseServer } from '../clickhouse/server.ts';
import { archivedInClickHouse } from './archived-in-clickhouse.ts';
import { archivedInFile, type Row } from './archived-rows.ts';
import { archiveFolder, expectSameRows, storeOf, testTools, through } from './archiver.ts';
import { rowsWhen } from './cdr-rows.ts';
import { placeOf } from './clickhouse-place.ts';
import { testCdr, type TestCdr } from './lcscdr.ts';

const end = Date.UTC(2026, 10, 2, 9, 30);
const generated = rowsWhen(
  generateCdr({ seed: 4, end, days: 1, sessionsPerDay: 120, edgeCases: true }),
  (time) => time < end,
);
const person = 'ann.example@kranich.example';
const stranger = 'joann.example@kranich.example';

/** The generated rows, in which a person and one of a similar name stand wherever somebody may. */
function rowsWithPerson(): CdrRows {
  const some = <T>(list: readonly T[], change: (row: T, index: number) => T): T[] =>
    list.map((row, index) => (index % 5 === 0 ? change(row, index) : row));
  const name = (index: number) => (index % 10 === 0 ? `sip:${person}` : `SIP:${stranger}`);
  const conference = (index: number) => `${name(index)};gruu;opaque=app:conf:focus:id:X${index}`;
  return {
    ...generated,
    sessions: some(generated.sessions, (row, i) => ({ ...row, FromUri: name(i), ReferredByUri: name(i + 5) })),
    conferenceSessions: some(generated.conferenceSessions, (row, i) => ({
      ...row,
      ConferenceUri: conference(i),
      UserUri: name(i),
    })),
    conferences: some(generated.conferences, (row, i) => ({
      ...row,
      ConferenceUri: conference(i),
      OrganizerUri: name(i),
    })),
    focusJoins: some(generated.focusJoins, (row, i) => ({ ...row, UserUri: name(i) })),
    mcuJoins: some(generated.mcuJoins, (row, i) => ({ ...row, UserUri: name(i) })),
    errorReports: some(generated.errorReports, (row, i) => ({
      ...row,
      FromUri: name(i),
      MsDiagHeader: `1007;reason="Not found";to="${name(i).toUpperCase()}"`,
    })),
  };
}

const names = (text: string, who: string) => text.toLowerCase().includes(who);
/** The rows as they are to be once the person is forgotten, by a rule of this test. */
const withPseudonym = (list: readonly object[], pseudonym: string): Row[] =>
  list.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]: [string, unknown]) => [
        column,
        typeof value === 'string' && names(value, person) && !names(value, stranger)
          ? value.replace(new RegExp(person, 'gi'), `${pseudonym}@forgotten.invalid`)
          : value,
      ]),
    ),
  );

const none: CommandOptions = {
  once: true,
  print: false,
  from: end - 3 * oneDay,
  to: end,
  before: undefined,
  users: [],
};

interface Kind {
  open(path: string): ArchiveTarget;
  rows(path: string, store: string): Promise<ReadonlyMap<string, readonly Row[]>>;
}

let server: ClickHouseServer | undefined;
const databaseOf = (path: string) => `d${path.replace(/\W/g, '')}`;
const kinds: Record<string, Kind> = {
  'a file': {
    open: (path) => new FileArchive(path, () => end),
    rows: (path, store) => Promise.resolve(archivedInFile(path, store)),
  },
  ...(hasClickHouse && {
    ClickHouse: {
      open: (path) => {
        if (!server) {
          throw new Error('There is no server.');
        }
        return new ClickHouseArchive(placeOf(server.url, databaseOf(path)));
      },
      rows: (path: string, store: string) => {
        if (!server) {
          throw new Error('There is no server.');
        }
        return archivedInClickHouse(server.client(databaseOf(path)), store);
      },
    },
  }),
};

describe.each(Object.entries(kinds))('forget --user in an archive in %s', (name, kind) => {
  let folder: ReturnType<typeof archiveFolder>;
  let path: string;
  let cdr: TestCdr;
  let target: ArchiveTarget;
  let tools: Tools & Pick<ReturnType<typeof testTools>, 'report'>;
  const rows = rowsWithPerson();
  beforeAll(async () => {
    server = name === 'ClickHouse' ? (await startClickHouse())[0] : undefined;
  }, 120_000);
  afterAll(() => server?.stop());
  beforeEach(async () => {
    folder = archiveFolder();
    path = join(folder.path, 'archive.db');
    cdr = testCdr(rows);
    const sources = { emea: cdr.source, apac: cdr.source };
    const { target: unused, ...others } = testTools(join(folder.path, 'unused.db'), sources, end);
    unused.close();
    target = kind.open(path);
    tools = { ...others, target };
    await target.init();
  });
  afterEach(async () => {
    await target.close();
    folder.remove();
  });
  const stores = [storeOf('emea'), storeOf('apac')];
  const run = (command: string, options: Partial<CommandOptions> = {}, of = stores) =>
    commands[command]?.(tools, of, { ...none, ...options });
  const textOf = async (store: string) => JSON.stringify([...(await kind.rows(path, store))]).toLowerCase();

  test('puts a pseudonym in every view of every store, leaves all others, and keeps it so', async () => {
    await run('backfill');
    expect(names(await textOf('apac'), `:${person}`)).toBe(true);
    // One store alone is configured: the others are not left out.
    expect(await run('forget', { users: [`sip:${person.toUpperCase()}`] }, stores.slice(0, 1))).toBe(true);
    const [pseudonym = ''] = (await target.forgotten()).values();
    const expectForgotten = async () => {
      for (const store of ['emea', 'apac']) {
        const found = await kind.rows(path, store);
        for (const [list, view] of Object.entries(viewOfRows)) {
          if (archivedViews.some((one) => one.name === view)) {
            expectSameRows(view, found.get(view) ?? [], withPseudonym(rows[list as keyof CdrRows], pseudonym));
          }
        }
      }
    };
    await expectForgotten();
    const text = await textOf('emea');
    expect([names(text, `:${person}`), names(text, stranger)]).toEqual([false, true]);
    const [message = ''] = tools.report.messages('forgotten');
    expect(message).toMatch(/^[1-9]\d+ rows named this person; they have a pseudonym now\.$/);
    // The source names the person still.
    await run('backfill');
    await run('run');
    await expectForgotten();
    expect(await run('verify', { from: end - 2 * oneDay })).toBe(true);
    // Twice does nothing more, and keeps the pseudonym.
    await run('forget', { users: [person] });
    expect(tools.report.messages('forgotten')[1]).toBe('0 rows named this person; they have a pseudonym now.');
    await expectForgotten();
  }, 180_000);

  test('what came before is forgotten when it is copied later', async () => {
    await run('forget', { users: [person] });
    await run('backfill');
    expect(names(await textOf('emea'), `:${person}`)).toBe(false);
  }, 120_000);

  test('says what an address is, and who is at work', async () => {
    await expect(run('forget', { users: ['ann'] })).rejects.toMatchObject({
      code: 'settings',
      message: expect.stringContaining('--user takes the address of a user such as alice@example.com'),
    });
    await run('backfill', {}, stores.slice(0, 1));
    const other = kind.open(path);
    const lease = await other.lock('emea');
    await expect(run('forget', { users: [person] })).rejects.toThrow('Another archiver is at work on emea: process');
    expect((await target.forgotten()).size).toBe(0);
    if (!('holder' in lease)) {
      await lease.release();
    }
    await other.close();
  }, 120_000);

  test('one of several that is no address keeps all from being forgotten', async () => {
    await run('backfill');
    await expect(run('forget', { users: [person, 'ann'] })).rejects.toMatchObject({ code: 'settings' });
    expect((await target.forgotten()).size).toBe(0);
    expect(names(await textOf('emea'), `:${person}`)).toBe(true);
  }, 120_000);

  (name === 'ClickHouse' ? test : test.skip)(
    'no statement that the server keeps names the person',
    async () => {
      await run('backfill');
      await run('forget', { users: [person] });
      const client = server?.client(databaseOf(path));
      const answer = await client?.query({
        query: 'select table, command from system.mutations',
        format: 'JSONEachRow',
      });
      const mutations = (await answer?.json<{ table: string; command: string }>()) ?? [];
      await client?.close();
      expect(mutations.map(({ table }) => table)).toContain('McuJoinsAndLeavesView');
      expect(mutations.filter(({ command }) => names(command, person))).toEqual([]);
    },
    120_000,
  );

  (name === 'a file' ? test : test.skip)('nothing is left on the disk', async () => {
    await run('backfill');
    await run('forget', { users: [person] });
    await target.close();
    const bytes = readFileSync(path).toString('latin1').toLowerCase();
    expect(names(bytes, `:${person}`)).toBe(false);
    expect(names(bytes, stranger)).toBe(true);
    target = kind.open(path);
  });
});

test('stores stay ours however long others take: nobody copies into them meanwhile', async () => {
  const folder = archiveFolder();
  const path = join(folder.path, 'archive.db');
  const [emea, apac] = [testCdr(generated), testCdr(generated)];
  const tools = testTools(path, { emea: emea.source, apac: apac.source }, end);
  tools.target.init();
  await commands.backfill?.(tools, [storeOf('emea'), storeOf('apac')], none);
  const second = new FileArchive(path, () => tools.time.now);
  const seen: boolean[] = [];
  const slow = through(tools.target, {
    rewrite: async (...given) => {
      const rows = tools.target.rewrite(...given);
      tools.time.now += 90_000;
      seen.push('holder' in (await second.lock('apac')));
      return rows;
    },
  });
  expect(await commands.forget?.({ ...tools, target: slow }, [], { ...none, users: [person] })).toBe(true);
  expect(seen.length).toBeGreaterThan(6);
  expect(seen).toEqual(seen.map(() => true));
  second.close();
  tools.target.close();
  folder.remove();
}, 60_000);
