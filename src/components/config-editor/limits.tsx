import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { NumberField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

/** What a query may take, whatever the engine. */
export function Limits({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="Limits" isCollapsible isInitiallyOpen={false}>
      <NumberField form={form} name="connectTimeout" label={labels.connectTimeout} description="Seconds." />
      <NumberField
        form={form}
        name="queryTimeout"
        label={labels.queryTimeout}
        description="Seconds one query may take."
      />
      <NumberField
        form={form}
        name="maxRows"
        label={labels.maxRows}
        description="Most rows one SQL statement may bring."
      />
      <NumberField
        form={form}
        name="cacheSeconds"
        label={labels.cacheSeconds}
        description="Seconds for which the same statement, and counts of the last hour, are answered from memory; 0 turns the cache off."
      />
      <NumberField
        form={form}
        name="recentCacheSeconds"
        label={labels.recentCacheSeconds}
        description="Seconds for which counts of an hour that ended 1 to 24 hours ago are answered from memory."
      />
      <NumberField
        form={form}
        name="settledCacheSeconds"
        label={labels.settledCacheSeconds}
        description="The same for counts that are older: late rows and corrections show after so many seconds."
      />
      <NumberField
        form={form}
        name="cacheMegabytes"
        label={labels.cacheMegabytes}
        description="Most megabytes that counts take in memory."
      />
    </ConfigSection>
  );
}
