import { MssqlQueryCompiler, type SchemableIdentifierNode } from 'kysely';
import type { Catalog } from '../catalog.ts';
import { columnType, viewColumns } from '../schema/columns.ts';
import type { LcsCdr } from '../schema/views.ts';
import { DatetimeParameter } from './parameter.ts';

/**
 * The text that stands for a view: its name as found; with columns that the server lacks added as NULL; an empty table
 * where the whole view is absent. Undefined for names that are no views.
 */
function source(node: SchemableIdentifierNode, catalog: Catalog, quote: (name: string) => string): string | undefined {
  const { name } = node.identifier;
  const found = catalog.locate(name);
  // Typed, for an untyped NULL is an int and would turn the texts it meets in a union into numbers.
  const typedNull = (column: string) => `cast(null as ${columnType(name as keyof LcsCdr, column)}) as ${quote(column)}`;
  if (found === undefined) {
    return undefined;
  }
  if (found === null) {
    const columns = viewColumns[name as keyof LcsCdr].map(typedNull);
    return `(select ${columns.join(', ')} where 1 = 0)`;
  }
  const object = found.schema ? `${quote(found.schema)}.${quote(found.name)}` : quote(found.name);
  if (found.missingColumns.length === 0) {
    return object;
  }
  return `(select v.*, ${found.missingColumns.map(typedNull).join(', ')} from ${object} as v)`;
}

/** T-SQL. A value that occurs more than once is sent once: SQL Server takes 2,100 parameters. */
export class TsqlCompiler extends MssqlQueryCompiler {
  readonly #catalog: Catalog;
  readonly #known = new Map<string, number>();

  constructor(catalog: Catalog) {
    super();
    this.#catalog = catalog;
  }

  override compileQuery(...args: Parameters<MssqlQueryCompiler['compileQuery']>) {
    this.#known.clear();
    return super.compileQuery(...args);
  }

  protected override visitSchemableIdentifier(node: SchemableIdentifierNode): void {
    const text = source(node, this.#catalog, (name) => `"${this.sanitizeIdentifier(name)}"`);
    if (text === undefined) {
      super.visitSchemableIdentifier(node);
    } else {
      this.append(text);
    }
  }

  protected override appendValue(value: unknown): void {
    const key = value instanceof DatetimeParameter ? `datetime ${value.ms}` : `${typeof value} ${String(value)}`;
    const position = this.#known.get(key);
    if (position !== undefined) {
      this.append(`@${position}`);
      return;
    }
    super.appendValue(value);
    this.#known.set(key, this.numParameters);
  }
}
