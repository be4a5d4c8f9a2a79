import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readSecrets } from '../contract/secrets.ts';
import { settingDefaults, validateSettings, type Settings } from '../contract/settings.ts';
import { DiagnosticsError, readingContract } from '../pkg/errors.ts';

/** A store: an LcsCDR, and the name under which its rows are kept. */
export interface StoreConfig {
  readonly name: string;
  readonly settings: Settings;
  /** Decrypted: never log them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Days for which the source keeps its rows (table PurgeSettings). */
  readonly keepDays: number;
}

/** What `archive.yaml` says. */
export interface ArchiveConfig {
  readonly file: string;
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

const secretNames = ['password', 'tlsCACert'] as const;
const ofStore = {
  name,
  keepDays: v.optional(whole(1, 4000), 60),
  passwordFile: v.optional(v.string()),
  tlsCACertFile: v.optional(v.string()),
};
/** Settings of a data source that a store may have, by the same names. */
const settingNames = [...Object.keys(settingDefaults), 'port'];

const schema = v.strictObject(
  {
    archive: v.strictObject(
      { file: v.pipe(v.string('expected the path of a file'), v.nonEmpty('expected the path of a file')) },
      'expected the entry "file"',
    ),
    stores: v.pipe(
      v.array(v.looseObject({ ...ofStore }, 'expected the settings of a store'), 'expected a list of stores'),
      v.minLength(1, 'expected at least one store'),
    ),
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
  const { archive, stores, ...rest } = parsed.output;
  const twice = stores.find((store, index) =>
    stores.slice(0, index).some((other) => other.name.toLowerCase() === store.name.toLowerCase()),
  );
  if (twice) {
    throw invalid(path, 'stores', `two stores have the name ${twice.name}`);
  }
  return {
    ...rest,
    file: resolve(dirname(path), archive.file),
    stores: stores.map((store, index) => storeOf(path, store, `stores.${index}`)),
  };
}

function storeOf(path: string, store: v.InferOutput<typeof schema>['stores'][number], entry: string): StoreConfig {
  const { name: called, keepDays, passwordFile, tlsCACertFile, ...others } = store;
  const given = others as Record<string, unknown>;
  const unknown = Object.keys(given).find((key) => ![...settingNames, ...secretNames].includes(key));
  if (unknown !== undefined) {
    throw invalid(path, `${entry}.${unknown}`, 'there is no such setting');
  }
  const fromFile = (file: string | undefined, key: string) =>
    file === undefined ? {} : { [key]: readText(resolve(dirname(path), file), `${entry}.${key}File`) };
  const texts = secretNames.flatMap((key) => (typeof given[key] === 'string' ? [[key, given[key]] as const] : []));
  const secrets = {
    ...Object.fromEntries(texts),
    ...fromFile(passwordFile, 'password'),
    ...fromFile(tlsCACertFile, 'tlsCACert'),
  };
  const jsonData = Object.fromEntries(Object.entries(given).filter(([key]) => settingNames.includes(key)));
  return {
    name: called,
    keepDays,
    secrets: readSecrets(secrets),
    settings: readingContract('settings', () => validateSettings(jsonData)),
  };
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
