import { DefaultQueryCompiler, ReferenceNode, type SelectionNode } from 'kysely';
import { DatetimeParameter, type Parameter } from '../../parameter.ts';

/** The type that a parameter travels as: ClickHouse has none without. */
export function parameterType(value: Parameter): string {
  if (value instanceof DatetimeParameter) {
    return `DateTime64(3,'UTC')`;
  }
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? 'Int64' : 'Float64';
    case 'string':
      return 'String';
    default:
      return 'Nullable(String)';
  }
}

/** ClickHouse's SQL. A value that occurs more than once is sent once. */
export class ClickHouseCompiler extends DefaultQueryCompiler {
  readonly #known = new Map<string, string>();

  override compileQuery(...args: Parameters<DefaultQueryCompiler['compileQuery']>) {
    this.#known.clear();
    return super.compileQuery(...args);
  }

  protected override appendValue(parameter: unknown): void {
    const value = parameter as Parameter;
    const type = parameterType(value);
    const key = `${type} ${value instanceof DatetimeParameter ? value.ms : String(value)}`;
    let placeholder = this.#known.get(key);
    if (placeholder === undefined) {
      this.addParameter(value);
      placeholder = `{p${this.numParameters}:${type}}`;
      this.#known.set(key, placeholder);
    }
    this.append(placeholder);
  }

  /** A column of a join is called by its table too where others have its name: every one gets its own name alone. */
  protected override visitSelection(node: SelectionNode): void {
    super.visitSelection(node);
    if (ReferenceNode.is(node.selection) && node.selection.table && node.selection.column.kind === 'ColumnNode') {
      this.append(' as ');
      this.visitNode(node.selection.column);
    }
  }

  /** A backslash begins an escape, in texts as in names. */
  protected override sanitizeStringLiteral(value: string): string {
    return super.sanitizeStringLiteral(value.replaceAll('\\', '\\\\'));
  }

  protected override sanitizeIdentifier(identifier: string): string {
    return super.sanitizeIdentifier(identifier.replaceAll('\\', '\\\\'));
  }
}
