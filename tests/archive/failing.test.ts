import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FileArchive } from '../../archive/file/file-archive.ts';
import { fileError } from '../../archive/file/file-error.ts';
import { run } from '../../archive/run.ts';
import { oneDay } from '../../archive/slices.ts';
import type { Lease } from '../../archive/target.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { archivedView } from '../../pkg/cdr/schema/archive.ts';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { archiveFolder, expectArchived, storeOf, testTools, through, type TestTools } from './archiver.ts';
import { unite } from './cdr-rows.ts';
import { down, testCdr, type TestCdr } from './lcscdr.ts';

const end = Date.UTC(2026, 10, 12, 9, 30);
const rows = generateCdr({ seed: 5, end, days: 2, sessionsPerDay: 80 });
const store = storeOf('emea');

let folder: ReturnType<typeof archiveFolder>;
let path: string;
let cdr: TestCdr;
let tools: TestTools;
beforeEach(() => {
  folder = archiveFolder();
  path = join(folder.path, 'archive.db');
  cdr = testCdr(rows);
  tools = testTools(path, { emea: cdr.source }, end + oneDay / 2);
  tools.target.init();
});
afterEach(() => {
  tools.target.close();
  folder.remove();
});
const from = end - 4 * oneDay;
const failures = () => tools.report.messages('failed');

/** Lets the archiver run for ever, and ends it when the test says so in one of its pauses. */
async function runUntil(done: () => boolean): Promise<void> {
  const stop = new AbortController();
  tools.onWait = () => {
    if (done()) {
      stop.abort();
    }
  };
  await expect(run({ ...tools, signal: stop.signal }, [store], { once: false, from })).rejects.toThrow();
}
const passes = () => tools.report.messages('pass').length;

