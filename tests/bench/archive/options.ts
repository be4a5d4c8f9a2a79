import { parseArgs } from 'node:util';

const places = ['file', 'clickhouse', 'cluster'] as const;
type Place = (typeof places)[number];

/** What the command line asks for. */
export interface ArchiveBenchOptions {
  /** Years of history to fill and ask, each a million sessions; the first is what the others are held against. */
  readonly years: readonly number[];
  /** Where the archives stand. */
  readonly on: readonly Place[];
  readonly rounds: number;
  /** Where files are, and stay; a folder of this run alone where it names none. */
  readonly folder: string | undefined;
  readonly json: string | undefined;
}

/** Reads the command line. @throws Error naming an option that cannot be used */
export function readOptions(args: string[]): ArchiveBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      years: { type: 'string', default: '1,5' },
      on: { type: 'string', default: 'file' },
      rounds: { type: 'string', default: '5' },
      folder: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const numbers = (text: string) => text.split(',').map(Number);
  const years = numbers(values.years);
  const [rounds = Number.NaN] = numbers(values.rounds);
  if (![...years, rounds].every((value) => Number.isInteger(value) && value > 0)) {
    throw new Error('--years and --rounds take whole numbers, as in --years 1,5 --rounds 5.');
  }
  const on = values.on.split(',').map((name) => {
    const place = places.find((one) => one === name);
    if (!place) {
      throw new Error(`--on takes ${places.join(', ')}, separated by commas.`);
    }
    return place;
  });
  return { years, on, rounds, folder: values.folder, json: values.json };
}
