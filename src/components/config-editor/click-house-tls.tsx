import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';
import { CaCertificate } from './pem-field.tsx';

const labels = selectors.configEditor;

/** How the certificate of the server is checked; whether there is one says the URL. */
export function ClickHouseTls({ form }: { readonly form: Form }) {
  if (!/^https:/i.test(form.value('url') ?? '')) {
    return null;
  }
  return (
    <ConfigSection title="TLS" isCollapsible>
      <SwitchField
        form={form}
        name="tlsSkipVerify"
        label={labels.tlsSkipVerify}
        description="Accepts any certificate: whoever is on the way can read along."
      />
      {!form.value('tlsSkipVerify') && (
        <>
          <TextField
            form={form}
            name="tlsServerName"
            label={labels.tlsServerName}
            description="When it is not the host name of the URL."
            placeholder="click01.example.com"
          />
          <CaCertificate form={form} />
        </>
      )}
    </ConfigSection>
  );
}
