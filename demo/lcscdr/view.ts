/** The two kinds of database that hold an LcsCDR for this product. */
export type Dialect = 'sqlite' | 'mssql';

/** An SQL expression over the aliases of a view; two texts where the dialects differ. */
export type ViewExpression = string | Readonly<Record<Dialect, string>>;

/** A table that at most one row of is found for each row of the view: a dictionary, or the Dialogs row. */
export interface Lookup {
  readonly alias: string;
  readonly table: string;
  readonly on: string;
  /** Alias of the lookup that `on` starts from, if it is not a source table. */
  readonly parent?: string;
}

/** One column of a view, taken from the source tables or, with `via`, from a lookup. */
export interface ViewColumn {
  readonly name: string;
  readonly expression: ViewExpression;
  readonly via?: string;
  /** Text compares without regard to case, numbers need no collation. */
  readonly text: boolean;
}

/** A view: inner joined source tables, lookups, columns. */
export interface View {
  readonly name: string;
  readonly sources: readonly { readonly table: string; readonly alias: string; readonly on?: string }[];
  readonly lookups: readonly Lookup[];
  readonly columns: readonly ViewColumn[];
}

/** Collects lookups and columns of a view; the methods stand for the joins that every view repeats. */
export class ViewBuilder {
  readonly #lookups: Lookup[] = [];
  readonly #columns: ViewColumn[] = [];

  /** Columns taken as they are from a source table; `A=B` renames column B to A. */
  plain(alias: string, ...names: string[]): this {
    for (const entry of names) {
      const [name = entry, column = name] = entry.split('=');
      this.#columns.push({ name, expression: `${alias}.${column}`, text: false });
    }
    return this;
  }

  computed(name: string, expression: ViewExpression): this {
    this.#columns.push({ name, expression, text: false });
    return this;
  }

  lookup(alias: string, table: string, on: string, parent?: string): this {
    this.#lookups.push({ alias, table, on, ...(parent !== undefined && { parent }) });
    return this;
  }

  /** A column of a lookup declared before; text unless `text` is false. */
  from(alias: string, name: string, expression: ViewExpression, text = true): this {
    this.#columns.push({ name, via: alias, expression, text });
    return this;
  }

  /** A dictionary with one text column. */
  name(name: string, table: string, key: string, column: string, id: string): this {
    const alias = `x${this.#lookups.length}`;
    return this.lookup(alias, table, `${alias}.${key} = ${id}`).from(alias, name, `${alias}.${column}`);
  }

  /** URI of a user and, by the given names, its URI type and tenant. */
  user(id: string, uri: string, type?: string, tenant?: string): this {
    const alias = `u${this.#lookups.length}`;
    this.lookup(alias, 'Users', `${alias}.UserId = ${id}`).from(alias, uri, `${alias}.UserUri`);
    if (type) {
      this.nameBehind(alias, type, 'UriTypes', 'UriTypeId', 'UriType');
    }
    if (tenant) {
      this.nameBehind(alias, tenant, 'Tenants', 'TenantId', 'TenantKey');
    }
    return this;
  }

  /** URI and URI type of a conference or an MCU within a conference. */
  conference(id: string, uri: string, type: string): this {
    const alias = `c${this.#lookups.length}`;
    this.lookup(alias, 'ConferenceUris', `${alias}.ConferenceUriId = ${id}`);
    return this.from(alias, uri, `${alias}.ConferenceUri`).nameBehind(alias, type, 'UriTypes', 'UriTypeId', 'UriType');
  }

  /** User agent, its type and its category; UserAgentDef repeats types, hence the aggregate. */
  agent(id: string, version: string, type: string, category: string): this {
    const alias = `v${this.#lookups.length}`;
    return this.lookup(alias, 'ClientVersions', `${alias}.VersionId = ${id}`)
      .from(alias, version, `${alias}.Version`)
      .from(alias, type, `${alias}.ClientType`, false)
      .from(alias, category, {
        sqlite: `(SELECT MAX(d.UACategory) FROM UserAgentDef d WHERE d.UAType = ${alias}.ClientType)`,
        mssql: `(SELECT MAX(d.UACategory) FROM dbo.UserAgentDef d WHERE d.UAType = ${alias}.ClientType)`,
      });
  }

  /** A dictionary reached through another lookup by a key of the same name. */
  nameBehind(parent: string, name: string, table: string, key: string, column: string): this {
    const alias = `y${this.#lookups.length}`;
    return this.lookup(alias, table, `${alias}.${key} = ${parent}.${key}`, parent).from(
      alias,
      name,
      `${alias}.${column}`,
    );
  }

  build(name: string, sources: View['sources']): View {
    return { name, sources, lookups: this.#lookups, columns: this.#columns };
  }
}

/** Text of a dialog's or report's identity, kept as bytes on SQL Server. */
export function bytesAsText(column: string, length: number): ViewExpression {
  return { sqlite: column, mssql: `CAST(${column} AS varchar(${length}))` };
}

/** Text of an `image` column, by way of varbinary(max) as `image` casts to nothing else. */
export function imageAsText(column: string): ViewExpression {
  return { sqlite: column, mssql: `CAST(CAST(${column} AS varbinary(max)) AS varchar(max))` };
}
