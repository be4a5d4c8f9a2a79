import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readSecrets } from '../contract/secrets.ts';
import { settingDefaults, validateSettings, type Settings } from '../contract/settings.ts';
import { DiagnosticsError, readingContract } from '../pkg/errors.ts';
import type { ClickHousePlace } from './clickhouse/clickhouse-archive.ts';

/** A store: an LcsCDR, and the name under which its rows are kept. */
export interface StoreConfig {
  readonly name: string;
  readonly settings: Settings;
  /** Decrypted: never log them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Days for which the source keeps its rows (table PurgeSettings). */
  readonly keepDays: number;
}

/** Where an archive is. */
export type ArchivePlace =
  { readonly kind: 'file'; readonly file: string } | ({ readonly kind: 'clickhouse' } & ClickHousePlace);

/** What `archive.yaml` says. */
export interface ArchiveConfig {
  readonly archive: ArchivePlace;
  readonly stores: readonly StoreConfig[];
  /** Seconds from the end of one pass to the next. */
  readonly everySeconds: number;
  /** Minutes after which a pass copies all of the last two days again. */
  readonly fullPassMinutes: number;
  /** Most rows that are read at once. */
  readonly pageRows: number;
}

const name = v.pipe(
  v.string('expected a name'),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected up to 64 letters, digits, points, hyphens and underscores'),
);
const whole = (low: number, high: number) => {
  const message = `expected a whole number from ${low} to ${high}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(low, message), v.maxValue(high, message));
};
const path = v.pipe(v.string('expected the path of a file'), v.nonEmpty('expected the path of a file'));

/** Secrets that may stand in the file, or in files of their own. */
const secretNames = ['password', 'tlsCACert', 'tlsClientCert', 'tlsClientKey'] as const;
const secretFiles = Object.fromEntries(secretNames.map((key) => [`${key}File`, v.optional(path)])) as Record<
  `${(typeof secretNames)[number]}File`,
  v.OptionalSchema<typeof path, undefined>
>;
/** Settings of a data source that an archive or a store may have, by the same names. */
const settingNames = [...Object.keys(settingDefaults), 'port'];

const archive = v.looseObject(
  {
    file: v.optional(path),
    url: v.optional(v.string('expected a URL')),
    cluster: v.optional(v.pipe(v.string('expected a name'), v.nonEmpty('expected a name'))),
    replicated: v.optional(v.boolean('expected true or false'), false),
    servers: v.optional(v.array(v.string('expected a URL'), 'expected a list of URLs'), []),
    ...secretFiles,
  },
  'expected the entry "file", or "url" and others',
);

const store = v.looseObject(
  { name, keepDays: v.optional(whole(1, 4000), 60), ...secretFiles },
  'expected the settings of a store',
);

const schema = v.strictObject(
  {
    archive,
    stores: v.pipe(v.array(store, 'expected a list of stores'), v.minLength(1, 'expected at least one store')),
    everySeconds: v.optional(whole(1, 86_400), 60),
    fullPassMinutes: v.optional(whole(1, 1440), 15),
    pageRows: v.optional(whole(100, 100_000), 5000),
  },
  'expected entries such as "archive" and "stores"',
);

/**
 * Reads the configuration of the archiver. `${NAME}` stands for a variable of the environment, and a path is one from the folder of the file.
 * @throws DiagnosticsError `settings` that names the entry; it never repeats a value
 */
export function readConfig(path: string, env: NodeJS.ProcessEnv = process.env): ArchiveConfig {
  const parsed = v.safeParse(schema, replaceVariables(parseFile(path), env));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw invalid(path, v.getDotPath(issue) ?? 'the file', issue.message);
  }
  const { archive: place, stores, ...rest } = parsed.output;
  const twice = stores.find((one, index) =>
    stores.slice(0, index).some((other) => other.name.toLowerCase() === one.name.toLowerCase()),
  );
  if (twice) {
    throw invalid(path, 'stores', `two stores have the name ${twice.name}`);
  }
  const known = stores.map(({ name: called, keepDays, ...others }, index): StoreConfig => ({
    ...{ name: called, keepDays },
    ...connectionOf(path, others, `stores.${index}`),
  }));
  refuseTwice(path, known);
  return { ...rest, archive: placeOf(path, place), stores: known };
}

/** @throws DiagnosticsError where two stores are one database: whoever asks the archive would count every call twice */
function refuseTwice(path: string, stores: readonly StoreConfig[]): void {
  const databases = stores.map(({ settings: { connection } }) =>
    connection.engine === 'sqlserver'
      ? `${connection.server} ${connection.port ?? ''} ${connection.database}`.toLowerCase()
      : undefined,
  );
  databases.forEach((database, index) => {
    const first = databases.indexOf(database);
    if (database !== undefined && first !== index) {
      const [one, other] = [stores[first]?.name ?? '', stores[index]?.name ?? ''];
      throw invalid(
        path,
        `stores.${index}`,
        `${one} and ${other} are the same database, whose calls would count twice`,
      );
    }
  });
}

function placeOf(path: string, given: v.InferOutput<typeof archive>): ArchivePlace {
  const { file, cluster, replicated, servers, ...others } = given;
  if (file !== undefined && given.url === undefined) {
    const other = Object.keys({ ...others, ...(cluster !== undefined && { cluster }) })[0];
    if (other !== undefined) {
      throw invalid(path, `archive.${other}`, 'an archive in a file has no such setting');
    }
    return { kind: 'file', file: resolve(dirname(path), file) };
  }
  if (file !== undefined || given.url === undefined) {
    throw invalid(path, 'archive', 'expected either "file" or "url"');
  }
  const { settings, secrets } = connectionOf(path, { engine: 'clickhouse', ...others }, 'archive');
  const { connection } = settings;
  if (connection.engine !== 'clickhouse') {
    throw invalid(path, 'archive.engine', 'expected clickhouse');
  }
  if ((replicated || servers.length > 0) && cluster === undefined) {
    throw invalid(path, 'archive.cluster', 'missing. Name the cluster as remote_servers has it');
  }
  return { kind: 'clickhouse', connection, secrets, cluster, replicated, servers };
}

/** Settings as a data source has them, and secrets from wherever they stand. */
function connectionOf(
  path: string,
  given: Readonly<Record<string, unknown>>,
  entry: string,
): { readonly settings: Settings; readonly secrets: Readonly<Record<string, string>> } {
  const names: readonly string[] = [...settingNames, ...secretNames, ...Object.keys(secretFiles)];
  const unknown = Object.keys(given).find((key) => !names.includes(key));
  if (unknown !== undefined) {
    throw invalid(path, `${entry}.${unknown}`, 'there is no such setting');
  }
  const secrets = secretNames.flatMap((key) => {
    const file = given[`${key}File`];
    // A password of digits alone is a number to YAML, which has lost its leading zeros by now.
    if (given[key] !== undefined && typeof given[key] !== 'string') {
      throw invalid(path, `${entry}.${key}`, 'expected a text. Put it in quotes');
    }
    if (given[key] !== undefined && file !== undefined) {
      throw invalid(path, `${entry}.${key}`, `stands here and in ${key}File. Leave out one of them`);
    }
    const text = typeof file === 'string' ? readText(resolve(dirname(path), file), `${entry}.${key}File`) : given[key];
    return typeof text === 'string' ? [[key, text] as const] : [];
  });
  const jsonData = Object.fromEntries(Object.entries(given).filter(([key]) => settingNames.includes(key)));
  return {
    secrets: readSecrets(Object.fromEntries(secrets)),
    settings: settingsOf(path, entry, jsonData),
  };
}

/** @throws DiagnosticsError that also says which of several stores is meant */
function settingsOf(path: string, entry: string, jsonData: Readonly<Record<string, unknown>>): Settings {
  try {
    return readingContract('settings', () => validateSettings(jsonData));
  } catch (error) {
    throw error instanceof DiagnosticsError
      ? new DiagnosticsError('settings', `${path}: ${entry}: ${error.message}`, { cause: error })
      : error;
  }
}

const invalid = (path: string, entry: string, message: string) =>
  new DiagnosticsError('settings', `${path}: ${entry}: ${message}.`);

function readText(path: string, entry: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new DiagnosticsError('settings', `${entry}: the file ${path} cannot be read.`, { cause });
  }
}

function parseFile(path: string): unknown {
  const text = readText(path, '--config');
  try {
    return parse(text);
  } catch (cause) {
    // What the parser says quotes lines, and one of them may be a password.
    const line = (cause as { linePos?: readonly { line: number }[] }).linePos?.[0]?.line;
    throw new DiagnosticsError('settings', `${path} is no YAML${line === undefined ? '' : `: look at line ${line}`}.`, {
      cause,
    });
  }
}

/** `${NAME}` replaced in every text. */
function replaceVariables(value: unknown, env: NodeJS.ProcessEnv): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const found = env[variable];
      if (found === undefined) {
        throw new DiagnosticsError('settings', `The variable ${variable} of the environment is not set.`);
      }
      return found;
    });
  }
  if (Array.isArray(value)) {
    return value.map((one) => replaceVariables(one, env));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceVariables(one, env)]))
    : value;
}
