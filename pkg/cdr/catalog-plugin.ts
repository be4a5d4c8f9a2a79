import { sql, TableNode, type KyselyPlugin, type OperationNode, type RawBuilder } from 'kysely';
import { DiagnosticsError } from '../errors.ts';
import { missingSentence, requiredObjects, type Catalog, type FoundObject } from './catalog.ts';
import type { Dialect } from './dialect.ts';
import { storeColumn } from './schema/archive.ts';
import { columnType, viewColumns } from './schema/columns.ts';
import type { LcsCdr } from './schema/views.ts';

/**
 * Rewrites a described query to what a database really has: every view in the spelling of its catalog, columns that it lacks
 * as NULL, a view that it lacks as an empty table. Raw fragments are reached as well, where they name views by `sql.table`.
 * @throws DiagnosticsError `schema`, from the query builder, where a query needs one of `requiredObjects` that is absent
 */
export function catalogPlugin(catalog: Catalog, dialect: Dialect): KyselyPlugin {
  const transformer = new CatalogTransformer(catalog, dialect);
  return {
    transformQuery: ({ node }) => transformer.transform(node),
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

/** Nodes that refer to columns and values, and never to a table to read from. */
const leaves: ReadonlySet<string> = new Set<OperationNode['kind']>([
  'ReferenceNode',
  'ColumnNode',
  'IdentifierNode',
  'ValueNode',
  'PrimitiveValueListNode',
]);

class CatalogTransformer {
  readonly #catalog: Catalog;
  readonly #dialect: Dialect;
  /** By name of the view: the same for every query. */
  readonly #tables = new Map<keyof LcsCdr, OperationNode>();

  constructor(catalog: Catalog, dialect: Dialect) {
    this.#catalog = catalog;
    this.#dialect = dialect;
  }

  /** The node itself where no table is below it, as below most: kysely's own transformer copies all of a query. */
  transform<T>(part: T): T {
    if (Array.isArray(part)) {
      return this.#transformItems(part) as T;
    }
    if (typeof part !== 'object' || part === null || !('kind' in part) || leaves.has(part.kind as string)) {
      return part;
    }
    const node = part as Readonly<Record<string, unknown>> & OperationNode;
    if (TableNode.is(node)) {
      const { name } = node.table.identifier;
      // Whatever stands for a table in the tree is written out by the compiler like one.
      return (node.table.schema || !isView(name) ? node : this.#tableOf(name)) as T;
    }
    let copy: Record<string, unknown> | undefined;
    for (const key in node) {
      const transformed = this.transform(node[key]);
      if (transformed !== node[key]) {
        copy ??= { ...node };
        copy[key] = transformed;
      }
    }
    return (copy ?? part) as T;
  }

  #transformItems(items: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let index = 0; index < items.length; index++) {
      const transformed = this.transform(items[index]);
      if (transformed !== items[index]) {
        copy ??= [...items];
        copy[index] = transformed;
      }
    }
    return copy ?? items;
  }

  #tableOf(name: keyof LcsCdr): OperationNode {
    const known = this.#tables.get(name);
    if (known) {
      return known;
    }
    const found = this.#catalog.find(name);
    if (!found && (requiredObjects as readonly string[]).includes(name)) {
      throw new DiagnosticsError(
        'schema',
        `${missingSentence(name)} Check that the database is LcsCDR and that the login may SELECT from its views.`,
      );
    }
    const table = (found ? this.#present(name, found) : this.#empty(name)).toOperationNode();
    this.#tables.set(name, table);
    return table;
  }

  #present(name: keyof LcsCdr, { schema, name: spelled, columns, store }: FoundObject): RawBuilder<unknown> {
    const object = schema ? sql.id(schema, spelled) : sql.id(spelled);
    const exact = [...columns].every(([column, found]) => found === column);
    if (exact) {
      return object;
    }
    // A database whose names are case-sensitive takes a column only in its own spelling.
    const listed = [...columns].map(([column, found]) =>
      found === undefined ? this.#typedNull(name, column) : sql`${sql.id('v', found)} as ${sql.id(column)}`,
    );
    if (store !== undefined) {
      listed.push(sql`${sql.id('v', store)} as ${sql.id(storeColumn)}`);
    }
    return sql`(select ${sql.join(listed)} from ${object} as ${sql.id('v')})`;
  }

  #empty(name: keyof LcsCdr): RawBuilder<unknown> {
    const columns = viewColumns[name].map((column) => this.#typedNull(name, column));
    if (this.#catalog.features.stores) {
      columns.push(sql`${this.#dialect.typedNull('nvarchar(450)')} as ${sql.id(storeColumn)}`);
    }
    return sql`(select ${sql.join(columns)} where 1 = 0)`;
  }

  #typedNull(view: keyof LcsCdr, column: string): RawBuilder<unknown> {
    return sql`${this.#dialect.typedNull(columnType(view, column))} as ${sql.id(column)}`;
  }
}

const isView = (name: string): name is keyof LcsCdr => Object.hasOwn(viewColumns, name);
