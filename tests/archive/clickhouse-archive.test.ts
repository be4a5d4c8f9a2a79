import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClickHouseClient } from '@clickhouse/client';
import { ClickHouseArchive, type ClickHousePlace } from '../../archive/clickhouse/clickhouse-archive.ts';
import { commands, type CommandOptions } from '../../archive/commands.ts';
import type { Tools } from '../../archive/run.ts';
import { oneDay, oneHour } from '../../archive/slices.ts';
import type { Lease } from '../../archive/target.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { viewOfRows, type CdrRows } from '../../demo/generator/rows.ts';
import { archivedView, archivedViews } from '../../pkg/cdr/schema/archive.ts';
import { hasClickHouse, reader, startClickHouse, type ClickHouseServer } from '../clickhouse/server.ts';
import { rowTexts } from './archived-rows.ts';
import { archiveFolder, expectSameRows, storeOf, testTools } from './archiver.ts';
import { archivedInClickHouse } from './archived-in-clickhouse.ts';
import { placeOf } from './clickhouse-place.ts';
import { asShown, rowsWhen, unite } from './cdr-rows.ts';
import { testCdr, type TestCdr } from './lcscdr.ts';

const suite = hasClickHouse ? describe : describe.skip;
const skipped = hasClickHouse ? '' : ' (skipped: npm has no ClickHouse for this platform)';

const end = Date.UTC(2026, 10, 2, 9, 30);
const days = 3;
// Some error reports say to be days later than their session.
const rows = rowsWhen(generateCdr({ seed: 3, end, days, sessionsPerDay: 80, edgeCases: true }), (time) => time < end);
const store = storeOf('emea');
const none: CommandOptions = { once: true, print: false, from: undefined, to: undefined, before: undefined, users: [] };
const from = end - (days + 1) * oneDay;

