import type { DataQuery, DataSourceJsonData } from '@grafana/data';
import type { FilterId } from '../contract/filters.ts';
import type { FilterInput, QueryDraft } from '../contract/query.ts';
import type { SecretName } from '../contract/secrets.ts';
import type { SavedSettings } from '../contract/settings.ts';

/**
 * A query as Grafana hands it to the editor. Beside the words of the contract its options may hold template variables,
 * such as `$interval`; they are replaced before it leaves the browser.
 */
export interface Query extends DataQuery, Omit<QueryDraft, 'refId' | 'report'> {
  /** Absent in a query that was just added, see `getDefaultQuery`. */
  report?: QueryDraft['report'];
}

export type QueryFilters = { readonly [Id in FilterId]?: FilterInput };

/** `jsonData` of the data source: what the operator set; the contract fills in the rest. */
export type JsonData = DataSourceJsonData & SavedSettings;

export type SecureJsonData = Partial<Record<SecretName, string>>;
