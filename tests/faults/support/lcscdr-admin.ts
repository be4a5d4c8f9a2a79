import type { ConnectionPool } from 'mssql';
import { lcsCdrViews } from '../../../demo/lcscdr/ddl.ts';
import { withJoins } from '../../../demo/lcscdr/view-ddl.ts';
import { connect, type TestServer } from '../../support/sqlserver.ts';

/** A login made for one test. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What an administrator does to an LcsCDR while a plugin reads it. */
export class LcsCdrAdmin {
  /** Logins made, with what they were given. */
  readonly #logins = new Map<string, Set<string>>();

  private constructor(
    private readonly pool: ConnectionPool,
    private readonly master: ConnectionPool,
  ) {}

  static async connect(server: TestServer): Promise<LcsCdrAdmin> {
    return new LcsCdrAdmin(await connect(server, server.database), await connect(server, 'master'));
  }

  /** Takes the logins away again. */
  async close(): Promise<void> {
    try {
      for (const [name, readable] of this.#logins) {
        for (const object of [...readable]) {
          await this.revoke(name, object);
        }
        await this.pool.request().batch(`drop user ${name}`);
        await this.master.request().batch(`drop login ${name}`);
      }
    } finally {
      await this.pool.close();
      await this.master.close();
    }
  }

  async dropView(name: string): Promise<void> {
    await this.pool.request().batch(`drop view dbo.${name}`);
  }

  /** Makes the view, without some of its columns, and with a condition that takes long where it is to be slow. */
  async createView(name: string, { without = [] as string[], slow = false } = {}): Promise<void> {
    const view = lcsCdrViews.find((candidate) => candidate.name === name);
    if (!view) {
      throw new Error(`no view ${name}`);
    }
    const columns = view.columns.filter((column) => !without.includes(column.name));
    const rows =
      'select count_big(*) from dbo.Users a cross join dbo.Users b cross join dbo.Users c cross join dbo.Users d';
    const late = ` where 0 <= (${rows} where a.UserId + b.UserId + c.UserId + d.UserId < 0)`;
    await this.pool.request().batch(withJoins({ ...view, columns }) + (slow ? late : ''));
  }

  /** A login that may read these objects. */
  async createLogin(name: string, readable: readonly string[]): Promise<Login> {
    const login = { username: name, password: `Reader-${name}-2024` };
    await this.master.request().batch(`if suser_id('${name}') is not null drop login ${name}`);
    await this.master.request().batch(`create login ${name} with password = '${login.password}'`);
    await this.pool.request().batch(`create user ${name} for login ${name}`);
    this.#logins.set(name, new Set());
    await this.grant(name, readable);
    return login;
  }

  async grant(name: string, readable: readonly string[]): Promise<void> {
    for (const object of readable) {
      await this.pool.request().batch(`grant select on dbo.${object} to ${name}`);
      this.#logins.get(name)?.add(object);
    }
  }

  async revoke(name: string, object: string): Promise<void> {
    this.#logins.get(name)?.delete(object);
    await this.pool.request().batch(`revoke select on dbo.${object} from ${name}`);
  }

  async changePassword(name: string, password: string): Promise<void> {
    await this.master.request().batch(`alter login ${name} with password = '${password}'`);
  }
}
