import type { SelectableValue } from '@grafana/data';
import { MultiSelect } from '@grafana/ui';
import React from 'react';
import type { FilterDefinition } from '../../../contract/filters.ts';
import { fieldWidth } from './layout.ts';
import { shownOption } from './words.tsx';

export interface ListFilterProps {
  readonly id: string;
  readonly definition: FilterDefinition;
  readonly values: readonly string[];
  readonly variables: readonly SelectableValue<string>[];
  readonly invalid: boolean;
  /** What passes where nothing is chosen. */
  readonly all: string;
  readonly placeholder?: string;
  readonly onChange: (values: readonly string[]) => void;
}

/** A filter on the words of the vocabulary, or on any text where it has none. */
export function ListFilter(props: ListFilterProps) {
  const { id, definition, values, variables, invalid, all, placeholder, onChange } = props;
  const { label, choices = [] } = definition;
  const options = [...variables, ...choices.map((choice) => ({ value: choice.id, label: choice.label }))];
  return (
    <MultiSelect
      inputId={id}
      aria-label={label}
      width={fieldWidth}
      options={options}
      value={values.map((value) => shownOption(value, options))}
      placeholder={placeholder ?? (choices.length > 0 ? all : 'Type a value')}
      allowCustomValue={choices.length === 0 || variables.length > 0}
      noOptionsMessage="Type a value and press Enter"
      invalid={invalid}
      onChange={(picked) => onChange(picked.flatMap((option) => option.value ?? []))}
    />
  );
}
