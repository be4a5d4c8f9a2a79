import { sql } from 'kysely';
import type { TimeRange } from './calendar.ts';
import type { Cdr, CdrCall } from './cdr.ts';
import { allOf, inRange } from './sessions.ts';
import type { LcsCdr } from './schema/views.ts';

/** One value a filter may take, and how often it occurs in the range where that is known. */
export interface FoundValue {
  readonly value: string | number;
  readonly count?: number;
}

/** Lists of values that come from the database. */
export const valueKinds = [
  'pools',
  'sources',
  'applications',
  'diagnosticIds',
  'responseCodes',
  'requestTypes',
  'userAgents',
  'gateways',
] as const;
export type ValueKind = (typeof valueKinds)[number];

/** Values of one kind: names in their order, codes by frequency. */
export async function findValues(cdr: Cdr, call: CdrCall, kind: ValueKind, range: TimeRange): Promise<FoundValue[]> {
  switch (kind) {
    case 'pools':
      return names(cdr, call, [
        ['Pools', 'PoolFQDN'],
        ['EdgeServers', 'EdgeServer'],
      ]);
    case 'userAgents':
      return names(cdr, call, [['ClientVersions', 'Version']]);
    case 'gateways':
      return names(cdr, call, [['Gateways', 'Gateway']]);
    case 'sources':
      return ofReports(cdr, call, 'Source', range);
    case 'applications':
      return ofReports(cdr, call, 'Application', range);
    case 'requestTypes':
      return ofReports(cdr, call, 'RequestType', range);
    case 'diagnosticIds':
      return ofSessions(cdr, call, 'DiagnosticId', range);
    case 'responseCodes':
      return ofSessions(cdr, call, 'ResponseCode', range);
  }
}

/** Distinct texts of dictionary tables. */
async function names(
  cdr: Cdr,
  call: CdrCall,
  sources: readonly (readonly [keyof LcsCdr, string])[],
): Promise<FoundValue[]> {
  const lists = await Promise.all(
    sources.map(([table, column]) => {
      const query = sql<{
        value: string | null;
      }>`select distinct ${sql.ref(`t.${column}`)} as value from ${sql.table(table)} as t`;
      return cdr.run({ compile: () => query.compile(cdr.db) }, call);
    }),
  );
  const values = new Set(lists.flat().flatMap(({ value }) => (value ? [value] : [])));
  return [...values].sort((a, b) => a.localeCompare(b, 'en')).map((value) => ({ value }));
}

/** Values of a column of the error reports of the range. */
async function ofReports(
  cdr: Cdr,
  call: CdrCall,
  column: 'Source' | 'Application' | 'RequestType',
  range: TimeRange,
): Promise<FoundValue[]> {
  const query = cdr.db
    .selectFrom('ErrorReportView as e')
    .select([sql<string>`${sql.ref(`e.${column}`)}`.as('value'), sql<number>`count(*)`.as('count')])
    .where(allOf([...inRange('e.ErrorTime', range), sql<never>`${sql.ref(`e.${column}`)} is not null`]))
    .groupBy(`e.${column}`);
  const found = await cdr.run(query, call);
  return [...found].sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en'));
}

/** Codes of the sessions of the range. */
async function ofSessions(
  cdr: Cdr,
  call: CdrCall,
  column: 'DiagnosticId' | 'ResponseCode',
  range: TimeRange,
): Promise<FoundValue[]> {
  const counts = new Map<number, number>();
  for (const view of ['SessionDetailsView', 'ConferenceSessionDetailsView'] as const) {
    const query = sql<{
      value: number;
      count: number;
    }>`select ${sql.ref(`s.${column}`)} as value, count(*) as count from ${sql.table(view)} as s where ${allOf([...inRange('s.SessionIdTime', range), sql<never>`${sql.ref(`s.${column}`)} is not null`])} group by ${sql.ref(`s.${column}`)}`;
    for (const { value, count } of await cdr.run({ compile: () => query.compile(cdr.db) }, call)) {
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([value, count]) => ({ value, count }));
}
