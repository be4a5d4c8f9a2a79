import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** A pattern of LIKE for texts with this beginning; brackets mean something in T-SQL alone. */
export const likePrefix = (prefix: string): string => `${prefix.replace(/[\\%_[]/g, '\\$&')}%`;

/**
 * What T-SQL and SQLite share: columns with the collation of LcsCDR, operators on bits, LIKE, correlated EXISTS, typed NULL.
 */
export const existsDialect = {
  hasBits: (mask, bits) => sql<SqlBool>`${mask} & ${sql.lit(bits)} <> 0`,
  // Columns carry the collation that LcsCDR has.
  name: (text) => sql`${text}`,
  someRow: ({ outer, inner, from, where }) => {
    const key = inner.map((name, index): RawBuilder<SqlBool> => sql`${sql.ref(name)} = ${sql.ref(outer[index] ?? '')}`);
    return sql<SqlBool>`exists (select 1 from ${from} where ${sql.join([...key, ...where], sql` and `)})`;
  },
  correlates: true,
  distributed: false,
  startsWith: (text, prefixes) => {
    const begins = prefixes.map((prefix) => sql<SqlBool>`${text} like ${likePrefix(prefix)} escape '\\'`);
    return sql<SqlBool>`(${sql.join(begins, sql` or `)})`;
  },
  typedNull: (type) => sql`cast(null as ${sql.raw(type)})`,
} satisfies Partial<Dialect>;
