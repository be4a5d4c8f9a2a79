import { parseArgs } from 'node:util';

/** What the command line and the environment ask for. */
export interface SeedOptions {
  /** See `readTarget`. */
  readonly url: string;
  /** Password of the login, where the URL has none. */
  readonly password: string | undefined;
  readonly days: number;
  /** Peer-to-peer and conference sessions of a weekday together. */
  readonly sessionsPerDay: number;
  /** Number that the random content starts from. */
  readonly seed: number;
  /** Replace demo data that is there. */
  readonly overwrite: boolean;
  /** Replace demo data that is there once it is so many hours old. */
  readonly refresh: number | undefined;
  /** Login that Grafana will read with, made by sql/least-privilege-login.sql. */
  readonly reader: { readonly login: string; readonly password: string } | undefined;
}

export const usage = `usage: npm run seed -- [options]
Creates a database with the tables and views of LcsCDR on a SQL Server, and fills it with demo data up to now.

  --url URL               mssql://login@host:1433/LcsCDR_demo, or LCSCDR_SEED_URL
                          ?trustServerCertificate=true  accepts any certificate
                          ?ca=FILE                      PEM of the authority of the server's certificate
                          ?encrypt=false                no TLS
                          ?instance=NAME                a named instance
                          ?domain=NAME                  the login is a Windows account
  --days N                how far back it reaches, 1 to 400, default 60, or LCSCDR_SEED_DAYS
  --sessions-per-day N    of a weekday, 10 to 100000, default 1200, or LCSCDR_SEED_SESSIONS_PER_DAY
  --seed N                other numbers give other people and calls, default 1
  --overwrite             replaces the demo data of an earlier run
  --refresh HOURS         replaces it if it is that old or of other options, and leaves it alone otherwise
  --reader LOGIN          makes this login, which may read what the reports read and nothing else; its password
                          comes from LCSCDR_READER_PASSWORD, its name may come from LCSCDR_READER_LOGIN
  --help                  this text

The password of the login comes from LCSCDR_SEED_PASSWORD; in the URL it would show in the list of processes.
`;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the command line, then the environment, then the defaults; null where help is asked for.
 * @throws Error naming what is wrong
 */
export function readOptions(args: string[], environment: Environment): SeedOptions | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ url: text, days: text, 'sessions-per-day': text, seed: text, refresh: text, reader: text },
      ...{ overwrite: flag, help: flag },
    },
  });
  if (values.help) {
    return null;
  }
  // A variable that is set and empty is one that a compose file passes on without having it.
  const given = (name: string) => environment[name] || undefined;
  const url = values.url ?? given('LCSCDR_SEED_URL');
  if (!url) {
    throw new Error('No server: give --url mssql://login@host:1433/LcsCDR_demo, or set LCSCDR_SEED_URL.');
  }
  const login = values.reader ?? given('LCSCDR_READER_LOGIN');
  const password = given('LCSCDR_READER_PASSWORD');
  if (login && !password) {
    throw new Error(`No password for the login ${login}: set LCSCDR_READER_PASSWORD.`);
  }
  return {
    url,
    password: given('LCSCDR_SEED_PASSWORD'),
    days: whole('--days', values.days ?? given('LCSCDR_SEED_DAYS') ?? '60', 1, 400),
    sessionsPerDay: whole(
      '--sessions-per-day',
      values['sessions-per-day'] ?? given('LCSCDR_SEED_SESSIONS_PER_DAY') ?? '1200',
      10,
      100_000,
    ),
    seed: whole('--seed', values.seed ?? '1', 0, 2 ** 31 - 1),
    overwrite: values.overwrite ?? false,
    refresh: values.refresh === undefined ? undefined : whole('--refresh', values.refresh, 0, 10_000),
    reader: login && password ? { login, password } : undefined,
  };
}

function whole(option: string, text: string, low: number, high: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= low && value <= high)) {
    throw new Error(`${option} ${text}: expected a whole number from ${low} to ${high}.`);
  }
  return value;
}