describe('a source that is down', () => {
  test('is said in a sentence, and tried again after pauses that grow up to five minutes', async () => {
    cdr.fail(down());
    await runUntil(() => failures().length === 9);
    expect(failures()[0]).toBe(
      'Nothing answers on sql01:1433. Check server, port and firewall. Next attempt in 5 s; what was copied so far stays.',
    );
    expect(failures().map((message) => Number(/in (\d+) s/.exec(message)?.[1]))).toEqual([
      5, 10, 20, 40, 80, 160, 300, 300, 300,
    ]);
    expect(tools.report.events.map(({ code }) => code)).toEqual(Array(9).fill('network'));
  });

  test('loses nothing, whenever it goes away', async () => {
    for (const statements of [1, 5, 9, 30]) {
      cdr.failAfter(statements);
      const before = failures().length;
      await runUntil(() => failures().length > before);
    }
    cdr.fail(undefined);
    const before = failures().length;
    await runUntil(() => passes() > 0);
    expect(failures()).toHaveLength(before);
    expectArchived(path, 'emea', rows);
  });

  test('makes no pause longer once it has answered', async () => {
    cdr.fail(down());
    await runUntil(() => {
      if (failures().length === 4) {
        cdr.fail(undefined);
      }
      if (passes() === 1) {
        cdr.fail(down());
      }
      return failures().length === 5;
    });
    expect(failures().map((message) => Number(/in (\d+) s/.exec(message)?.[1]))).toEqual([5, 10, 20, 40, 5]);
  });

  test('without the views that make an LcsCDR is no empty one', async () => {
    cdr.db.exec('DROP VIEW SessionDetailsView');
    expect(await run(tools, [store], { once: true, from })).toBe(false);
    expect(failures()[0]).toMatch(/^SessionDetailsView does not exist, or the login may not read it: .* Run sql\//);
  });

  test('once means once: the exit code tells', async () => {
    cdr.fail(down());
    expect(await run(tools, [store], { once: true, from })).toBe(false);
    expect(failures()).toEqual([
      'Nothing answers on sql01:1433. Check server, port and firewall. What was copied so far stays.',
    ]);
    expect(tools.waits).toEqual([]);
  });

  test('does not keep the other stores waiting', async () => {
    const other = testCdr(rows);
    cdr.fail(down());
    const both = {
      ...tools,
      openSource: ({ name }: { name: string }) => Promise.resolve(name === 'emea' ? cdr.source : other.source),
    };
    expect(await run(both, [store, storeOf('apac')], { once: true, from })).toBe(false);
    expectArchived(path, 'apac', rows);
  });
});

test('a source that is slow gets as long a rest', async () => {
  const slow = { ...cdr.source };
  const real = performance.now.bind(performance);
  let added = 0;
  performance.now = () => real() + added;
  try {
    slow.rows = async (...asked) => {
      added += asked[0].name === 'ErrorReportView' ? 4000 : 0;
      return cdr.source.rows(...asked);
    };
    await run({ ...tools, openSource: () => Promise.resolve(slow) }, [store], { once: true, from });
  } finally {
    performance.now = real;
  }
  // Two days and a half, cut at midnight, from four days before: each stretch is a page.
  expect(tools.waits.length).toBeGreaterThan(3);
  expect(tools.waits.every((wait) => wait >= 4000 && wait < 5000)).toBe(true);
});

describe('an archive that fails', () => {
  const failing = (name: 'begin' | 'ledger' | 'requireCurrent', error: Error) => {
    let left = 4;
    const call = (...given: unknown[]) => {
      left -= 1;
      if (left < 0) {
        throw error;
      }
      return (tools.target[name] as (...given: unknown[]) => unknown)(...given);
    };
    return { target: through(tools.target, { [name]: call }), mend: () => (left = Infinity) };
  };

  test.each(['begin', 'ledger', 'requireCurrent'] as const)('in %s is said, and nothing is lost', async (name) => {
    const full = new DiagnosticsError('server', 'The archive: the disk is full.');
    const { target, mend } = failing(name, full);
    const both = { ...tools, target };
    await run(both, [store], { once: true, from });
    await run(both, [store], { once: true, from });
    for (let more = 0; more < 4; more++) {
      await run(both, [store], { once: true, from });
    }
    expect(failures()[0]).toBe('The archive: the disk is full. What was copied so far stays.');
    mend();
    expect(await run(both, [store], { once: true, from })).toBe(true);
    expectArchived(path, 'emea', rows);
  });

  describe('in giving the store back', () => {
    const stuck = new DiagnosticsError('server', 'The archive: somebody else is writing to it.');
    const counted = () => {
      const counts: string[] = [];
      const metrics = {
        known: (name: string) => counts.push(`known ${name}`),
        passed: (name: string) => counts.push(`passed ${name}`),
        failed: (name: string, code: string) => counts.push(`failed ${name} ${code}`),
        copied: () => undefined,
        rested: () => undefined,
      };
      const lock = async (name: string) => ({
        ...(await tools.target.lock(name)),
        release: () => {
          throw stuck;
        },
      });
      return { counts, tools: { ...tools, metrics, target: through(tools.target, { lock }) } };
    };

    test('is a pass that failed, and is not counted as one that went well', async () => {
      const { counts, tools: told } = counted();
      expect(await run(told, [store], { once: true, from })).toBe(false);
      expect(counts).toEqual(['known emea', 'failed emea server']);
      expect(tools.report.events.map(({ event }) => event)).toEqual(['failed']);
      expectArchived(path, 'emea', rows);
    });

    test('does not hide what went wrong before', async () => {
      const { counts, tools: told } = counted();
      cdr.fail(down());
      expect(await run(told, [store], { once: true, from })).toBe(false);
      expect(counts).toEqual(['known emea', 'failed emea network']);
    });
  });

  test('a full disk is told as SQLite says it', () => {
    const db = new DatabaseSync(join(folder.path, 'small.db'));
    db.exec('PRAGMA max_page_count = 4');
    const fill = () => {
      fileError('/data/archive.db', () => {
        db.exec(
          `CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT i FROM n`,
        );
      });
    };
    expect(fill).toThrow(
      'The archive /data/archive.db: the disk is full. Free some space; nothing is lost, copying goes on by itself.',
    );
    db.close();
  });

  test('a folder that is not there, a file of something else and a newer archive are refused', () => {
    const nowhere = join(folder.path, 'none', 'archive.db');
    expect(() => new FileArchive(nowhere)).toThrow(
      `archive.file: the folder ${join(folder.path, 'none')} does not exist. Create it.`,
    );
    const text = join(folder.path, 'text.db');
    writeFileSync(text, 'no database, and long enough to be told from an empty one'.repeat(30));
    expect(() => new FileArchive(text)).toThrow('it is no archive. Name a file that does not exist yet.');
    const other = join(folder.path, 'other.db');
    const db = new DatabaseSync(other);
    db.exec('CREATE TABLE mine (a)');
    db.close();
    const archive = new FileArchive(other);
    expect(() => archive.pending()).toThrow('is a database of something else');
    archive.close();
    tools.target.close();
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    tools = testTools(path, {}, end);
    expect(() => {
      tools.target.requireCurrent();
    }).toThrow('was made by a newer release (version 99, this one knows');
  });

  test('an archive of an earlier version asks for init, which keeps what is there', async () => {
    await run(tools, [store], { once: true, from });
    tools.target.close();
    const old = new DatabaseSync(path);
    old.exec('ALTER TABLE ArchiveSlices DROP COLUMN "Columns"');
    old.exec('DROP TABLE ArchiveForgotten');
    old.exec('PRAGMA user_version = 1');
    old.close();
    tools = testTools(path, { emea: cdr.source }, end + oneDay / 2);
    expect(() => {
      tools.target.requireCurrent();
    }).toThrow(`${path} is not ready for this release: run "archive init" first.`);
    expect(tools.target.pending()).toContain('ALTER TABLE "ArchiveSlices" ADD COLUMN "Columns" INTEGER');
    tools.target.init();
    tools.target.requireCurrent();
    expectArchived(path, 'emea', rows);
    // What was copied by the earlier release is not copied anew for it.
    await run(tools, [store], { once: true });
    expect(tools.report.events.find(({ event }) => event === 'pass')?.written).toBe(0);
  });
});

describe('two archivers', () => {
  const view = archivedView('Pools');
  const reading = { readAt: 1, columns: new Set(view.columns.map(({ name }) => name)) };
  const leaseOf = async (archive: FileArchive): Promise<Lease> => {
    const lease = await archive.lock('emea');
    if ('holder' in lease) {
      throw new Error(lease.holder);
    }
    return lease;
  };

  test('for one store: the second ends with a sentence that says who the first is', async () => {
    const first = new FileArchive(path, () => tools.time.now);
    const lease = await leaseOf(first);
    expect(await run(tools, [store], { once: true, from })).toBe(false);
    expect(failures()).toEqual([
      expect.stringMatching(
        /^Another archiver is at work on this store: process \d+ on .+\. What was copied so far stays\.$/,
      ),
    ]);
    await lease.release();
    expect(await run(tools, [store], { once: true, from })).toBe(true);
    first.close();
  });

  test('for two stores do not mind each other', async () => {
    const first = new FileArchive(path, () => tools.time.now);
    const lease = await first.lock('apac');
    expect('holder' in lease).toBe(false);
    expect(await run(tools, [store], { once: true, from })).toBe(true);
    first.close();
  });

  test('one that is not heard of for two minutes is taken over from, and writes nothing after', async () => {
    const first = new FileArchive(path, () => tools.time.now);
    const lease = await leaseOf(first);
    const copy = first.begin(lease, view, reading);
    await copy.rollback();
    tools.time.now += 121_000;
    const second = await leaseOf(tools.target);
    const late = first.begin(lease, view, reading);
    await late.add([{ PoolId: 1, PoolFQDN: 'late.example.com' }]);
    await expect(async () => late.commit([])).rejects.toThrow(
      'Another archiver has taken over the store emea. Run one archiver for each store.',
    );
    await late.rollback();
    expect(tools.target.rows('emea', view)).toEqual([]);
    await second.release();
    first.close();
  });

  test('one whose process has ended on this machine is taken over from at once', async () => {
    const lease = await leaseOf(tools.target);
    const gone = spawn(process.execPath, ['-e', '0']);
    await once(gone, 'exit');
    const db = new DatabaseSync(path);
    db.prepare('UPDATE ArchiveLocks SET Pid = ?').run(gone.pid ?? 0);
    db.close();
    expect(await run(tools, [store], { once: true, from })).toBe(true);
    await lease.release();
  });
});

test('an archiver that stood still for long goes on where the source begins', async () => {
  await run(tools, [store], { once: true, from });
  const stood = 20 * oneDay;
  const moved = Object.fromEntries(
    Object.entries(rows).map(([list, of]) => [
      list,
      of.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'number' && value > end / 2 ? value + stood : value,
          ]),
        ),
      ),
    ]),
  ) as unknown as typeof rows;
  cdr.hold(moved);
  tools.time.now += stood + 9 * oneDay;
  expect(await run(tools, [storeOf('emea', 12)], { once: true })).toBe(true);
  expectArchived(path, 'emea', unite(rows, moved));
});

