import { DiagnosticsError, type ErrorCode } from '../../../errors.ts';
import type { Reached } from './configuration.ts';

/** What sentences about a failure name. */
export type Context = Pick<Reached, 'server' | 'database' | 'user'> & { readonly timeoutSeconds: number };

interface DriverError {
  /** Of the server a number, as text; of a socket a word. */
  readonly code?: unknown;
  readonly message?: unknown;
}

/** The error and what it wraps, outermost first. */
function chain(thrown: unknown): DriverError[] {
  const found: DriverError[] = [];
  for (let at = thrown; found.length < 8 && typeof at === 'object' && at !== null;) {
    const error = at as DriverError & { readonly cause?: unknown };
    found.push(error);
    at = error.cause;
  }
  return found;
}

type Sorted = readonly [code: ErrorCode, sentence: string];
type Sorting = readonly [numbers: readonly number[], say: (context: Context, text: string) => Sorted];

/** Errors of the server by number: `src/Common/ErrorCodes.cpp` of ClickHouse. Texts are for people, and change. */
const byNumber: readonly Sorting[] = [
  [
    [192, 193, 194, 516],
    ({ user, server }) => [
      'auth',
      `ClickHouse ${server} refused the user ${user}: there is none of that name, or the password or certificate is another. Check User name and Password.`,
    ],
  ],
  [
    [195],
    ({ user }) => [
      'auth',
      `The user ${user} may not sign in from the machine of Grafana. Add its address to the user's HOST in ClickHouse.`,
    ],
  ],
  [
    [164, 452],
    ({ user }) => [
      'permission',
      `The profile of the user ${user} lets it set nothing for a query. Give it readonly = 2, as sql/clickhouse-reader.sql does, and no constraints.`,
    ],
  ],
  [
    [291, 497],
    ({ user, database }) => [
      'permission',
      `The user ${user} may not read ${database}. Grant it SELECT on ${database}.*, as sql/clickhouse-reader.sql does.`,
    ],
  ],
  [
    [81],
    ({ database, server }) => [
      'schema',
      `ClickHouse ${server} has no database ${database}. Check Database, and that the archive was made there.`,
    ],
  ],
  [
    [16, 36, 47, 60],
    ({ database }, text) => [
      'schema',
      `The database ${database} has no ${objectIn(text)}. Check that it is an archive of this release; if it was changed just now, save the data source again.`,
    ],
  ],
  [
    [159, 160],
    ({ timeoutSeconds }) => [
      'timeout',
      `The query took longer than ${timeoutSeconds} s. Choose a shorter range or more filters, or raise the query timeout.`,
    ],
  ],
  [
    [158, 307, 396],
    () => [
      'tooLarge',
      'The query read or brought more than the profile of the user allows. Choose a shorter range or more filters, or raise the limits of the profile.',
    ],
  ],
  [
    [173, 241],
    () => [
      'server',
      'ClickHouse had not enough memory for this query. Choose a shorter range, or raise max_memory_usage of the user and the memory of the server.',
    ],
  ],
  [
    [201, 202],
    ({ user }) => [
      'server',
      `ClickHouse has too much to do, or the quota of the user ${user} is used up. Run the query again later.`,
    ],
  ],
  [
    [170, 198, 209, 210, 279, 519, 701],
    ({ server }) => [
      'network',
      `ClickHouse ${server} could not reach a server of its cluster. Its log says which; run the query again once it is back.`,
    ],
  ],
  [[394], () => ['server', 'Somebody ended the query on ClickHouse. Run it again.']],
];

/** Codes of OpenSSL, BoringSSL and Node for a certificate that is not taken. */
const certificate = /CERT|ISSUER|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|CRL|ALTNAME/i;
const tls = /^ERR_SSL|^ERR_TLS|^ERR_OSSL|^EPROTO$|SSL|TLS/i;

/** Errors of a socket by word. */
function byWord(word: string, { server }: Context): Sorted | undefined {
  if (certificate.test(word)) {
    return [
      'tls',
      `The certificate of ${server} is not trusted. Paste the certificate of its authority into CA certificate, fill in Name in the certificate if it bears another name, or switch verification off.`,
    ];
  }
  if (tls.test(word)) {
    return [
      'tls',
      `TLS with ${server} failed. Check that its port speaks HTTPS: ClickHouse answers HTTP and HTTPS on two ports.`,
    ];
  }
  if (['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(word)) {
    return ['network', `${server} was not found. Check URL, and that the machine of Grafana can resolve the name.`];
  }
  if (/^ConnectionRefused$|^ECONNREFUSED$/.test(word)) {
    return ['network', `Nothing answers on ${server}. Check URL, firewall, and that ClickHouse listens there.`];
  }
  return undefined;
}

/** Whether the connection broke before an answer came: a query that only reads may be sent again. */
export const isBroken = (thrown: unknown): boolean =>
  chain(thrown).some(
    ({ code }) => typeof code === 'string' && /^(ECONNRESET|EPIPE|ECONNABORTED|ConnectionClosed)$/.test(code),
  );

/** Sorts what went wrong, by codes and numbers. */
export function sortedError(thrown: unknown, context: Context): DiagnosticsError {
  if (thrown instanceof DiagnosticsError) {
    return thrown;
  }
  const errors = chain(thrown);
  const errorOf = ([code, sentence]: Sorted) => new DiagnosticsError(code, sentence, { cause: thrown });
  const numbered = errors.find(({ code }) => typeof code === 'string' && /^\d+$/.test(code));
  if (numbered) {
    const number = Number(numbered.code);
    const say = byNumber.find(([numbers]) => numbers.includes(number))?.[1];
    return errorOf(
      say?.(context, String(numbered.message)) ?? [
        'server',
        `ClickHouse reported error ${number} on this query. The Grafana log has the details.`,
      ],
    );
  }
  for (const { code } of errors) {
    const sorted = typeof code === 'string' ? byWord(code, context) : undefined;
    if (sorted) {
      return errorOf(sorted);
    }
  }
  return errorOf([
    'network',
    `The connection to ClickHouse ${context.server} failed, or what answers there is no ClickHouse. Check URL; the Grafana log has the details.`,
  ]);
}

/** The table or column that a message of the server names. */
function objectIn(message: string): string {
  const name = /(?:identifier|Missing columns:|Table|column)\s+['`]([\w.]{1,128})|Table\s+([\w.]{1,128})\s+do/i.exec(
    message,
  );
  return name?.[1] ?? name?.[2] ?? 'table or column of that name';
}
