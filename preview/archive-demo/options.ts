import { parseArgs } from 'node:util';
import type { Region } from '../../demo/generator/options.ts';

/** A store of the demo. */
export interface DemoStore {
  readonly name: string;
  readonly seed: number;
  readonly region: Region;
  /** Of a weekday; a day of a weekend has a quarter. */
  readonly sessionsPerDay: number;
}

/** What the demo archive is made of. */
export interface ArchiveDemo {
  /** Whether it stands on the ClickHouse of npm, and not in a file. */
  readonly clickHouse: boolean;
  readonly days: number;
  readonly stores: readonly DemoStore[];
}

export const usage = 'usage: npm run archive:demo -- [--clickhouse] [--days 366] [--sessions 1000]';

/**
 * Two stores, the first with three fifths of the sessions.
 * @throws Error naming an option that cannot be used
 */
export function readDemoOptions(args: readonly string[]): ArchiveDemo {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clickhouse: { type: 'boolean', default: false },
      days: { type: 'string', default: '366' },
      sessions: { type: 'string', default: '1000' },
    },
  });
  const sessions = whole('--sessions', values.sessions, 50, 100_000);
  return {
    clickHouse: values.clickhouse,
    days: whole('--days', values.days, 1, 400),
    stores: [
      { name: 'emea', seed: 1, region: 'emea', sessionsPerDay: Math.round(sessions * 0.6) },
      { name: 'apac', seed: 2, region: 'apac', sessionsPerDay: Math.round(sessions * 0.4) },
    ],
  };
}

function whole(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new Error(`${option}: ${text} is no whole number from ${low} to ${high}.`);
  }
  return value;
}
