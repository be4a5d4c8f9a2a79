import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface ArchiveBenchOptions {
  /** Years of history to fill and ask, each a million sessions; the first is what the others are held against. */
  readonly years: readonly number[];
  readonly rounds: number;
  /** Where the archives are, and stay; a folder of this run alone where it names none. */
  readonly folder: string | undefined;
  readonly json: string | undefined;
}

/** Reads the command line. @throws Error naming an option that cannot be used */
export function readOptions(args: string[]): ArchiveBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      years: { type: 'string', default: '1,5' },
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
  return { years, rounds, folder: values.folder, json: values.json };
}
