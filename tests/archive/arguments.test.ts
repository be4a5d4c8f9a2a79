import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runArchive } from '../../archive/main.ts';
import { archiveFolder, listener } from './archiver.ts';

let folder: ReturnType<typeof archiveFolder>;
let config: string;
beforeAll(async () => {
  folder = archiveFolder();
  config = join(folder.path, 'archive.yaml');
  writeFileSync(
    config,
    `archive: { file: archive.db }
stores: [{ name: emea, server: 127.0.0.1, port: 1, username: reader, password: sesame77 }]`,
  );
  expect(await runArchive(['init', '--config', config], listener())).toBe(0);
});
afterAll(() => {
  folder.remove();
});

async function run(...args: string[]) {
  const report = listener();
  const code = await runArchive([...args, '--config', config], report);
  return { code, messages: report.events.map(({ message }) => message) };
}

describe('a date is taken as it is written, or not at all', () => {
  test.each([
    '05.01.2026',
    '5',
    '2026',
    '2026-1-5',
    '2026-02-31',
    '2026-13-01',
    '2026-01-05Z',
    'Jan 5 2026',
    '2026-01-05T25:00',
  ])('%s is none', async (date) => {
    expect(await run('forget', '--before', date)).toEqual({
      code: 2,
      messages: [`--before: ${date} is no date such as 2026-01-31, or 2026-01-31T18:30Z.`],
    });
  });

  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2024-03-01T00:30:00+02:00', '2024-02-29'],
    ['2024-02-29T23:59', '2024-02-29'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29'],
  ])('%s is one', async (date, day) => {
    expect(await run('forget', '--before', date)).toEqual({
      code: 0,
      messages: [`0 rows from before ${day} are gone.`],
    });
  });
});

describe('an option that a command does not take is refused, and nothing is done', () => {
  test.each([
    ['forget: --print', ['forget', '--before', '2024-01-01', '--print']],
    ['forget: --once', ['forget', '--before', '2024-01-01', '--once']],
    ['verify: --before', ['verify', '--before', '2024-01-01']],
    ['status: --metrics', ['status', '--metrics', ':0']],
    ['run: --to', ['run', '--once', '--to', '2024-01-01']],
    ['init: --store', ['init', '--store', 'emea']],
  ])('%s', async (said, args) => {
    expect(await run(...args)).toEqual({
      code: 2,
      messages: [expect.stringMatching(`^${said} has no meaning here\\.`)],
    });
  });

  test('forget --user of one store alone', async () => {
    expect(await run('forget', '--user', 'alice@example.com', '--store', 'emea')).toEqual({
      code: 2,
      messages: ['forget: --user is for all stores. Leave --store out.'],
    });
  });
});

describe('a signal', () => {
  async function stopped(...args: string[]) {
    const report = listener();
    const ended = runArchive([...args, '--config', config], report);
    process.emit('SIGTERM');
    return { code: await ended, messages: report.messages('stopped') };
  }

  test('ends what goes on for ever, and all is well', async () => {
    expect(await stopped('run')).toEqual({ code: 0, messages: ['Stopped; what was copied stays.'] });
  });

  test.each([
    ['backfill', '--from', '2026-01-01'],
    ['run', '--once'],
    ['verify', '--from', '2026-01-01', '--to', '2026-01-03'],
  ])('ends %s before its work is done, which the exit code tells', async (...args) => {
    expect(await stopped(...args)).toEqual({ code: 1, messages: ['Stopped before the end. Run it again to go on.'] });
  });
});

test('check looks at every store, also behind one whose settings are wrong, and names it', async () => {
  const path = join(folder.path, 'wrong.yaml');
  writeFileSync(
    path,
    `archive: { file: archive.db }
stores:
  - { name: emea, username: reader, password: sesame77 }
  - { name: apac, server: localhost, port: 1, username: reader, password: sesame77 }`,
  );
  const report = listener();
  expect(await runArchive(['check', '--config', path], report)).toBe(1);
  expect(report.events).toMatchObject([
    { event: 'check', good: true },
    { event: 'failed', store: 'emea', code: 'settings', message: expect.stringContaining('setting server: missing.') },
    { event: 'failed', store: 'apac', code: 'network' },
  ]);
});
