import { createQueryId, type Kysely, type OperationNodeSource, type RootOperationNode } from 'kysely';
import { catalogPlugin } from './catalog-plugin.ts';
import type { Catalog } from './catalog.ts';
import type { Dialect } from './dialect.ts';
import type { Parameter, Statement } from './parameter.ts';
import type { LcsCdr } from './schema/views.ts';

/**
 * Turns described queries into statements for a database with this catalog. A query is described without the catalog and rewritten
 * here, once and as a whole: a builder with the plugin would rewrite every part of it anew with each part that it is put into.
 * @throws DiagnosticsError `schema` from the returned function, where the query needs a view that is absent
 */
export function compilerFor(dialect: Dialect, catalog: Catalog): (query: OperationNodeSource) => Statement {
  const db: Kysely<LcsCdr> = dialect.builder().withPlugin(catalogPlugin(catalog, dialect));
  const executor = db.getExecutor();
  return (query) => {
    const id = createQueryId();
    const node = executor.transformQuery(query.toOperationNode() as RootOperationNode, id);
    const { sql, parameters } = executor.compileQuery(node, id);
    return { sql, parameters: parameters as readonly Parameter[] };
  };
}
