import type { SelectableValue } from '@grafana/data';
import { InlineField } from '@grafana/ui';
import React, { useId } from 'react';
import { defaultOf, metricsOf, type NumberOption, type OptionDefinition } from '../../../contract/options.ts';
import type { ReportDefinition } from '../../../contract/reports/definition.ts';
import { labelOf, type Format } from '../../../contract/vocabulary.ts';
import { labelWidth } from './layout.ts';
import { TextInput } from './text-input.tsx';
import { ManyWords, OneWord } from './words.tsx';

type Value = string | number | readonly string[] | undefined;

interface Props {
  readonly option: OptionDefinition;
  readonly report: ReportDefinition;
  readonly format: Format;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly variables: readonly SelectableValue<string>[];
  readonly problemField: string | undefined;
}

/** The field of one option, by its kind. Template variables stay text. */
export function OptionField({ option, report, format, value, onChange, variables, problemField }: Props) {
  const { id: field, label, description } = option;
  const shared = { field, label, tooltip: description, variables, problemField };
  const one = value === undefined ? undefined : String(value);
  switch (option.kind) {
    case 'word':
      return (
        <OneWord
          {...shared}
          words={option.choices}
          value={one}
          placeholder={labelOf(option.choices, option.default)}
          onChange={onChange}
        />
      );
    case 'metric':
      return (
        <OneWord
          {...shared}
          words={metricsOf(report)}
          value={one}
          placeholder={format === 'numeric' ? labelOf(report.columns, report.defaultMetric ?? '') : "The report's own"}
          onChange={onChange}
        />
      );
    case 'list':
    case 'set':
      return (
        <ManyWords
          {...shared}
          words={option.choices}
          value={value === undefined ? undefined : [value].flat().map(String)}
          placeholder={placeholderOf(option, value, format)}
          // A set without words is something else than one that was left alone.
          onChange={(words) => onChange(words ?? (option.kind === 'set' ? [] : undefined))}
        />
      );
    case 'number':
      return option.choices ? (
        <OneWord
          {...shared}
          words={option.choices.map((choice) => ({ id: String(choice), label: String(choice) }))}
          value={one}
          placeholder={String(defaultOf(option, format))}
          onChange={(text) => onChange(numberOf(text ?? ''))}
        />
      ) : (
        <NumberField {...shared} option={option} value={one} format={format} onChange={onChange} />
      );
  }
}

/** What holds where nothing is chosen. */
function placeholderOf(option: OptionDefinition & { readonly kind: 'list' | 'set' }, value: Value, format: Format) {
  if (option.kind === 'list') {
    return 'All';
  }
  const words = value === undefined ? [defaultOf(option, format) ?? []].flat().map(String) : [];
  return words.map((word) => labelOf(option.choices, word)).join(', ') || 'One group of everything';
}

interface NumberProps {
  readonly option: NumberOption;
  readonly label: string;
  readonly tooltip: string;
  readonly value: string | undefined;
  readonly format: Format;
  readonly onChange: (value: Value) => void;
  readonly problemField: string | undefined;
}

function NumberField({ option, label, tooltip, value = '', format, onChange, problemField }: NumberProps) {
  const id = useId();
  const bounded = option.most === undefined ? tooltip : tooltip.replace(/\.$/, `, up to ${option.most}.`);
  return (
    <InlineField
      label={label}
      labelWidth={labelWidth}
      htmlFor={id}
      invalid={problemField === option.id}
      tooltip={bounded}
    >
      <TextInput
        id={id}
        width={14}
        value={value}
        placeholder={String(defaultOf(option, format))}
        onCommit={(text) => onChange(numberOf(text))}
      />
    </InlineField>
  );
}

/** A number, or a template variable as it is; undefined where nothing is left. */
function numberOf(text: string): number | string | undefined {
  return text === '' ? undefined : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
