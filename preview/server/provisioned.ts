import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DataSource } from '../plugin-host/requests.ts';

interface ProvisioningFile {
  readonly datasources?: readonly (Partial<DataSource> & { readonly type?: string; readonly name?: string })[];
}

/**
 * The data sources of a Grafana provisioning directory that use this plugin.
 * @param directory for example `provisioning/datasources`
 */
export function provisionedDataSources(directory: string): DataSource[] {
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .flatMap((name) => (parse(readFileSync(join(directory, name), 'utf8')) as ProvisioningFile).datasources ?? [])
    .filter(({ type }) => type === 'calldiagnostics-sfb-datasource')
    .map((source) => ({ ...source, uid: source.uid ?? source.name ?? 'call-diagnostics' }));
}
