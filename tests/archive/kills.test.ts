import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hasClickHouse } from '../clickhouse/server.ts';
import { testServer } from '../support/sqlserver.ts';
import { runScene, type SourceName, type TargetName } from './kills/scene.ts';

/** A few here; `npm run archive:kills` makes as many as one likes. */
const kills = Number(process.env.ARCHIVE_KILLS ?? 8);
const seed = Number(process.env.ARCHIVE_KILLS_SEED ?? 1);

const scenes: [SourceName, TargetName, boolean][] = [
  ['embedded', 'file', true],
  ['sqlserver', 'file', testServer() !== undefined],
  ['embedded', 'clickhouse', hasClickHouse],
];

describe.each(scenes)('the archiver from %s into %s', (source, target, isThere) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'archive-kills-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  (isThere ? test : test.skip)(
    `killed ${kills} times at random instants, seed ${seed}, leaves an archive as if nothing had happened`,
    async () => {
      const lines: string[] = [];
      const done = await runScene({
        ...{ source, target, folder, kills, seed, sessionsPerDay: 300, reports: 40 },
        log: (line) => lines.push(line),
      });
      expect(done).toMatchObject({ kills, reports: 40 });
      expect(done.rows).toBeGreaterThan(1000);
    },
    600_000 + kills * 20_000,
  );
});
