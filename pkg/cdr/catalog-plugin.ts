import {
  OperationNodeTransformer,
  sql,
  TableNode,
  type KyselyPlugin,
  type OperationNode,
  type QueryId,
  type RawBuilder,
} from 'kysely';
import { DiagnosticsError } from '../errors.ts';
import { missingSentence, requiredObjects, type Catalog, type FoundObject } from './catalog.ts';
import type { Dialect } from './dialect.ts';
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
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
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

class CatalogTransformer extends OperationNodeTransformer {
  readonly #catalog: Catalog;
  readonly #dialect: Dialect;
  /** Whether a node holds a table somewhere; nodes never change. */
  readonly #holding = new WeakMap<OperationNode, boolean>();
  /** By name of the view: the same for every query. */
  readonly #tables = new Map<keyof LcsCdr, OperationNode>();

  constructor(catalog: Catalog, dialect: Dialect) {
    super();
    this.#catalog = catalog;
    this.#dialect = dialect;
  }

  protected override transformNodeImpl<T extends OperationNode>(node: T, queryId: QueryId): T {
    // Most of a query holds no table, and is not worth a copy.
    if (!this.#holdsTable(node)) {
      return node;
    }
    if (TableNode.is(node) && !node.table.schema) {
      const { name } = node.table.identifier;
      if (isView(name)) {
        // Whatever stands for a table in the tree is written out by the compiler like one.
        return this.#tableOf(name) as T;
      }
    }
    return super.transformNodeImpl(node, queryId);
  }

  #holdsTable(node: OperationNode): boolean {
    const known = this.#holding.get(node);
    if (known !== undefined) {
      return known;
    }
    const holds =
      !leaves.has(node.kind) && (TableNode.is(node) || Object.values(node).some((part) => this.#isHolding(part)));
    this.#holding.set(node, holds);
    return holds;
  }

  #isHolding(part: unknown): boolean {
    if (Array.isArray(part)) {
      return part.some((one) => this.#isHolding(one));
    }
    return typeof part === 'object' && part !== null && 'kind' in part && this.#holdsTable(part as OperationNode);
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

  #present(name: keyof LcsCdr, { schema, name: spelled, columns }: FoundObject): RawBuilder<unknown> {
    const object = schema ? sql.id(schema, spelled) : sql.id(spelled);
    const exact = [...columns].every(([column, found]) => found === column);
    if (exact) {
      return object;
    }
    // A database whose names are case-sensitive takes a column only in its own spelling.
    const listed = [...columns].map(([column, found]) =>
      found === undefined ? this.#typedNull(name, column) : sql`${sql.id('v', found)} as ${sql.id(column)}`,
    );
    return sql`(select ${sql.join(listed)} from ${object} as ${sql.id('v')})`;
  }

  #empty(name: keyof LcsCdr): RawBuilder<unknown> {
    const columns = viewColumns[name].map((column) => this.#typedNull(name, column));
    return sql`(select ${sql.join(columns)} where 1 = 0)`;
  }

  #typedNull(view: keyof LcsCdr, column: string): RawBuilder<unknown> {
    return sql`${this.#dialect.typedNull(columnType(view, column))} as ${sql.id(column)}`;
  }
}

const isView = (name: string): name is keyof LcsCdr => Object.hasOwn(viewColumns, name);
