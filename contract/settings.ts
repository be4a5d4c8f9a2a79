import * as v from 'valibot';
import type { Category } from './vocabulary.ts';
import { categories } from './vocabulary.ts';
import { alternatives, ContractError } from './query-error.ts';

const text = v.pipe(
  v.string('expected text'),
  v.transform((value) => value.trim()),
);
const whole = (low: number, high: number) =>
  v.pipe(
    v.union(
      [v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))],
      `expected a whole number from ${low} to ${high}`,
    ),
    v.integer('expected a whole number'),
    v.minValue(low, `expected at least ${low}`),
    v.maxValue(high, `expected at most ${high}`),
  );
const choice = <const T extends readonly string[]>(...values: T) =>
  v.picklist(values, `expected ${alternatives(values)}`);
const int = 'expected a whole number from -2147483648 to 2147483647';
const code = v.pipe(
  v.number('expected a number'),
  v.integer('expected a whole number'),
  v.minValue(-(2 ** 31), int),
  v.maxValue(2 ** 31 - 1, int),
);

/** One line of the operator's map. Without a response code it holds for every code that comes with the ID. */
const mapping = v.object({
  diagnosticId: v.nullable(code),
  responseCode: v.optional(v.nullable(code)),
  category: v.picklist(
    categories.map(({ id }) => id) as Category[],
    `expected ${alternatives(categories.map(({ id }) => id))}`,
  ),
});

/** Options of the demo data; all but `engine: embedded` users leave them alone. */
const demo = v.object({
  seed: v.optional(whole(0, 2 ** 31 - 1), 1),
  days: v.optional(whole(1, 400), 60),
  sessionsPerDay: v.optional(whole(10, 100_000), 1200),
  /** Epoch milliseconds of "now"; the clock of the machine when absent. A fixed end does not move on. */
  end: v.optional(v.number('expected epoch milliseconds')),
  incidents: v.optional(v.boolean(), true),
  edgeCases: v.optional(v.boolean(), false),
});

/** `jsonData` of the data source. Unknown fields pass: Grafana keeps some of its own there. */
const shape = v.looseObject({
  /** `sqlserver` reads an LcsCDR on SQL Server; `embedded` generates demo data inside the plugin. */
  engine: v.optional(choice('sqlserver', 'embedded'), 'sqlserver'),
  /** Host name or IP address, `host\\instance`, or `host,port`. */
  server: v.optional(text, ''),
  port: v.optional(whole(1, 65_535)),
  instance: v.optional(text, ''),
  database: v.optional(text, 'LcsCDR'),
  authentication: v.optional(choice('sql', 'ntlm'), 'sql'),
  username: v.optional(text, ''),
  /** Windows domain, for `ntlm`. */
  domain: v.optional(text, ''),
  /** TLS to SQL Server. `false` encrypts nothing: the password of a SQL Server login is only scrambled. */
  encrypt: v.optional(v.boolean('expected true or false'), true),
  /** Accepts any certificate. */
  tlsSkipVerify: v.optional(v.boolean('expected true or false'), false),
  /** Name the certificate must carry when it differs from the host. */
  tlsServerName: v.optional(text, ''),
  /** The driver's protocol (TDS 7.4) ends at TLS 1.2. */
  tlsMinVersion: v.optional(choice('TLSv1', 'TLSv1.1', 'TLSv1.2'), 'TLSv1.2'),
  /** ApplicationIntent=ReadOnly: an availability group may answer from a readable secondary. */
  readOnlyIntent: v.optional(v.boolean('expected true or false'), true),
  multiSubnetFailover: v.optional(v.boolean('expected true or false'), false),
  maxConnections: v.optional(whole(1, 100), 8),
  /** Seconds. */
  connectTimeout: v.optional(whole(1, 300), 15),
  /** Seconds one query may take. */
  queryTimeout: v.optional(whole(1, 3600), 60),
  /** Most rows one SQL query may bring. */
  maxRows: v.optional(whole(1000, 5_000_000), 500_000),
  /** Seconds for which the same question is answered from memory. 0 turns it off. */
  cacheSeconds: v.optional(whole(0, 3600), 10),
  /** IANA zone of calendar buckets where the query brings none (alert rules). */
  reportTimeZone: v.optional(text, 'UTC'),
  /** How the spike reports go back a week: by 168 hours, or by the clock of `reportTimeZone`. */
  baselineClock: v.optional(choice('utc', 'reportTimeZone'), 'utc'),
  /** What the failure rates count: unexpected failures, or expected and unexpected ones. */
  failureRate: v.optional(choice('unexpected', 'all'), 'unexpected'),
  includeRetried: v.optional(v.boolean('expected true or false'), false),
  includeSynthetic: v.optional(v.boolean('expected true or false'), false),
  /** Category of the responses 404 and 408 whose diagnostic ID no map knows. */
  ambiguousResponses: v.optional(choice('unexpected', 'expected'), 'unexpected'),
  /** The operator's own classification, before the built-in one. */
  categoryMap: v.optional(v.array(mapping, 'expected a list'), []),
  demo: v.optional(demo, {}),
});

/** Validated settings of one data source, without secrets. */
export type Settings = v.InferOutput<typeof shape>;
export type CategoryMapping = v.InferOutput<typeof mapping>;
export type DemoSettings = v.InferOutput<typeof demo>;

/** Names in `secureJsonData`. `tlsCACert` is PEM. */
export type SecretName = 'password' | 'tlsCACert';

/**
 * Reads `jsonData`; fills in defaults.
 * @throws ContractError naming the setting
 */
export function validateSettings(jsonData: unknown): Settings {
  const parsed = v.safeParse(shape, jsonData ?? {});
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new ContractError(`setting ${v.getDotPath(issue) ?? 'jsonData'}`, issue.message);
  }
  const settings = parsed.output;
  try {
    new Intl.DateTimeFormat('en', { timeZone: settings.reportTimeZone || 'UTC' });
  } catch {
    throw new ContractError('setting reportTimeZone', 'expected an IANA name such as Europe/Berlin');
  }
  return { ...settings, reportTimeZone: settings.reportTimeZone || 'UTC', database: settings.database || 'LcsCDR' };
}
