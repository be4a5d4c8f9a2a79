import type { SelectableValue } from '@grafana/data';
import { InlineField, MultiSelect, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { labelWidth } from './layout.ts';

interface Word {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
}

interface Shared {
  /** Name in the query, to find its problem. */
  readonly field: string;
  readonly label: string;
  readonly tooltip: string;
  readonly words: readonly Word[];
  readonly variables: readonly SelectableValue<string>[];
  readonly placeholder: string;
  readonly problemField: string | undefined;
}

interface One extends Shared {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

interface Many extends Shared {
  readonly value: string | readonly string[] | undefined;
  readonly onChange: (value: readonly string[] | undefined) => void;
}

/** An option that takes one word of a list, or a template variable. */
export function OneWord({ field, label, tooltip, words, variables, value, placeholder, problemField, onChange }: One) {
  const id = useId();
  const options = wordOptions(words, variables);
  return (
    <InlineField label={label} labelWidth={labelWidth} htmlFor={id} tooltip={tooltip} invalid={problemField === field}>
      <Select
        inputId={id}
        aria-label={label}
        width={30}
        options={options}
        value={value ? shownOption(value, options) : null}
        placeholder={placeholder}
        isClearable
        allowCustomValue={variables.length > 0}
        // Grafana hands out null when the field was cleared, whatever its type says.
        onChange={(chosen: SelectableValue<string> | null) => onChange(chosen?.value)}
      />
    </InlineField>
  );
}

/** An option that takes several words of a list. */
export function ManyWords({
  field,
  label,
  tooltip,
  words,
  variables,
  value,
  placeholder,
  problemField,
  onChange,
}: Many) {
  const id = useId();
  const options = wordOptions(words, variables);
  const chosen = typeof value === 'string' ? [value] : (value ?? []);
  return (
    <InlineField label={label} labelWidth={labelWidth} htmlFor={id} tooltip={tooltip} invalid={problemField === field}>
      <MultiSelect
        inputId={id}
        aria-label={label}
        width={40}
        options={options}
        value={chosen.map((one) => shownOption(one, options))}
        placeholder={placeholder}
        allowCustomValue={variables.length > 0}
        onChange={(picked) => {
          const values = picked.flatMap((one) => one.value ?? []);
          onChange(values.length > 0 ? values : undefined);
        }}
      />
    </InlineField>
  );
}

function wordOptions(words: readonly Word[], variables: readonly SelectableValue<string>[]): SelectableValue<string>[] {
  return [...variables, ...words.map(({ id, label, description }) => ({ value: id, label, description }))];
}

/** The option of a value; one of its own where the list lacks it. */
export function shownOption(value: string, options: readonly SelectableValue<string>[]): SelectableValue<string> {
  return options.find((option) => option.value === value) ?? { value, label: value };
}
