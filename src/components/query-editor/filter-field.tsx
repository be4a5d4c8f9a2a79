import type { SelectableValue, TimeRange } from '@grafana/data';
import { InlineField } from '@grafana/ui';
import React, { useId } from 'react';
import type { FilterDefinition } from '../../../contract/filters.ts';
import type { FilterInput } from '../../../contract/query.ts';
import type { ReportDefinition } from '../../../contract/reports/definition.ts';
import type { Resources } from '../../query/values.ts';
import { inputOf, textsOf } from './filter-input.ts';
import { fieldWidth, labelWidth } from './layout.ts';
import { ListFilter } from './list-filter.tsx';
import { SuggestedFilter } from './suggested-filter.tsx';
import { TextInput } from './text-input.tsx';

interface Props {
  readonly report: ReportDefinition;
  readonly definition: FilterDefinition;
  readonly input: FilterInput | undefined;
  readonly onChange: (input: FilterInput | undefined) => void;
  readonly source: Resources;
  readonly range: TimeRange | undefined;
  readonly variables: readonly SelectableValue<string>[];
  readonly problemField: string | undefined;
  readonly namesHidden: boolean;
}

/** One filter: a list of words, of values found in the database, of any text, or a key. */
export function FilterField(props: Props) {
  const { report, definition, input, onChange, source, range, variables, problemField, namesHidden } = props;
  const id = useId();
  const { label, suggestions } = definition;
  const byPseudonym = namesHidden && definition.personal === 'address';
  const description = byPseudonym ? `${definition.description} ${hidden}` : definition.description;
  const values = textsOf(definition, input);
  const change = (texts: readonly string[]) => onChange(inputOf(definition, texts));
  const invalid = problemField === definition.id;
  const all = definition.id === 'categories' && report.ofFailures ? 'Both kinds of failure' : 'All';
  const list = { id, definition, values, variables, invalid, all, onChange: change };
  return (
    <InlineField label={label} labelWidth={labelWidth} htmlFor={id} tooltip={description} invalid={invalid}>
      {isKey(definition) ? (
        <TextInput
          id={id}
          width={fieldWidth}
          value={values.join(', ')}
          placeholder={placeholders[definition.kind]}
          onCommit={(text) => change(text === '' ? [] : [text])}
        />
      ) : suggestions && !byPseudonym ? (
        <SuggestedFilter {...list} list={suggestions} source={source} range={range} />
      ) : (
        <ListFilter
          {...list}
          {...(byPseudonym && { placeholder: `${definition.id === 'domains' ? 'domain' : 'user'} 7F3K-9Q2M` })}
        />
      )}
    </InlineField>
  );
}

const hidden = 'Names are hidden from your role: enter a pseudonym as the tables show it, in the whole.';

const placeholders: Partial<Record<FilterDefinition['kind'], string>> = {
  instant: '2026-01-31T08:15:00.007Z',
  guid: '01234567-89AB-CDEF-0123-456789ABCDEF',
};

function isKey({ kind }: FilterDefinition): boolean {
  return kind === 'instant' || kind === 'integer' || kind === 'guid';
}
