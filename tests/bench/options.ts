import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface BenchOptions {
  /** A tenth of the sessions and fewer repetitions: for a first look. */
  readonly quick: boolean;
  /** The part on failure drivers alone. */
  readonly drivers: boolean;
  /** File that also gets the figures. */
  readonly json: string | undefined;
}

/** How often things are measured, and on how much. */
export interface Extent {
  /** Sessions of the CDR, roughly. */
  readonly sessions: number;
  readonly starts: number;
  readonly memory: number;
  /** Fresh processes for the first query. */
  readonly cold: number;
  /** Repetitions of each report after its first run. */
  readonly reports: number;
  /** Rounds of frames, and frames per round. */
  readonly frames: { readonly rounds: number; readonly perRound: number };
  /** Rounds of the dashboard. */
  readonly dashboards: number;
  /** Rounds of answers with names and without. */
  readonly names: number;
  /** Minutes of load, on a CDR of so many sessions: it is part of what is measured. */
  readonly loadMinutes: number;
  readonly loadSessions: number;
  /** Rounds of drivers and of what they are held against. */
  readonly drivers: number;
}

const full: Extent = {
  sessions: 1_000_000,
  starts: 21,
  memory: 3,
  cold: 7,
  reports: 5,
  frames: { rounds: 15, perRound: 48 },
  dashboards: 5,
  names: 41,
  loadMinutes: 8,
  loadSessions: 20_000,
  drivers: 41,
};

const quick: Extent = {
  sessions: 100_000,
  starts: 7,
  memory: 1,
  cold: 3,
  reports: 3,
  frames: { rounds: 5, perRound: 24 },
  dashboards: 3,
  names: 21,
  loadMinutes: 1,
  loadSessions: 20_000,
  drivers: 9,
};

const options = { quick: { type: 'boolean' }, drivers: { type: 'boolean' }, json: { type: 'string' } } as const;

/** Reads the command line. @throws Error naming an option it does not know */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({ args, options });
  return { quick: values.quick ?? false, drivers: values.drivers ?? false, json: values.json };
}

/** What is measured with these options. */
export const extentOf = (options: BenchOptions): Extent => (options.quick ? quick : full);
