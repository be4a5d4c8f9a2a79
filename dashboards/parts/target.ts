import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { filterDefinition, type FilterId } from '../../contract/filters.ts';
import { queryVersion } from '../../contract/migrate.ts';
import type { FilterInput, SavedQuery } from '../../contract/query.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import type { SavedSpikes } from '../../contract/spikes.ts';
import type { Interval, SpikeGroup } from '../../contract/vocabulary.ts';
import { catalogue, type DashboardUid } from './catalogue.ts';
import { datasource, filterVariables, type FilterVariable, type VariableName } from './variables.ts';

/** A query of a panel: as saved, without what the builder adds; interval and groups may be those of the dashboard. */
export type PanelQuery = Omit<SavedQuery, 'refId' | 'version' | 'interval' | 'spikes'> & {
  readonly interval?: Interval | '$interval';
  readonly spikes?: Omit<SavedSpikes, 'groupBy'> & { readonly groupBy?: '$spikeGroup' | readonly SpikeGroup[] };
};

class TargetBuilder implements Builder<Dataquery> {
  readonly #target: object;

  constructor(refId: string, query: PanelQuery) {
    this.#target = { refId, datasource, version: queryVersion, ...query };
  }

  build(): Dataquery {
    return this.#target as Dataquery;
  }
}

export function target(query: PanelQuery, refId = 'A'): Builder<Dataquery> {
  return new TargetBuilder(refId, query);
}

const isFilterVariable = (name: VariableName): name is FilterVariable => name in filterVariables;

/**
 * The filters of a query, filled by those variables of the dashboard that its report takes.
 * @param own filters the panel sets itself; they win
 */
export function filtersFrom(
  dashboard: DashboardUid,
  report: SavedQuery['report'],
  own: Partial<Record<FilterId, FilterInput>> = {},
): NonNullable<SavedQuery['filters']> {
  const taken = reportDefinition(report).filters;
  const filled = catalogue[dashboard].variables
    .filter(isFilterVariable)
    .filter((name) => taken.includes(filterVariables[name].filter))
    .map((name): [FilterId, FilterInput] => {
      const { filter } = filterVariables[name];
      const { kind } = filterDefinition(filter);
      const takesOne = kind === 'instant' || kind === 'integer' || kind === 'guid';
      return [filter, takesOne ? `$${name}` : [`$${name}`]];
    });
  return { ...Object.fromEntries(filled), ...own };
}
