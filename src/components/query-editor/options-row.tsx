import type { SelectableValue } from '@grafana/data';
import { InlineFieldRow } from '@grafana/ui';
import React from 'react';
import { optionsOf, type OptionDefinition } from '../../../contract/options.ts';
import type { ReportDefinition } from '../../../contract/reports/definition.ts';
import type { Query } from '../../types.ts';
import { OptionField } from './option-field.tsx';

interface Props {
  readonly report: ReportDefinition;
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  readonly variables: readonly SelectableValue<string>[];
  readonly problemField: string | undefined;
}

/** The options a report takes, as far as they change the answer. */
export function OptionsRow({ report, query, onChange, variables, problemField }: Props) {
  return (
    <InlineFieldRow>
      {optionsOf(report)
        .filter((option) => isUsed(option, query))
        .map((option) => (
          <OptionField
            key={option.id}
            option={option}
            report={report}
            format={query.format ?? 'table'}
            value={query[option.id]}
            onChange={(value) => onChange({ ...query, [option.id]: value })}
            variables={variables}
            problemField={problemField}
          />
        ))}
    </InlineFieldRow>
  );
}

/** Whether an option changes the answer. A guard that was set stays in sight, for it is easily forgotten. */
function isUsed({ id, kind, formats, onlyGroupedBy }: OptionDefinition, query: Query): boolean {
  if (kind === 'number' && query[id] !== undefined) {
    return true;
  }
  const groups = [query.groupBy ?? []].flat();
  return (
    (formats?.includes(query.format ?? 'table') ?? true) &&
    (onlyGroupedBy === undefined || groups.some((group) => group === onlyGroupedBy || group.includes('$')))
  );
}
