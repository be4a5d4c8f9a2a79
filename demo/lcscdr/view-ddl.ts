import type { Dialect, Lookup, View, ViewColumn, ViewExpression } from './view.ts';

/** The CREATE VIEW statement of a view. */
export function createView(dialect: Dialect, view: View): string {
  return dialect === 'mssql' ? withJoins(view) : withSubqueries(view);
}

const text = (dialect: Dialect, expression: ViewExpression): string =>
  typeof expression === 'string' ? expression : expression[dialect];

/** SQL Server leaves out joins on unique keys that a query does not need. */
export function withJoins(view: View, dialect: Dialect = 'mssql'): string {
  const schema = dialect === 'mssql' ? 'dbo.' : '';
  const columns = view.columns.map((column) => `${text(dialect, column.expression)} AS ${column.name}`);
  const joins = view.lookups.map(({ table, alias, on }) => `\n  LEFT JOIN ${schema}${table} ${alias} ON ${on}`);
  return `${head(view, columns, schema)}${joins.join('')}`;
}

/**
 * SQLite keeps unneeded joins in every query that aggregates, and reads a view that joins anything from its beginning to its end where it
 * is itself joined by LEFT JOIN. What is written as a subquery disappears with its column instead, so a report pays for what it reads:
 * dictionaries, and the session of a row, which every row has.
 */
export function withSubqueries(view: View): string {
  const others = view.sources.slice(1);
  const columns = view.columns.map((column) => {
    const found = subquery(view, column);
    const source = others.find(({ alias }) => new RegExp(`\\b${alias}\\.`).test(found));
    return `${source ? outOf(source, found, column) : found} AS ${column.name}`;
  });
  return head({ ...view, sources: view.sources.slice(0, 1) }, columns, '');
}

const outOf = ({ table, alias, on }: View['sources'][number], expression: string, column: ViewColumn): string =>
  caseless(`(SELECT ${expression} FROM ${table} ${alias} WHERE ${on})`, column);

/** A subquery does not inherit the collation of its column. */
const caseless = (found: string, { text: isText }: ViewColumn): string => (isText ? `${found} COLLATE NOCASE` : found);

function head(view: View, columns: readonly string[], schema: string): string {
  const [first, ...others] = view.sources;
  if (!first) {
    throw new Error(`View ${view.name} has no source`);
  }
  const joins = others.map(({ table, alias, on }) => `\n  INNER JOIN ${schema}${table} ${alias} ON ${on}`);
  return (
    `CREATE VIEW ${schema}${view.name} AS SELECT\n  ${columns.join(',\n  ')}\n` +
    `FROM ${schema}${first.table} ${first.alias}${joins.join('')}`
  );
}

function subquery(view: View, column: ViewColumn): string {
  const expression = text('sqlite', column.expression);
  if (column.via === undefined) {
    return expression;
  }
  const [first, ...further] = chain(view, column.via);
  if (!first) {
    throw new Error(`${view.name}.${column.name} has no lookup ${column.via}`);
  }
  const joins = further.map(({ table, alias, on }) => ` LEFT JOIN ${table} ${alias} ON ${on}`);
  return caseless(
    `(SELECT ${expression} FROM ${first.table} ${first.alias}${joins.join('')} WHERE ${first.on})`,
    column,
  );
}

/** The lookups on the way to `alias`, starting at the source tables. */
function chain(view: View, alias: string): Lookup[] {
  const lookup = view.lookups.find((candidate) => candidate.alias === alias);
  if (!lookup) {
    return [];
  }
  return lookup.parent === undefined ? [lookup] : [...chain(view, lookup.parent), lookup];
}
