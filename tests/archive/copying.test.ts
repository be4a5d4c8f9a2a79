import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { commands, type CommandOptions } from '../../archive/commands.ts';
import { oneDay, oneHour } from '../../archive/slices.ts';
import { FileArchive } from '../../archive/file/file-archive.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { archivedInFile, rowTexts } from './archived-rows.ts';
import { archiveFolder, expectArchived, storeOf, testTools, type TestTools } from './archiver.ts';
import { asShown, rowsWhen } from './cdr-rows.ts';
import { down, testCdr, type TestCdr } from './lcscdr.ts';

const end = Date.UTC(2026, 10, 12, 9, 30);
const all = generateCdr({ seed: 11, end, days: 8, sessionsPerDay: 60, edgeCases: true });

const none: CommandOptions = { once: true, print: false, from: undefined, to: undefined, before: undefined, users: [] };

describe('the archiver', () => {
  let folder: ReturnType<typeof archiveFolder>;
  let path: string;
  let cdr: TestCdr;
  let tools: TestTools;
  beforeEach(() => {
    folder = archiveFolder();
    path = join(folder.path, 'archive.db');
    cdr = testCdr(all);
    // Some error reports say to be days later than their session.
    tools = testTools(path, { emea: cdr.source }, end + 8 * oneDay);
    tools.target.init();
  });
  afterEach(() => {
    tools.target.close();
    folder.remove();
  });
  const store = storeOf('emea');
  const run = (name: string, options: Partial<CommandOptions> = {}) =>
    commands[name]?.(tools, [store], { ...none, ...options });
  const backfill = () => run('backfill', { from: end - 9 * oneDay });

  test('copies every row of every view, and no other', async () => {
    expect(await backfill()).toBe(true);
    expectArchived(path, 'emea', all);
    expect(archivedInFile(path, 'emea').get('Pools')).toHaveLength(cdr.db.prepare('SELECT * FROM Pools').all().length);
  });

  test('reads a slice page by page, also where many rows are of one instant', async () => {
    const [first] = all.sessions;
    const crowd = Array.from({ length: 35 }, (_, seq) => ({ ...first, SessionIdSeq: 1000 + seq }) as typeof first);
    const rows = { ...rowsWhen(all, () => false), sessions: crowd.filter((row) => row !== undefined) };
    cdr.hold(rows);
    tools = testTools(join(folder.path, 'pages.db'), { emea: cdr.source }, end, { pageRows: 10 });
    tools.target.init();
    expect(await backfill()).toBe(true);
    expectArchived(join(folder.path, 'pages.db'), 'emea', rows);
  });

  test('copies again what came late or changed within two days', async () => {
    const now = end;
    tools.time.now = now;
    const late = (time: number) => time >= now - 30 * oneHour && time < now - 20 * oneHour && time % 2 === 0;
    cdr.hold(rowsWhen(all, (time) => time <= now && !late(time)));
    await backfill();
    const changed = rowsWhen(all, (time) => time <= now);
    const [row] = changed.sessions.filter(({ SessionIdTime }) => SessionIdTime > now - 5 * oneHour);
    const mended = changed.sessions.map((one) =>
      one === row ? { ...one, DiagnosticId: 51004, ResponseCode: 500 } : one,
    );
    cdr.hold({ ...changed, sessions: mended });
    expect(await run('run')).toBe(true);
    expectArchived(path, 'emea', { ...changed, sessions: mended });
    expect(rowsWhen(changed, late).sessions.length).toBeGreaterThan(3);
    expect(row).toBeDefined();
  });

  test('a row that has not changed is not written again', async () => {
    await backfill();
    await run('run');
    expect(tools.report.events.filter(({ event }) => event === 'pass').map(({ written }) => written)).toEqual([
      expect.any(Number),
      0,
    ]);
  });

  test('settled slices are copied again after a week, and shortly before the source purges them', async () => {
    const [row] = all.sessions.filter(({ SessionIdTime }) => SessionIdTime >= end - 3 * oneDay);
    const settles = (Math.floor((row?.SessionIdTime ?? 0) / oneHour) + 1) * oneHour;
    const codeOf = () =>
      archivedInFile(path, 'emea')
        .get('SessionDetailsView')
        ?.find((one) => one.SessionIdTime === row?.SessionIdTime && one.SessionIdSeq === row?.SessionIdSeq)
        ?.ResponseCode;
    const change = (ResponseCode: number) => {
      cdr.hold({ ...all, sessions: all.sessions.map((one) => (one === row ? { ...one, ResponseCode } : one)) });
    };
    const passAt = async (age: number) => {
      tools.time.now = settles + age;
      await run('run');
      return codeOf();
    };
    tools.time.now = settles + 3 * oneDay;
    await backfill();
    expect(codeOf()).toBe(row?.ResponseCode);
    change(601);
    expect(await passAt(6.9 * oneDay)).toBe(row?.ResponseCode);
    expect(await passAt(7.1 * oneDay)).toBe(601);
    change(602);
    expect(await passAt(57.9 * oneDay)).toBe(601);
    expect(await passAt(58.1 * oneDay)).toBe(602);
    change(603);
    expect(await passAt(59 * oneDay)).toBe(602);
  });

  test('what the source purged stays, also where its slice is copied again', async () => {
    const now = end;
    tools.time.now = now;
    const then = rowsWhen(all, (time) => time <= now);
    cdr.hold(then);
    await backfill();
    // In the middle of an hour of the last two days.
    const purgedUpTo = Math.floor(now / oneHour) * oneHour - 25.5 * oneHour;
    const left = rowsWhen(then, (time) => time >= purgedUpTo);
    const mended = left.sessions.map((one) => ({ ...one, CallFlag: 2 }));
    cdr.hold({ ...left, sessions: mended });
    expect(await run('run')).toBe(true);
    const before = rowsWhen(then, (time) => time < purgedUpTo);
    expectArchived(path, 'emea', { ...then, sessions: [...before.sessions, ...mended] });
    expect(before.sessions.filter(({ SessionIdTime }) => SessionIdTime >= purgedUpTo - oneHour / 2)).not.toEqual([]);
    expect(await run('verify', { from: now - 3 * oneDay, to: now })).toBe(true);
  });

  test('two stores are apart', async () => {
    const apac = testCdr(rowsWhen(all, (time) => time < end - 5 * oneDay));
    tools = { ...tools, openSource: ({ name }) => Promise.resolve(name === 'emea' ? cdr.source : apac.source) };
    await commands.backfill?.(tools, [store, storeOf('apac')], { ...none, from: end - 9 * oneDay });
    expectArchived(path, 'emea', all);
    expectArchived(path, 'apac', asShown(rowsWhen(all, (time) => time < end - 5 * oneDay)));
  });

  test('a view that is missing is said, and copied from the beginning once it is there', async () => {
    const { sql } = cdr.db.prepare(`SELECT sql FROM sqlite_master WHERE name = 'ProgressReportView'`).get() as {
      sql: string;
    };
    cdr.db.exec('DROP VIEW ProgressReportView');
    expect(await backfill()).toBe(true);
    expect(tools.report.messages('missing')).toEqual([
      'ProgressReportView does not exist, or the login may not read it: progress reports and join times per component are empty.',
    ]);
    expectArchived(path, 'emea', { ...all, progressReports: [] });
    cdr.db.exec(sql);
    expect(await run('run')).toBe(true);
    expectArchived(path, 'emea', all);
  });

  test('a column that is new is copied with all that the source has of it, and one that is gone keeps what was copied', async () => {
    const { sql } = cdr.db.prepare(`SELECT sql FROM sqlite_master WHERE name = 'VoipDetailsView'`).get() as {
      sql: string;
    };
    const without = () => {
      cdr.db.exec('ALTER TABLE VoipDetails RENAME TO kept');
      cdr.db.exec('ALTER TABLE kept RENAME TO VoipDetails');
      cdr.db.exec('DROP VIEW VoipDetailsView');
      const others = Object.keys(all.voip[0] ?? {}).filter((name) => name !== 'FromGateway');
      cdr.db.exec(`CREATE VIEW Whole AS ${sql.slice(sql.indexOf('SELECT'))}`);
      cdr.db.exec(`CREATE VIEW VoipDetailsView AS SELECT ${others.join(', ')} FROM Whole`);
    };
    const whole = () => {
      cdr.db.exec('DROP VIEW VoipDetailsView');
      cdr.db.exec('DROP VIEW Whole');
      cdr.db.exec(sql);
    };
    without();
    await backfill();
    expect(tools.report.messages('missing')).toEqual(['VoipDetailsView lacks FromGateway: shown as empty.']);
    expectArchived(path, 'emea', { ...all, voip: all.voip.map((row) => ({ ...row, FromGateway: null })) });
    whole();
    await run('run');
    expectArchived(path, 'emea', all);
    expect(all.voip.some(({ FromGateway }) => FromGateway !== null)).toBe(true);
    without();
    await run('backfill', { from: end - 9 * oneDay });
    expect(await run('verify', { from: end - 9 * oneDay, to: end })).toBe(true);
    expectArchived(path, 'emea', all);
  });

  describe('verify', () => {
    const damage = (sql: string) => {
      tools.target.close();
      const db = new DatabaseSync(path);
      db.exec(sql);
      db.close();
      tools = testTools(path, { emea: cdr.source }, end + 8 * oneDay);
    };
    const range = { from: end - 9 * oneDay, to: end + 8 * oneDay };

    test('finds nothing where nothing is different', async () => {
      await backfill();
      expect(await run('verify', range)).toBe(true);
      const rows = Object.values(all).reduce((sum, list) => sum + list.length, 0) - all.media.length;
      const dictionaries = ['Pools', 'EdgeServers', 'Gateways', 'ClientVersions'].reduce(
        (sum, table) => sum + cdr.db.prepare(`SELECT * FROM ${table}`).all().length,
        0,
      );
      expect(tools.report.messages('verified')).toEqual([
        `${rows + dictionaries} rows of the source are in the archive, and nothing is different, from 2026-11-03T09:30 to 2026-11-20T09:30.`,
      ]);
    });

    test('leaves out what came in the hour before the last pass, unless it is asked for', async () => {
      tools.time.now = end;
      const justNow = end - oneHour / 2;
      cdr.hold(rowsWhen(all, (time) => time < justNow));
      await backfill();
      cdr.hold(rowsWhen(all, (time) => time < end));
      expect(rowsWhen(all, (time) => time >= justNow && time < end).sessions).not.toEqual([]);
      expect(await run('verify', { from: range.from })).toBe(true);
      expect(await run('verify', { from: range.from, to: end })).toBe(false);
    });

    test('finds a value that differs, a row that is missing, and what the source has no more', async () => {
      await backfill();
      const [changed, gone] = all.errorReports.filter(
        (row) => row.ErrorTime < end - oneDay && row.ResponseCode !== null,
      );
      damage(`UPDATE ErrorReportView SET ResponseCode = 699 WHERE ErrorTime = ${changed?.ErrorTime} AND ErrorReportSeq = ${changed?.ErrorReportSeq};
        DELETE FROM ErrorReportView WHERE ErrorTime = ${gone?.ErrorTime} AND ErrorReportSeq = ${gone?.ErrorReportSeq}`);
      const [purged] = all.conferences;
      cdr.db.exec(
        `DELETE FROM Conferences WHERE SessionIdTime = ${purged?.SessionIdTime} AND SessionIdSeq = ${purged?.SessionIdSeq}`,
      );
      expect(await run('verify', range)).toBe(false);
      const found = tools.report.events.filter(({ event }) => event === 'different');
      const sum = (name: string) => found.reduce((total, event) => total + Number(event[name]), 0);
      expect([sum('different'), sum('missing')]).toEqual([1, 1]);
      expect(found.every(({ view }) => view === 'ErrorReportView')).toBe(true);
      expect(found.every((one) => one.sourceChecksum !== one.archiveChecksum)).toBe(true);
      expect(tools.report.messages('verified')[0]).toMatch(
        /^2 of \d+ rows are missing or different, from 2026-11-03T09:30 to 2026-11-20T09:30\. Copy them with "archive backfill --again --from 2026-11-03"/,
      );
      // And what it advises mends it.
      expect(await run('backfill', { from: Date.UTC(2026, 10, 3), again: true })).toBe(true);
      expect(await run('verify', range)).toBe(true);
    });

    test('of no time at all is no success', async () => {
      await expect(run('verify', { from: end, to: end })).resolves.toBe(false);
      expect(tools.report.messages('failed')).toEqual([
        'There is no time between 2026-11-12T09:30 and 2026-11-12T09:30: --from has to be before --to.',
      ]);
    });

    test('of an archive that stands still for longer than the source keeps its rows is no success', async () => {
      await backfill();
      tools.time.now += 61 * oneDay;
      expect(await run('verify')).toBe(false);
      expect(tools.report.messages('failed')).toEqual([
        'There is nothing to compare from 2026-11-21T09:30 on: the store was last copied 2026-11-20T09:30. See whether its archiver runs, or name an end with --to.',
      ]);
      expect(tools.report.messages('verified')).toEqual([]);
    });

    test('says which view it could not compare', async () => {
      await backfill();
      cdr.db.exec('DROP VIEW ProgressReportView');
      expect(await run('verify', range)).toBe(true);
      expect(tools.report.messages('missing')).toEqual([
        expect.stringMatching(/^Not compared: .*ProgressReportView does not exist, or the login may not read it/),
      ]);
    });

    test('of a store that cannot be read says which, and compares the others', async () => {
      await backfill();
      const broken = {
        ...tools,
        openSource: (one: { name: string }) => Promise.resolve(one.name === 'emea' ? cdr.source : other.source),
      };
      const other = testCdr(all);
      other.fail(down());
      expect(await commands.verify?.(broken, [storeOf('apac'), store], { ...none, ...range })).toBe(false);
      expect(tools.report.events.filter(({ event }) => ['failed', 'verified'].includes(event))).toMatchObject([
        { event: 'failed', store: 'apac', code: 'network' },
        { event: 'verified', store: 'emea', wrong: 0 },
      ]);
    });
  });

  test('status is as old as the view that was copied longest ago: those before it go on', async () => {
    await backfill();
    const failed = tools.time.now;
    tools.time.now += 3 * oneHour;
    const { source } = cdr;
    const rows: typeof source.rows = async (view, ...asked) =>
      view.name === 'ErrorReportView' ? Promise.reject(down()) : source.rows(view, ...asked);
    const broken = { ...tools, openSource: () => Promise.resolve({ ...source, rows }) };
    expect(await commands.run?.(broken, [store], none)).toBe(false);
    await run('status');
    const [status] = tools.report.events.filter(({ event }) => event === 'status');
    expect(status).toMatchObject({ copiedAt: failed, behindSeconds: 3 * 3600 });
  });

  test('status and verify tell of a clock that was ahead', async () => {
    await backfill();
    tools.time.now -= 3 * oneHour;
    await run('status');
    expect(tools.report.messages('status')[0]).toMatch(
      /last copied 2026-11-20T09:30 \(180 minutes ahead of this machine's clock: check it\)\.$/,
    );
    expect(await run('verify', { from: end })).toBe(true);
    expect(tools.report.messages('verified')[0]).toMatch(/from 2026-11-12T09:30 to 2026-11-20T05:30\.$/);
  });

  test('forget takes away what is older, of its store alone, and it does not come back', async () => {
    const apac = testCdr(all);
    tools = { ...tools, openSource: ({ name }) => Promise.resolve(name === 'emea' ? cdr.source : apac.source) };
    await commands.backfill?.(tools, [store, storeOf('apac')], { ...none, from: end - 9 * oneDay });
    const before = Date.UTC(2026, 10, 8);
    expect(await run('forget', { before })).toBe(true);
    const kept = rowsWhen(all, (time) => time >= before);
    const gone = Object.values(rowsWhen(all, (time) => time < before)).reduce((sum, list) => sum + list.length, 0);
    const media = rowsWhen(all, (time) => time < before).media.length;
    expect(tools.report.messages('forgotten')).toEqual([`${gone - media} rows from before 2026-11-08 are gone.`]);
    expectArchived(path, 'emea', kept);
    expectArchived(path, 'apac', all);
    await run('run');
    expectArchived(path, 'emea', kept);
  });

  test('forget waits for the pass of another archiver to end, but not for ever', async () => {
    await backfill();
    const other = new FileArchive(path, () => tools.time.now);
    const lease = await other.lock('emea');
    if ('holder' in lease) {
      throw new Error(lease.holder);
    }
    const hold = () => void lease.renew();
    tools.onWait = hold;
    await expect(run('forget', { before: end - oneDay })).rejects.toThrow(
      /^Another archiver is at work on emea: process \d+ on .+\. Try again when its pass has ended, or stop it first\.$/,
    );
    expect(tools.waits).toHaveLength(60);
    let seconds = 0;
    tools.onWait = () => {
      seconds += 1;
      void (seconds === 3 ? lease.release() : hold());
    };
    expect(await run('forget', { before: end - oneDay })).toBe(true);
    other.close();
  });

  test('status tells of each store how far it is', async () => {
    await run('status');
    expect(tools.report.messages('status')).toEqual(['nothing has been copied yet.']);
    await backfill();
    tools.time.now += 90_000;
    await run('status');
    const sessions = all.sessions.length + all.conferenceSessions.length;
    expect(tools.report.messages('status')[1]).toMatch(
      new RegExp(`^${sessions} sessions since 2026-11-0\\dT\\d\\d:00, last copied 2026-11-20T09:30 \\(90 s ago\\)\\.$`),
    );
  });

  test('the texts of this test are those of the rows', () => {
    expect(rowTexts('Pools', [{ PoolId: 1, PoolFQDN: 'a ' }])).toEqual(['[1,"a"]']);
  });
});
