import type { SecretName } from '../../../contract/secrets.ts';
import { validateSettings } from '../../../contract/settings.ts';
import { readConnection } from '../../../pkg/cdr/engines/clickhouse/configuration.ts';
import { connectionConfig } from '../../../pkg/cdr/engines/sqlserver/configuration.ts';
import { keysOf } from './syntax.ts';

/** A data source of ours in a provisioning file. */
export interface Provisioned {
  /** @throws Error unless the plugin would take its settings, knows each of them, and could connect */
  check(): void;
}

interface Source {
  readonly type?: unknown;
  readonly jsonData?: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Partial<Record<SecretName, string>>>;
}

/** Names in `jsonData`, those of every engine. */
export const settingNames: readonly string[] = [
  ...new Set(
    ['sqlserver', 'archiveFile', 'clickhouse', 'limits', 'counting', 'people', 'embedded'].flatMap((part) =>
      keysOf('contract/settings.ts', part),
    ),
  ),
];
const secrets: readonly string[] = [
  'password',
  'tlsCACert',
  'tlsClientCert',
  'tlsClientKey',
  'pseudonymKey',
] satisfies SecretName[];

/** The data sources of this plugin in a provisioning file; none in other YAML. */
export function provisioned(yaml: unknown): Provisioned[] {
  const sources = (yaml as { datasources?: Source[] } | null)?.datasources ?? [];
  return sources
    .filter(({ type }) => type === 'calldiagnostics-sfb-datasource')
    .map((source) => ({
      check: () => {
        checkSource(source);
      },
    }));
}

function checkSource({ jsonData = {}, secureJsonData = {} }: Source): void {
  const strange = [
    ...Object.keys(jsonData).filter((name) => !settingNames.includes(name)),
    ...Object.keys(secureJsonData).filter((name) => !secrets.includes(name)),
  ];
  if (strange.length > 0) {
    throw new Error(`no such setting: ${strange.join(', ')}`);
  }
  const { connection, limits } = validateSettings(jsonData);
  if (connection.engine === 'sqlserver') {
    const { tlsCACert, ...rest } = secureJsonData;
    // What stands for a certificate is filled in by Grafana.
    connectionConfig(connection, limits, { ...rest, ...(tlsCACert && { tlsCACert: '-----BEGIN CERTIFICATE-----' }) });
  }
  if (connection.engine === 'clickhouse') {
    readConnection(connection, secureJsonData.password === undefined ? {} : { password: secureJsonData.password });
  }
}
