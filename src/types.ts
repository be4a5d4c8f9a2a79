import type { DataQuery, DataSourceJsonData } from '@grafana/data';
import type { SavedQuery } from '../contract/query.ts';
import type { SecretName, Settings } from '../contract/settings.ts';
import type { SpikeOption } from '../contract/spikes.ts';

/**
 * A query as Grafana hands it to the editor. Beside the words of the contract its options may hold template variables,
 * such as `$interval`; they are replaced before it leaves the browser.
 */
export interface Query extends DataQuery, Pick<SavedQuery, 'version' | 'format' | 'filters' | 'timezone' | 'metric'> {
  /** Absent in a query that was just added, see `getDefaultQuery`. */
  report?: SavedQuery['report'];
  interval?: string;
  dimensions?: string | readonly string[];
  section?: string;
  limit?: number | string;
  spikes?: QuerySpikes;
}

/** The option `spikes` in the editor. */
export type QuerySpikes = { readonly groupBy?: string | readonly string[] } & {
  readonly [Id in SpikeOption]?: number | string;
};

export type QueryFilters = NonNullable<Query['filters']>;

/** The named members of a type, without its index signature. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

/** `jsonData` of the data source: what the operator set; the contract fills in the rest. */
export type JsonData = DataSourceJsonData & Partial<Named<Settings>>;

export type SecureJsonData = Partial<Record<SecretName, string>>;
