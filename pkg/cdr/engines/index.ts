import type { Connection, Limits } from '../../../contract/settings.ts';
import type { Engine } from './engine.ts';

/** Decrypted `secureJsonData`, by the names in `SecretName`: never log them. */
type Secrets = Readonly<Record<string, string>>;

type Open<C> = (connection: C, limits: Limits, secrets: Secrets) => Promise<Engine>;

/** How each engine is made; its folder is loaded when a data source asks for it. */
const engines: { readonly [E in Connection['engine']]: Open<Extract<Connection, { readonly engine: E }>> } = {
  sqlserver: async (connection, limits, secrets) =>
    (await import('./sqlserver/engine.ts')).sqlServerEngine(connection, limits, secrets),
  archiveFile: async (connection) => (await import('./sqlite/archive-engine.ts')).archiveFileEngine(connection),
  clickhouse: async (connection, limits, secrets) =>
    (await import('./clickhouse/engine.ts')).clickHouseEngine(connection, limits, secrets),
  embedded: async ({ demo }) => (await import('./sqlite/demo-engine.ts')).demoEngine(demo),
};

/**
 * The engine of a data source; connects with its first statement.
 * @throws DiagnosticsError `settings` naming what is missing
 */
export function openEngine(connection: Connection, limits: Limits, secrets: Secrets): Promise<Engine> {
  const open = engines[connection.engine] as Open<Connection>;
  return open(connection, limits, secrets);
}
