import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { settingDefaults } from '../../../contract/settings.ts';
import { selectors } from '../../selectors.ts';
import { ChoiceField, SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

const rates = [
  { value: 'unexpected', label: 'Unexpected failures' },
  { value: 'all', label: 'Expected and unexpected failures' },
] as const;

const ambiguous = [
  { value: 'unexpected', label: 'Unexpected failure' },
  { value: 'expected', label: 'Expected failure' },
] as const;

const clocks = [
  { value: 'utc', label: 'of 168 hours' },
  { value: 'reportTimeZone', label: 'by the clock of the report time zone' },
] as const;

/** How the reports count. */
export function Reports({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="Reports">
      <TextField
        form={form}
        name="reportTimeZone"
        label={labels.reportTimeZone}
        description="Where days and weeks begin for alert rules. Dashboards use their own time zone."
        placeholder={settingDefaults.reportTimeZone}
      />
      <ChoiceField
        form={form}
        name="baselineClock"
        label={labels.baselineClock}
        description="How the spike reports go back a week; by the clock, nine o'clock stays nine o'clock when summer time ends."
        options={clocks}
      />
      <ChoiceField form={form} name="failureRate" label={labels.failureRate} options={rates} />
      <ChoiceField
        form={form}
        name="ambiguousResponses"
        label={labels.ambiguousResponses}
        description="Category of these responses when no diagnostic ID tells more."
        options={ambiguous}
      />
      <SwitchField
        form={form}
        name="serverClassification"
        label={labels.serverClassification}
        description="The server's own category of a diagnostic ID, where its table MsDiagMetaData can be read, before the built-in one. Save & test says so."
      />
      <SwitchField
        form={form}
        name="includeRetried"
        label={labels.includeRetried}
        description="A session that was tried again is left out by default; its successor counts."
      />
      <SwitchField
        form={form}
        name="includeSynthetic"
        label={labels.includeSynthetic}
        description="Conferences of synthetic transactions are left out by default."
      />
    </ConfigSection>
  );
}
