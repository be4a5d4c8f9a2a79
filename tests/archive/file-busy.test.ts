import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FileArchive } from '../../archive/file/file-archive.ts';
import type { Lease } from '../../archive/target.ts';
import { archiveFolder } from './archiver.ts';

/** Milliseconds, in the place of a minute. */
const patience = 50;
const start = Date.UTC(2026, 10, 12);

let folder: ReturnType<typeof archiveFolder>;
let path: string;
let archive: FileArchive;
let other: DatabaseSync;
let now: number;
beforeEach(() => {
  folder = archiveFolder();
  path = join(folder.path, 'archive.db');
  now = start;
  archive = new FileArchive(path, () => now, patience);
  archive.init();
  other = new DatabaseSync(path);
});
afterEach(() => {
  other.close();
  archive.close();
  folder.remove();
});

async function lease(of = archive): Promise<Lease> {
  const found = await of.lock('emea');
  if ('holder' in found) {
    throw new Error(found.holder);
  }
  return found;
}

describe('while somebody else writes for long', () => {
  test('a store is not taken, renewed or given back, and each says why', async () => {
    const mine = await lease();
    other.exec('BEGIN IMMEDIATE');
    const said = {
      code: 'server',
      message: `The archive ${path}: somebody else is writing to it for more than a minute. Try again later.`,
    };
    expect(() => void mine.renew()).toThrow(expect.objectContaining(said));
    expect(() => void mine.release()).toThrow(expect.objectContaining(said));
    await expect(archive.lock('apac')).rejects.toMatchObject(said);
    other.exec('ROLLBACK');
    await mine.release();
    await (await lease()).release();
  });
});

describe('what is to be forgotten', () => {
  test('is not gone while somebody reads the log that it stands in, which is no success', async () => {
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM ArchiveSlices').get();
    archive.rememberForgotten('a digest', 'a pseudonym');
    expect(() => {
      archive.scrub();
    }).toThrow(
      expect.objectContaining({
        code: 'server',
        message: expect.stringContaining('Run the command again when it is quiet.'),
      }),
    );
    other.exec('ROLLBACK');
    archive.scrub();
    expect(statSync(`${path}-wal`).size).toBe(0);
  });
});

describe('a clock that is put back', () => {
  test('keeps nobody from a store until it has caught up', async () => {
    await lease();
    const second = new FileArchive(path, () => now, patience);
    expect(await second.lock('emea')).toHaveProperty('holder');
    now -= 86_400_000;
    const mine = await lease(second);
    await mine.renew();
    expect(await archive.lock('emea')).toHaveProperty('holder');
    second.close();
  });
});
