import type { SelectableValue, TimeRange } from '@grafana/data';
import { AsyncMultiSelect } from '@grafana/ui';
import React, { useState } from 'react';
import type { FilterDefinition } from '../../../contract/filters.ts';
import { fetchValues, type Resources, type SuggestedValue } from '../../query/values.ts';
import { fieldWidth } from './layout.ts';
import type { ListFilterProps } from './list-filter.tsx';
import { shownOption } from './words.tsx';

interface Props extends ListFilterProps {
  readonly list: NonNullable<FilterDefinition['suggestions']>;
  readonly source: Resources;
  readonly range: TimeRange | undefined;
}

/** A filter that suggests what the database holds in the time range. It asks when its menu is opened, not before. */
export function SuggestedFilter({ id, definition, values, variables, invalid, onChange, list, source, range }: Props) {
  const [suggested, setSuggested] = useState<SelectableValue<string>[]>([]);
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState<string>();

  const load = async (search: string) => {
    try {
      const found = await fetchValues(source, list, { search, ...(range && { range }) });
      setFailed(undefined);
      return [...matching(variables, search), ...none(definition, search), ...found.map(optionOf)];
    } catch {
      setFailed('No suggestions: the database did not answer. Values can be typed.');
      return matching(variables, search);
    }
  };
  const open = async () => {
    setLoading(true);
    setSuggested(await load(''));
    setLoading(false);
  };
  return (
    <AsyncMultiSelect
      inputId={id}
      aria-label={definition.label}
      width={fieldWidth}
      defaultOptions={suggested}
      loadOptions={load}
      onOpenMenu={() => void open()}
      isLoading={loading}
      invalid={invalid}
      value={values.map((value) => shownOption(value, suggested))}
      placeholder="All"
      allowCustomValue
      loadingMessage="Asking the database"
      noOptionsMessage={failed ?? 'Nothing found in the time range. Type a value and press Enter.'}
      onChange={(picked) => onChange(picked.flatMap((option) => option.value ?? []))}
    />
  );
}

/** Codes are shown with what they mean, names with how often they occur. */
function optionOf({ value, label, description }: SuggestedValue): SelectableValue<string> {
  return { value, label, ...(description && { description }) };
}

function none({ kind, label }: FilterDefinition, search: string): SelectableValue<string>[] {
  return kind === 'code' && 'none'.includes(search.toLowerCase())
    ? [{ value: 'none', label: 'none', description: `Sessions without a ${label}` }]
    : [];
}

function matching(options: readonly SelectableValue<string>[], search: string): SelectableValue<string>[] {
  return options.filter(({ label = '' }) => label.toLowerCase().includes(search.toLowerCase()));
}