suite(`an archive on ClickHouse${skipped}`, () => {
  let servers: [ClickHouseServer, ...ClickHouseServer[]];
  let client: ClickHouseClient;
  let database = '';
  let number = 0;
  let folder: ReturnType<typeof archiveFolder>;
  let target: ClickHouseArchive;
  let tools: Tools & Pick<ReturnType<typeof testTools>, 'report' | 'time' | 'waits'>;
  let cdr: TestCdr;
  beforeAll(async () => {
    servers = await startClickHouse();
  }, 120_000);
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  const place = (more: Partial<ClickHousePlace> = {}) => placeOf(servers[0].url, database, more);
  beforeEach(async () => {
    number += 1;
    database = `archive_${number}`;
    folder = archiveFolder();
    cdr = testCdr(rows);
    const { target: unused, ...others } = testTools(join(folder.path, 'unused.db'), { emea: cdr.source }, end);
    unused.close();
    target = new ClickHouseArchive(place());
    tools = { ...others, target };
    await target.init();
    client = servers[0].client(database);
  });
  afterEach(async () => {
    await target.close();
    await client.close();
    folder.remove();
  });

  const run = (name: string, options: Partial<CommandOptions> = {}) =>
    commands[name]?.(tools, [store], { ...none, ...options });
  const failures = () => tools.report.messages('failed');
  async function expectArchived(name: string, expected: CdrRows): Promise<void> {
    const found = await archivedInClickHouse(client, name);
    for (const [list, view] of Object.entries(viewOfRows)) {
      if (archivedViews.some((one) => one.name === view)) {
        expectSameRows(view, found.get(view) ?? [], expected[list as keyof CdrRows]);
      }
    }
  }
  const count = async (sql: string) => {
    const answer = await client.query({ query: sql, format: 'JSONEachRow' });
    return Number(Object.values((await answer.json<Record<string, unknown>>())[0] ?? {})[0]);
  };

  test('init makes database and tables, says so before, and does nothing twice', async () => {
    const other = new ClickHouseArchive(placeOf(servers[0].url, 'anew'));
    const statements = await other.pending();
    expect(statements[0]).toBe('create database if not exists "anew"');
    expect(statements.filter((one) => one.startsWith('create table'))).toHaveLength(archivedViews.length + 4);
    await expect(other.requireCurrent()).rejects.toMatchObject({
      code: 'schema',
      message: expect.stringMatching(
        /^the archive anew on ClickHouse 127\.0\.0\.1:\d+ is not ready .* run "archive init" first\.$/,
      ),
    });
    await other.init();
    expect(await other.pending()).toEqual([]);
    await other.requireCurrent();
    await other.init();
    await other.close();
  });

  test('an archive of a newer release is refused', async () => {
    await client.command({ query: 'insert into ArchiveVersions (Version) values (99)' });
    await expect(target.requireCurrent()).rejects.toMatchObject({
      message: expect.stringContaining(
        'was made by a newer release (version 99, this one knows 1). Update the plugin.',
      ),
    });
  });

  test('every row of every view is copied; what has not changed is not written again', async () => {
    expect(await run('backfill', { from })).toBe(true);
    await expectArchived('emea', rows);
    const [first] = tools.report.events.filter(({ event }) => event === 'pass');
    expect(Number(first?.written)).toBeGreaterThan(1000);
    await run('backfill', { from });
    await run('run');
    expect(
      tools.report.events
        .filter(({ event }) => event === 'pass')
        .map(({ written }) => written)
        .slice(1),
    ).toEqual([0, 0]);
    expect(await run('verify', { from, to: end })).toBe(true);
  });

  test('late and changed rows are copied, what the source purged stays, and no value gives way to none', async () => {
    const late = (time: number) => time % 3 === 0 && time > end - 30 * oneHour;
    const first = rowsWhen(rows, (time) => !late(time));
    cdr.hold(first);
    await run('backfill', { from });
    const purgedUpTo = Math.floor(end / oneHour) * oneHour - 25.5 * oneHour;
    const left = rowsWhen(rows, (time) => time >= purgedUpTo);
    const mended = left.conferenceSessions.map((row) => ({ ...row, CallFlag: 2, EndTime: row.EndTime ?? end }));
    cdr.hold({ ...left, conferenceSessions: mended });
    expect(await run('run')).toBe(true);
    const before = rowsWhen(asShown(first), (time) => time < purgedUpTo);
    const { conferenceSessions, ...others } = unite(before, asShown(left));
    expect(conferenceSessions.length).toBeGreaterThan(mended.length);
    // The dialog of a report that was copied before its session was purged.
    const dialogs = new Map(
      asShown(first).errorReports.map((row) => [`${row.ErrorTime} ${row.ErrorReportSeq}`, row.DialogId]),
    );
    const errorReports = others.errorReports.map((row) => ({
      ...row,
      DialogId: row.DialogId ?? dialogs.get(`${row.ErrorTime} ${row.ErrorReportSeq}`) ?? null,
    }));
    await expectArchived('emea', {
      ...{ ...others, errorReports, conferenceSessions: [...before.conferenceSessions, ...mended] },
    });
    expect(await run('verify', { from, to: end })).toBe(true);
  });

  test('a store that is spelled otherwise is no second one', async () => {
    await run('backfill', { from });
    const again = new ClickHouseArchive(place());
    const source = { ...cdr.source, close: () => Promise.resolve() };
    const renamed = { ...tools, target: again, openSource: () => Promise.resolve(source) };
    expect(await commands.backfill?.(renamed, [storeOf('EMEA')], { ...none, from })).toBe(false);
    expect(failures()).toEqual([expect.stringMatching(/has the store EMEA under the name emea\. Write it so\. /)]);
    await again.close();
    expect(await target.stores()).toEqual(['emea']);
  });

  test('verify finds a value that differs and a row that is missing', async () => {
    await run('backfill', { from });
    const [changed, gone] = rows.sessions.filter(({ ResponseCode }) => ResponseCode === 200);
    const keyOf = (row: typeof changed) =>
      `SessionIdTime = fromUnixTimestamp64Milli(toInt64(${row?.SessionIdTime}), 'UTC') and SessionIdSeq = ${row?.SessionIdSeq}`;
    const settings = { clickhouse_settings: { mutations_sync: '2' } } as const;
    await client.command({
      query: `alter table SessionDetailsView update Pool = 'other' where ${keyOf(changed)}`,
      ...settings,
    });
    await client.command({ query: `alter table SessionDetailsView delete where ${keyOf(gone)}`, ...settings });
    expect(await run('verify', { from, to: end })).toBe(false);
    const found = tools.report.events.filter(({ event }) => event === 'different');
    const sum = (name: string) => found.reduce((total, event) => total + Number(event[name]), 0);
    expect([sum('different'), sum('missing')]).toEqual([1, 1]);
    expect(new Set(found.map(({ view }) => view))).toEqual(new Set(['SessionDetailsView']));
  });

  test('a clock that goes back loses no change', async () => {
    await run('backfill', { from });
    const mended = rows.sessions.map((row) => ({ ...row, CallFlag: 1 }));
    cdr.hold({ ...rows, sessions: mended });
    tools.time.now -= oneDay;
    await client.command({ query: 'truncate table ArchiveSlices' });
    expect(await run('backfill', { from })).toBe(true);
    // The hour that has begun by this clock is the last that is copied again.
    const upTo = (Math.floor(tools.time.now / oneHour) + 1) * oneHour;
    const expected = rows.sessions.map((row, index) => (row.SessionIdTime < upTo ? (mended[index] ?? row) : row));
    await expectArchived('emea', { ...rows, sessions: expected });
  });

  test('what is committed together is one part: readers see all of a slice or nothing', async () => {
    const view = archivedView('Pools');
    const lease = await leaseOf(target);
    const copy = target.begin(lease, view, { readAt: 1, columns: new Set(['PoolId', 'PoolFQDN']) });
    const page = (start: number) =>
      Array.from({ length: 40_000 }, (_, index) => ({ PoolId: start + index, PoolFQDN: `pool${index}.example.com` }));
    for (let start = 0; start < 320_000; start += 40_000) {
      await copy.add(page(start));
      expect(await count('select count() from Pools')).toBe(0);
    }
    expect(await copy.commit([{ slice: 0, rows: 320_000, copiedAt: 1, columns: 2 }])).toEqual({ written: 320_000 });
    expect(await count('select count() from Pools')).toBe(320_000);
    // None was merged with another.
    const parts = `select count() from system.parts where database = '${database}' and table = 'Pools'`;
    expect(await count(parts)).toBe(1);
    await lease.release();
  });

  test('a copy that is rolled back leaves nothing', async () => {
    const lease = await leaseOf(target);
    const copy = target.begin(lease, archivedView('Pools'), { readAt: 1, columns: new Set(['PoolId', 'PoolFQDN']) });
    await copy.add([{ PoolId: 1, PoolFQDN: 'a' }]);
    await copy.rollback();
    await lease.release();
    expect(await count('select count() from Pools')).toBe(0);
  });

  describe('two archivers', () => {
    test('for one store: the second ends with a sentence that says who the first is', async () => {
      const first = new ClickHouseArchive(place());
      const lease = await leaseOf(first);
      expect(await run('backfill', { from })).toBe(false);
      expect(failures()).toEqual([
        expect.stringMatching(
          /^Another archiver is at work on this store: process \d+ on .+\. What was copied so far stays\.$/,
        ),
      ]);
      expect('holder' in (await target.lock('apac'))).toBe(false);
      await lease.release();
      expect(await run('backfill', { from })).toBe(true);
      await first.close();
    });

    test('never have a store at once, however they meet', async () => {
      const archivers = Array.from({ length: 4 }, () => new ClickHouseArchive(place()));
      let held = 0;
      let taken = 0;
      await Promise.all(
        archivers.map(async (archiver, number) => {
          for (let turn = 0; turn < 10; turn++) {
            // In step all of them see the others and step back, turn after turn: each waits as long as no other does.
            await new Promise((done) => setTimeout(done, turn * number * 17));
            const lease = await archiver.lock('emea');
            if (!('holder' in lease)) {
              held += 1;
              taken += 1;
              expect(held).toBe(1);
              await new Promise((done) => setTimeout(done, 5));
              held -= 1;
              await lease.release();
            }
          }
        }),
      );
      expect(taken).toBeGreaterThan(0);
      await Promise.all(archivers.map((archiver) => archiver.close()));
    }, 120_000);

    test('one whose process has ended on this machine is taken over from at once', async () => {
      await leaseOf(target);
      const gone = spawn(process.execPath, ['-e', '0']);
      await once(gone, 'exit');
      await client.command({
        query: `alter table ArchiveLocks update Pid = ${gone.pid} where 1`,
        clickhouse_settings: { mutations_sync: '2' },
      });
      const second = new ClickHouseArchive(place());
      await leaseOf(second);
      await second.close();
    });

    test('one that is not heard of for two minutes is taken over from', async () => {
      await leaseOf(target);
      await client.command({
        query: `alter table ArchiveLocks update Until = Until - 121000 where 1`,
        clickhouse_settings: { mutations_sync: '2' },
      });
      const second = new ClickHouseArchive(place());
      await leaseOf(second);
      await second.close();
    });
  });

  test('forget takes away what is older, of its store alone', async () => {
    const source = { ...cdr.source, close: () => Promise.resolve() };
    await commands.backfill?.({ ...tools, openSource: () => Promise.resolve(source) }, [store, storeOf('apac')], {
      ...none,
      from,
    });
    const before = Date.UTC(2026, 10, 1);
    expect(await run('forget', { before })).toBe(true);
    const gone = rowsWhen(rows, (time) => time < before);
    const total = Object.values(gone).reduce((sum, list) => sum + list.length, 0) - gone.media.length;
    expect(tools.report.messages('forgotten')).toEqual([`${total} rows from before 2026-11-01 are gone.`]);
    await expectArchived(
      'emea',
      rowsWhen(rows, (time) => time >= before),
    );
    await expectArchived('apac', rows);
    await run('run');
    await expectArchived(
      'emea',
      rowsWhen(rows, (time) => time >= before),
    );
  });

  test('check and status say how things are', async () => {
    expect(await run('check')).toBe(false);
    // The clock of this test is not the server's.
    expect(tools.report.messages('check')[0]).toMatch(
      /^the archive archive_\d+ on ClickHouse .+ is ready, [\d.]+ GB are free\. Its clock and this machine's are \d+ s apart: check both clocks\.$/,
    );
    const onTime = { ...tools, now: Date.now };
    expect(await commands.check?.(onTime, [store], none)).toBe(true);
    await run('status');
    await run('backfill', { from });
    await run('status');
    expect(tools.report.messages('status')).toEqual([
      'nothing has been copied yet.',
      expect.stringMatching(/^\d+ sessions since 2026-10-\d\dT\d\d:00, last copied 2026-11-02T09:30 \(0 s ago\)\.$/),
    ]);
  });

  describe('what goes wrong', () => {
    const of = async (archive: ClickHouseArchive) => {
      try {
        await archive.requireCurrent();
        await archive.tryWriting();
      } finally {
        await archive.close();
      }
    };

    test('nobody listens', async () => {
      await expect(of(new ClickHouseArchive(placeOf('http://127.0.0.1:9', database)))).rejects.toMatchObject({
        code: 'network',
        message: expect.stringContaining('Nothing answers on 127.0.0.1:9'),
      });
    });

    test('a user who may read alone', async () => {
      const { connection } = place();
      const readOnly = {
        connection: { ...connection, username: reader.username },
        secrets: { password: reader.password },
      };
      await expect(of(new ClickHouseArchive({ ...place(), ...readOnly }))).rejects.toMatchObject({
        code: 'permission',
        message: expect.stringContaining('sql/clickhouse-archiver.sql'),
      });
    });

    test('another password', async () => {
      const { connection } = place();
      const wrong = { connection: { ...connection, username: reader.username }, secrets: { password: 'sesame77' } };
      const error = await of(new ClickHouseArchive({ ...place(), ...wrong })).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ code: 'auth' });
      expect(String(error)).not.toContain('sesame77');
    });

    test('no database yet', async () => {
      await expect(of(new ClickHouseArchive(placeOf(servers[0].url, 'nowhere')))).rejects.toMatchObject({
        message: expect.stringContaining('run "archive init" first'),
      });
    });
  });

  test('every statement of the script for its user is understood, those for a cluster too', async () => {
    const script = readFileSync('sql/clickhouse-archiver.sql', 'utf8')
      .replace(/^-- (?=GRANT)/gm, '')
      .replace(/^--.*$/gm, '');
    const statements = script.split(';').map((one) => one.trim());
    expect(statements.filter(Boolean)).toHaveLength(9);
    for (const statement of statements.filter(Boolean)) {
      const found = await client.query({ query: `explain ast ${statement}`, format: 'TabSeparated' });
      expect(await found.text()).not.toBe('');
    }
  });

  test('texts and instants come back as they were', async () => {
    await run('backfill', { from });
    const view = archivedView('ErrorReportView');
    const found = await target.rows('emea', view, { from: 0, to: end });
    expect(rowTexts(view.name, found)).toEqual(rowTexts(view.name, rows.errorReports));
  });
});

async function leaseOf(archive: ClickHouseArchive): Promise<Lease> {
  const lease = await archive.lock('emea');
  if ('holder' in lease) {
    throw new Error(lease.holder);
  }
  return lease;
}
