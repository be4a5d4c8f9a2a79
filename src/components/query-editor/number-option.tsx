import type { SelectableValue } from '@grafana/data';
import { InlineField } from '@grafana/ui';
import React, { useId } from 'react';
import type { SpikeOptionDefinition } from '../../../contract/spikes.ts';
import { labelWidth } from './layout.ts';
import { TextInput } from './text-input.tsx';
import { OneWord } from './words.tsx';

interface Props {
  readonly option: SpikeOptionDefinition;
  /** What holds where the query leaves the option out. */
  readonly fallback: number;
  readonly value: number | string | undefined;
  readonly variables: readonly SelectableValue<string>[];
  readonly invalid: boolean;
  readonly onChange: (value: number | string | undefined) => void;
}

/** An option that is a number: one of a few, or any. Template variables stay text. */
export function NumberOption({ option, fallback, value, variables, invalid, onChange }: Props) {
  const id = useId();
  const { label, description, choices } = option;
  if (choices) {
    return (
      <OneWord
        field={option.id}
        label={label}
        tooltip={description}
        words={choices.map((choice) => ({ id: String(choice), label: String(choice) }))}
        value={value === undefined ? undefined : String(value)}
        placeholder={String(fallback)}
        variables={variables}
        problemField={invalid ? option.id : undefined}
        onChange={(text) => onChange(numberOf(text ?? ''))}
      />
    );
  }
  return (
    <InlineField label={label} labelWidth={labelWidth} htmlFor={id} invalid={invalid} tooltip={description}>
      <TextInput
        id={id}
        width={14}
        value={String(value ?? '')}
        placeholder={String(fallback)}
        onCommit={(text) => onChange(numberOf(text))}
      />
    </InlineField>
  );
}

/** A number, or a template variable as it is; undefined where nothing is left. */
export function numberOf(text: string): number | string | undefined {
  return text === '' ? undefined : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
