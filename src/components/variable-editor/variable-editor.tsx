import type { QueryEditorProps } from '@grafana/data';
import { InlineField, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { valueLists, type VariableQuery } from '../../../contract/variable-query.ts';
import type { DataSource } from '../../datasource.ts';
import { selectors } from '../../selectors.ts';
import type { JsonData, Query } from '../../types.ts';

type Props = QueryEditorProps<DataSource, Query, JsonData, VariableQuery>;

const options = valueLists.map(({ id, label }) => ({ value: id, label }));

/** Editor of a query variable: picks the list whose values it offers. */
export function VariableEditor({ query, onChange }: Props) {
  const id = useId();
  const { list: label } = selectors.variableEditor;
  return (
    <InlineField label={label} labelWidth={14} htmlFor={id} tooltip="The values this variable offers.">
      <Select
        inputId={id}
        aria-label={label}
        width={40}
        options={options}
        value={options.find(({ value }) => value === query.list) ?? null}
        onChange={({ value }) => value && onChange({ ...query, refId: query.refId || 'variable', list: value })}
        placeholder="Pick a list"
      />
    </InlineField>
  );
}