test('a reader never sees half a slice', async () => {
  const view = archivedView('Pools');
  const lease = await tools.target.lock('emea');
  if ('holder' in lease) {
    throw new Error(lease.holder);
  }
  const reader = new DatabaseSync(path, { readOnly: true });
  const seen = () => reader.prepare('SELECT count(*) AS n FROM Pools').get()?.n;
  const copy = tools.target.begin(lease, view, { readAt: 1, columns: new Set(['PoolId', 'PoolFQDN']) });
  await copy.add([{ PoolId: 1, PoolFQDN: 'a' }]);
  await copy.add([{ PoolId: 2, PoolFQDN: 'b' }]);
  expect(seen()).toBe(0);
  await copy.commit([{ slice: 0, rows: 2, copiedAt: 1, columns: 2 }]);
  expect(seen()).toBe(2);
  reader.close();
});

test('a file that is moved away and back goes on', async () => {
  await run(tools, [store], { once: true, from });
  tools.target.close();
  const away = join(folder.path, 'away');
  mkdirSync(away);
  for (const name of ['archive.db', 'archive.db-wal', 'archive.db-shm']) {
    try {
      renameSync(join(folder.path, name), join(away, name));
    } catch {
      // What SQLite has put back into the file is no file of its own any more.
    }
  }
  tools = testTools(path, { emea: cdr.source }, end + oneDay / 2);
  expect(await run(tools, [store], { once: true, from })).toBe(false);
  expect(failures()[0]).toContain('run "archive init" first');
  tools.target.close();
  renameSync(join(away, 'archive.db'), path);
  tools = testTools(path, { emea: cdr.source }, end + oneDay / 2);
  expect(await run(tools, [store], { once: true, from })).toBe(true);
  expectArchived(path, 'emea', rows);
});
