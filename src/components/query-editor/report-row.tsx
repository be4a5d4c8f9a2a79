import { InlineField, InlineFieldRow, InlineSwitch, RadioButtonGroup, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { reportDefinition, reportIds } from '../../../contract/reports/index.ts';
import { formats } from '../../../contract/vocabulary.ts';
import { reportOf } from '../../query/report-of.ts';
import { switchReport } from '../../query/switch-report.ts';
import { selectors } from '../../selectors.ts';
import type { Query } from '../../types.ts';
import { labelWidth } from './layout.ts';

interface Props {
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  /** Where the answer is shown, see `switchReport`. */
  readonly shownIn: string | undefined;
}

const reportOptions = reportIds.map((id) => {
  const { title, description } = reportDefinition(id);
  return { value: id, label: title, description };
});

/** Report and format, and whether memory may answer. */
export function ReportRow({ query, onChange, shownIn }: Props) {
  const [reportId, formatId, freshId] = [useId(), useId(), useId()];
  const { report: reportLabel, format: formatLabel, fresh: freshLabel } = selectors.queryEditor;
  const report = reportOf(query);
  const formatOptions = formats
    .filter(({ id }) => report?.formats.includes(id))
    .map(({ id, label }) => ({ value: id, label }));
  return (
    <InlineFieldRow>
      <InlineField label={reportLabel} labelWidth={labelWidth} htmlFor={reportId} tooltip={report?.description}>
        <Select
          inputId={reportId}
          aria-label={reportLabel}
          width={40}
          options={reportOptions}
          value={query.report ?? null}
          onChange={({ value }) => value && onChange(switchReport(query, value, shownIn))}
          placeholder="Choose a report"
        />
      </InlineField>
      {formatOptions.length > 1 && (
        <InlineField label={formatLabel} htmlFor={formatId}>
          <RadioButtonGroup
            id={formatId}
            aria-label={formatLabel}
            options={formatOptions}
            value={query.format ?? 'table'}
            onChange={(format) => onChange({ ...query, format })}
          />
        </InlineField>
      )}
      <InlineField
        label={freshLabel}
        htmlFor={freshId}
        tooltip="Asks the database for everything, also for hours that have settled and would come from memory."
      >
        <InlineSwitch
          id={freshId}
          aria-label={freshLabel}
          value={query.fresh ?? false}
          onChange={({ currentTarget }) => {
            const { fresh: _, ...rest } = query;
            onChange(currentTarget.checked ? { ...rest, fresh: true } : rest);
          }}
        />
      </InlineField>
    </InlineFieldRow>
  );
}
