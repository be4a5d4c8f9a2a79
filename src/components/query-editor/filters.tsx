import type { SelectableValue, TimeRange } from '@grafana/data';
import { Collapse, InlineFieldRow } from '@grafana/ui';
import React, { useState } from 'react';
import { filters as vocabulary, type FilterDefinition, type FilterId } from '../../../contract/filters.ts';
import type { FilterInput } from '../../../contract/query.ts';
import type { ReportDefinition } from '../../../contract/reports/definition.ts';
import type { Resources } from '../../query/values.ts';
import { selectors } from '../../selectors.ts';
import type { Query, QueryFilters } from '../../types.ts';
import { FilterField } from './filter-field.tsx';

interface Props {
  readonly report: ReportDefinition;
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  readonly source: Resources;
  readonly range: TimeRange | undefined;
  readonly variables: readonly SelectableValue<string>[];
  readonly problemField: string | undefined;
  /** Whoever edits sees pseudonyms, and may ask by these alone. */
  readonly namesHidden: boolean;
  readonly hasStores: boolean;
}

/** Filters most people come for; the others wait behind "More filters". */
const common: readonly FilterId[] = [
  'activities',
  'stores',
  'pools',
  'modalities',
  'conferenceTypes',
  'categories',
  'diagnosticIds',
  'responseCodes',
];

/** The filters a report takes, in the order of the catalogue. */
export function Filters({ report, query, onChange, hasStores, ...rest }: Props) {
  const taken = vocabulary.filter(
    ({ id }) => report.filters.includes(id) && (id !== 'stores' || hasStores || query.filters?.stores !== undefined),
  );
  // A report that needs a key shows it at once.
  const shown = taken.filter(({ id }) => common.includes(id) || report.keys?.[0]?.includes(id));
  const more = taken.filter((definition) => !shown.includes(definition));
  const inUse = more.filter(({ id }) => query.filters?.[id] !== undefined);
  const [opened, setOpened] = useState<boolean>();

  const setFilter = (id: FilterId, input: FilterInput | undefined) => {
    const others = Object.entries(query.filters ?? {}).filter(([name]) => name !== id);
    const filters: QueryFilters = Object.fromEntries(others);
    onChange({ ...query, filters: input === undefined ? filters : { ...filters, [id]: input } });
  };
  const fields = (definitions: readonly (FilterDefinition & { id: FilterId })[]) => (
    <InlineFieldRow>
      {definitions.map((definition) => (
        <FilterField
          key={definition.id}
          {...rest}
          report={report}
          definition={definition}
          input={query.filters?.[definition.id]}
          onChange={(input) => setFilter(definition.id, input)}
        />
      ))}
    </InlineFieldRow>
  );

  const { moreFilters } = selectors.queryEditor;
  return (
    <>
      {fields(shown)}
      {more.length > 0 && (
        <Collapse
          collapsible
          label={inUse.length > 0 ? `${moreFilters} (${inUse.length} set)` : moreFilters}
          isOpen={opened ?? inUse.length > 0}
          onToggle={setOpened}
        >
          {fields(more)}
        </Collapse>
      )}
    </>
  );
}
