import type { SelectableValue } from '@grafana/data';
import { InlineField, InlineFieldRow } from '@grafana/ui';
import React, { useId } from 'react';
import type { ReportDefinition } from '../../../contract/reports/definition.ts';
import { dimensions, intervals, sections } from '../../../contract/vocabulary.ts';
import { selectors } from '../../selectors.ts';
import type { Query } from '../../types.ts';
import { labelWidth } from './layout.ts';
import { numberOf } from './number-option.tsx';
import { ManyWords, OneWord } from './words.tsx';
import { TextInput } from './text-input.tsx';

interface Props {
  readonly report: ReportDefinition;
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  readonly variables: readonly SelectableValue<string>[];
  readonly problemField: string | undefined;
}

/** What else a report takes: interval, metric, tables, section, rows. */
export function OptionsRow({ report, query, onChange, variables, problemField }: Props) {
  const limitId = useId();
  const labels = selectors.queryEditor;
  const format = query.format ?? 'table';
  const shared = { variables, problemField };
  return (
    <InlineFieldRow>
      {report.intervals && format !== 'numeric' && (
        <OneWord
          {...shared}
          field="interval"
          label={labels.interval}
          tooltip="Length of a bucket. Automatic is hourly up to two days, daily up to 92 days, weekly up to two years, else monthly."
          words={intervals.filter(({ id }) => report.intervals?.includes(id))}
          value={query.interval}
          placeholder="Automatic"
          onChange={(interval) => onChange({ ...query, interval })}
        />
      )}
      {(format === 'timeSeries' || format === 'numeric') && report.defaultMetric && (
        <OneWord
          {...shared}
          field="metric"
          label={labels.metric}
          tooltip="The one number to show. Time series show several when none is chosen."
          words={report.columns.filter(({ metric }) => metric)}
          value={query.metric}
          placeholder={format === 'numeric' ? defaultMetric(report) : "The report's own"}
          onChange={(metric) => onChange({ ...query, metric })}
        />
      )}
      {report.sections && (
        <OneWord
          {...shared}
          field="section"
          label={labels.section}
          tooltip="Part of the report to show."
          words={sections}
          value={query.section}
          placeholder={sections[0].label}
          onChange={(section) => onChange({ ...query, section })}
        />
      )}
      {report.dimensions && (
        <ManyWords
          {...shared}
          field="dimensions"
          label={labels.dimensions}
          tooltip="The ranked tables to show."
          words={dimensions}
          value={query.dimensions}
          placeholder="All eight"
          onChange={(chosen) => onChange({ ...query, dimensions: chosen })}
        />
      )}
      {report.limit && (
        <InlineField
          label={labels.limit}
          labelWidth={labelWidth}
          htmlFor={limitId}
          invalid={problemField === 'limit'}
          tooltip={`Most rows to show, up to ${report.limit.max}.`}
        >
          <TextInput
            id={limitId}
            width={14}
            value={String(query.limit ?? '')}
            placeholder={String(report.limit.default)}
            onCommit={(text) => onChange({ ...query, limit: numberOf(text) })}
          />
        </InlineField>
      )}
    </InlineFieldRow>
  );
}

function defaultMetric(report: ReportDefinition): string {
  return report.columns.find(({ id }) => id === report.defaultMetric)?.label ?? '';
}
