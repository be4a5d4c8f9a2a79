import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { NumberField, SwitchField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

/** What the connections may take. */
export function Limits({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="Connection options" isCollapsible isInitiallyOpen={false}>
      <SwitchField
        form={form}
        name="readOnlyIntent"
        label={labels.readOnlyIntent}
        description="An availability group may then answer from a readable secondary."
        fallback
      />
      <SwitchField
        form={form}
        name="multiSubnetFailover"
        label={labels.multiSubnetFailover}
        description="For Always On listeners with addresses in several subnets."
        fallback={false}
      />
      <NumberField form={form} name="maxConnections" label={labels.maxConnections} fallback={8} />
      <NumberField
        form={form}
        name="connectTimeout"
        label={labels.connectTimeout}
        description="Seconds."
        fallback={15}
      />
      <NumberField
        form={form}
        name="queryTimeout"
        label={labels.queryTimeout}
        description="Seconds one query may take."
        fallback={60}
      />
      <NumberField
        form={form}
        name="maxRows"
        label={labels.maxRows}
        description="Most rows one SQL statement may bring."
        fallback={500_000}
      />
      <NumberField
        form={form}
        name="cacheSeconds"
        label={labels.cacheSeconds}
        description="Seconds for which the same statement is answered from memory; 0 turns the cache off."
        fallback={10}
      />
    </ConfigSection>
  );
}
