import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { NumberField, SwitchField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

/** What few servers need. */
export function ConnectionOptions({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="Connection options" isCollapsible isInitiallyOpen={false}>
      <SwitchField
        form={form}
        name="readOnlyIntent"
        label={labels.readOnlyIntent}
        description="An availability group may then answer from a readable secondary."
      />
      <SwitchField
        form={form}
        name="multiSubnetFailover"
        label={labels.multiSubnetFailover}
        description="For Always On listeners with addresses in several subnets."
      />
      <NumberField form={form} name="maxConnections" label={labels.maxConnections} />
    </ConfigSection>
  );
}
