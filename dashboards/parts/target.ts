import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { filterDefinition, isList, type FilterId } from '../../contract/filters.ts';
import { queryVersion } from '../../contract/migrate.ts';
import type { FilterInput, SavedQuery, SavedQueryOf } from '../../contract/query.ts';
import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import { catalogue, type DashboardUid } from './catalogue.ts';
import { datasource, filterVariables, type FilterVariable, type VariableName } from './variables.ts';

type Panelled<Query> = Query extends unknown
  ? Omit<Query, 'refId' | 'version' | 'interval' | 'groupBy'> & {
      readonly [Name in keyof Query & ('interval' | 'groupBy')]?: Query[Name] | DashboardValue[Name];
    }
  : never;
interface DashboardValue {
  interval: '$interval';
  groupBy: '$spikeGroup';
}

/** A query of a panel: as saved, without what the builder adds; interval and groups may be those of the dashboard. */
export type PanelQuery = Panelled<SavedQuery>;

/** The same of one report. */
export type PanelQueryOf<R extends ReportId> = Panelled<SavedQueryOf<R>>;

class TargetBuilder implements Builder<Dataquery> {
  readonly #target: object;

  constructor(refId: string, query: PanelQuery) {
    this.#target = { refId, datasource, version: queryVersion, ...query };
  }

  build(): Dataquery {
    return this.#target as Dataquery;
  }
}

/** @param nothing what the answer is to say where nothing was found */
export function target(query: PanelQuery, nothing?: string): Builder<Dataquery> {
  return new TargetBuilder('A', nothing === undefined ? query : { ...query, nothing });
}

const isFilterVariable = (name: VariableName): name is FilterVariable => name in filterVariables;

type FiltersOf<R extends ReportId> = NonNullable<SavedQueryOf<R>['filters']>;

/**
 * The filters of a query, filled by those variables of the dashboard that its report takes.
 * @param own filters the panel sets itself; they win
 */
export function filtersFrom<R extends ReportId>(dashboard: DashboardUid, report: R, own?: FiltersOf<R>): FiltersOf<R> {
  const taken = reportDefinition(report).filters;
  const filled = catalogue[dashboard].variables
    .filter(isFilterVariable)
    .filter((name) => taken.includes(filterVariables[name].filter))
    .map((name): [FilterId, FilterInput] => {
      const { filter } = filterVariables[name];
      return [filter, isList(filterDefinition(filter)) ? [`$${name}`] : `$${name}`];
    });
  return { ...Object.fromEntries(filled), ...(own as object) } as FiltersOf<R>;
}
