import { generateCdr } from '../../../demo/generator/generate.ts';
import type { CdrRows } from '../../../demo/generator/rows.ts';
import { testServer } from '../../support/sqlserver.ts';
import { killArchiver, type Killed } from './kill-archiver.ts';
import { sqliteSource, sqlServerSource, type SourceEnd } from './source-end.ts';
import { clickHouseTarget, fileTarget, type TargetEnd } from './target-end.ts';

/** Where rows come from, by the name on the command line. */
export const sources = {
  embedded: (folder: string, rows: CdrRows) => sqliteSource(folder, rows),
  sqlserver: (_: string, rows: CdrRows) => {
    const server = testServer();
    if (!server) {
      throw new Error('MSSQL_TEST_URL is not set: it names the SQL Server.');
    }
    return sqlServerSource(server, rows);
  },
} as const satisfies Record<string, (folder: string, rows: CdrRows) => Promise<SourceEnd>>;

/** Where they go. */
export const targets = {
  file: fileTarget,
  clickhouse: clickHouseTarget,
} as const satisfies Record<string, (folder: string) => Promise<TargetEnd>>;

export type SourceName = keyof typeof sources;
export type TargetName = keyof typeof targets;

const days = 4;

/** Makes both ends, kills the archiver between them, and takes them away. */
export async function runScene(scene: {
  readonly source: SourceName;
  readonly target: TargetName;
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly sessionsPerDay: number;
  readonly reports: number;
  readonly log: (line: string) => void;
}): Promise<Killed> {
  const now = Date.now() - 60_000;
  const { seed, sessionsPerDay, folder } = scene;
  const rows = generateCdr({ seed, end: now, days, sessionsPerDay, edgeCases: true });
  const source = await sources[scene.source](folder, rows);
  try {
    const target = await targets[scene.target](folder);
    try {
      return await killArchiver({ ...scene, source, target, rows, now, days });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
