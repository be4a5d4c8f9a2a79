import * as v from 'valibot';
import { alternatives, ContractError } from './query-error.ts';
import { personalDataChoices } from './who-sees.ts';
import { choice, code, givenOnly, instant, text, whole, yesOrNo } from './setting-types.ts';
import { isTimeZone, isUnknownZone } from './time-zone.ts';
import { categories, type Category } from './vocabulary.ts';

/** One line of the operator's map. Without a response code it holds for every code that comes with the ID. */
const mapping = v.object({
  diagnosticId: v.nullable(code),
  responseCode: v.optional(v.nullable(code)),
  category: v.picklist(
    categories.map(({ id }) => id) as Category[],
    `expected ${alternatives(categories.map(({ id }) => id))}`,
  ),
});

/** Options of the demo data. */
const demo = v.object({
  seed: v.optional(whole(0, 2 ** 31 - 1), 1),
  days: v.optional(whole(1, 400), 60),
  sessionsPerDay: v.optional(whole(10, 100_000), 1200),
  /** Epoch milliseconds of "now"; the clock of the machine when absent. A fixed end does not move on. */
  end: v.optional(instant),
  incidents: v.optional(yesOrNo, true),
  edgeCases: v.optional(yesOrNo, false),
  /** Sites, pools and Edge Servers: those of one part of the world or of another. */
  region: v.optional(choice('emea', 'apac'), 'emea'),
});

/** An LcsCDR on SQL Server. */
const sqlserver = v.object({
  engine: v.optional(v.literal('sqlserver'), 'sqlserver'),
  /** Host name or IP address, with port or instance; `pkg/cdr/engines/sqlserver/server-name.ts` reads it. */
  server: v.optional(text, ''),
  port: v.optional(whole(1, 65_535)),
  instance: v.optional(text, ''),
  database: v.optional(text, 'LcsCDR'),
  authentication: v.optional(choice('sql', 'ntlm'), 'sql'),
  /** A SQL Server login; for `ntlm` an account, its domain before or behind it or in `domain`. */
  username: v.optional(text, ''),
  /** Windows domain, for `ntlm`. */
  domain: v.optional(text, ''),
  /** TLS to SQL Server. `false` encrypts nothing: the password of a SQL Server login is only scrambled. */
  encrypt: v.optional(yesOrNo, true),
  /** Accepts any certificate. */
  tlsSkipVerify: v.optional(yesOrNo, false),
  /** Name the certificate must carry when it differs from the host. */
  tlsServerName: v.optional(text, ''),
  /** The driver's protocol (TDS 7.4) ends at TLS 1.2. */
  tlsMinVersion: v.optional(choice('TLSv1', 'TLSv1.1', 'TLSv1.2'), 'TLSv1.2'),
  /** ApplicationIntent=ReadOnly: an availability group may answer from a readable secondary. */
  readOnlyIntent: v.optional(yesOrNo, true),
  multiSubnetFailover: v.optional(yesOrNo, false),
  maxConnections: v.optional(whole(1, 100), 8),
});

/** Demo data, generated inside the plugin. */
const embedded = v.object({ engine: v.literal('embedded'), demo: v.optional(demo, {}) });

/** An archive of one LcsCDR or several, on ClickHouse. */
const clickhouse = v.object({
  engine: v.literal('clickhouse'),
  /** Where the HTTP interface is; the scheme says whether it is encrypted: https://click01.example.com:8443. */
  url: v.optional(text, ''),
  archiveDatabase: v.optional(text, 'lcscdr_archive'),
  /** By password, or by the certificate that is sent with the connection. */
  clickhouseAuthentication: v.optional(choice('password', 'certificate'), 'password'),
  username: v.optional(text, ''),
  tlsSkipVerify: v.optional(yesOrNo, false),
  tlsServerName: v.optional(text, ''),
  /** Whether answers travel compressed. */
  compression: v.optional(yesOrNo, true),
  maxConnections: v.optional(whole(1, 100), 8),
});

/** An archive of one LcsCDR or several, in a file that `archive run` fills. */
const archiveFile = v.object({
  engine: v.literal('archiveFile'),
  /** Whole path of the file, as the machine of Grafana sees it. */
  archivePath: v.optional(text, ''),
});

/** Where the CDR is and how to reach it, by engine: whoever adds one adds a variant. */
const engines = { sqlserver, archiveFile, clickhouse, embedded };
const connection = v.variant('engine', Object.values(engines), `expected ${alternatives(Object.keys(engines))}`);

/** What a query may take, whatever the engine. */
const limits = v.object({
  /** Seconds a connection may take. */
  connectTimeout: v.optional(whole(1, 300), 15),
  /** Seconds one query may take. */
  queryTimeout: v.optional(whole(1, 3600), 60),
  /** Most rows one SQL query may bring. */
  maxRows: v.optional(whole(1000, 5_000_000), 500_000),
  /** Seconds for which the same question, and what was counted in the last hour, is answered from memory. 0 keeps nothing at all. */
  cacheSeconds: v.optional(whole(0, 3600), 10),
  /** The same for what was counted one to 24 hours ago. */
  recentCacheSeconds: v.optional(whole(0, 86_400), 300),
  /** The same for what was counted more than 24 hours ago. */
  settledCacheSeconds: v.optional(whole(0, 604_800), 21_600),
  /** Most megabytes that counts take in memory. */
  cacheMegabytes: v.optional(whole(1, 4096), 64),
});

/** How the reports count. */
const counting = v.object({
  /** IANA zone of calendar buckets where the query brings none (alert rules). */
  reportTimeZone: v.optional(
    v.pipe(
      text,
      v.transform((name) => (isUnknownZone(name) ? 'UTC' : name)),
      v.check(isTimeZone, 'expected an IANA name such as Europe/Berlin'),
    ),
    'UTC',
  ),
  /** How the spike reports go back a week: by 168 hours, or by the clock of `reportTimeZone`. */
  baselineClock: v.optional(choice('utc', 'reportTimeZone'), 'utc'),
  /** What the failure rates count: unexpected failures, or expected and unexpected ones. */
  failureRate: v.optional(choice('unexpected', 'all'), 'unexpected'),
  includeRetried: v.optional(yesOrNo, false),
  includeSynthetic: v.optional(yesOrNo, false),
  /** Category of the responses 404 and 408 whose diagnostic ID no map knows. */
  ambiguousResponses: v.optional(choice('unexpected', 'expected'), 'unexpected'),
  /** Whether the server's own classification of diagnostic IDs is read, where its table is understood. */
  serverClassification: v.optional(yesOrNo, true),
  /** The operator's own classification, before that of the server and the built-in one. */
  categoryMap: v.optional(v.array(mapping, 'expected a list'), []),
});

/** Who sees the people that the records name, and what the others see in their place. */
const people = v.object({
  /** Least role that sees them. */
  personalData: v.optional(choice(...personalDataChoices), 'everyone'),
  /** Whether alert rules, which nobody asks for, see them too where not everyone does. */
  personalDataInAlerts: v.optional(yesOrNo, false),
  /** What a pseudonym keeps of an address: nothing, whose domain it is, or the domain. */
  pseudonymDomains: v.optional(choice('hidden', 'kind', 'shown'), 'hidden'),
  /** Domains of the organisation, comma separated; what is below them is, too. */
  ownDomains: v.optional(text, ''),
  /** Whether the log says who looked at people. */
  personalDataTrail: v.optional(yesOrNo, false),
});

export type Connection = v.InferOutput<typeof connection>;
export type SqlServerConnection = v.InferOutput<typeof sqlserver>;
export type ArchiveFileConnection = v.InferOutput<typeof archiveFile>;
export type ClickHouseConnection = v.InferOutput<typeof clickhouse>;
export type DemoConnection = v.InferOutput<typeof embedded>;
export type DemoOptions = v.InferOutput<typeof demo>;
export type Counting = v.InferOutput<typeof counting>;
export type CategoryMapping = v.InferOutput<typeof mapping>;
export type Limits = v.InferOutput<typeof limits>;
export type PeopleSettings = v.InferOutput<typeof people>;

/** Validated settings of one data source, without secrets. */
export interface Settings {
  readonly connection: Connection;
  readonly counting: Counting;
  readonly limits: Limits;
  readonly people: PeopleSettings;
}

type Every<T> = T extends unknown ? keyof T : never;
type In<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type Flat<T> = { [K in Every<T>]?: In<T, K> };

/** `jsonData` of the data source, flat as Grafana keeps it: what was set of the settings of every engine. */
export type SavedSettings = Flat<Connection> & Partial<Counting & Limits & PeopleSettings>;

/** What each setting is where nothing was set. */
export const settingDefaults = Object.fromEntries(
  [...connection.options, counting, limits, people]
    .flatMap((part) => Object.entries(v.getDefaults(part)))
    .filter(([, value]) => value !== undefined),
) as SavedSettings;

/**
 * Reads `jsonData`, fills in defaults and deals it out. Of the settings of a connection those of its engine alone are read,
 * so that a half-filled form of another one does no harm; fields that Grafana keeps there are left alone. An empty setting
 * is one that was not set.
 * @throws ContractError naming the setting
 */
export function validateSettings(jsonData: unknown): Settings {
  const saved = givenOnly(jsonData ?? {});
  return {
    connection: read(connection, saved),
    counting: read(counting, saved),
    limits: read(limits, saved),
    people: read(people, saved),
  };
}

/**
 * Of `jsonData` who sees people alone, whatever else is wrong with it.
 * @throws ContractError naming the setting
 */
export const validatePeople = (jsonData: unknown): PeopleSettings => read(people, givenOnly(jsonData ?? {}));

/** What was set, each in its own type where it can be read and as it is where not. For the settings page. */
export function readEach(jsonData: object): SavedSettings {
  const fields: Record<string, v.GenericSchema> = Object.assign(
    {},
    ...[...connection.options, counting, limits, people].map(({ entries }) => entries),
    { engine: v.string() },
  );
  const entries = Object.entries(givenOnly(jsonData) as object).map(([name, value]: [string, unknown]) => {
    const parsed = v.safeParse(fields[name] ?? v.unknown(), value);
    return [name, parsed.success ? parsed.output : value] as const;
  });
  return Object.fromEntries(entries);
}

function read<Schema extends v.GenericSchema>(schema: Schema, saved: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, saved);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ContractError(`setting ${v.getDotPath(issue) ?? 'jsonData'}`, issue.message);
  }
  return parsed.output;
}
