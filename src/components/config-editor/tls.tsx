import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { ChoiceField, SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';
import { CaCertificate } from './pem-field.tsx';

const labels = selectors.configEditor;

const versions = [
  { value: 'TLSv1', label: 'TLS 1.0' },
  { value: 'TLSv1.1', label: 'TLS 1.1' },
  { value: 'TLSv1.2', label: 'TLS 1.2' },
] as const;

/** How the connection is protected. */
export function Tls({ form }: { readonly form: Form }) {
  const [encrypt, tlsSkipVerify] = [form.value('encrypt'), form.value('tlsSkipVerify')];
  return (
    <ConfigSection title="TLS" isCollapsible>
      <SwitchField
        form={form}
        name="encrypt"
        label={labels.encrypt}
        description="Without it everything crosses the network in clear, and the password of a SQL Server login hardly scrambled."
      />
      {encrypt && (
        <>
          <SwitchField
            form={form}
            name="tlsSkipVerify"
            label={labels.tlsSkipVerify}
            description="Accepts any certificate: whoever is on the way can read along."
          />
          {!tlsSkipVerify && (
            <>
              <TextField
                form={form}
                name="tlsServerName"
                label={labels.tlsServerName}
                description="When it is not the host name; required when the server is an IP address."
                placeholder="sql01.example.com"
              />
              <CaCertificate form={form} />
            </>
          )}
          <ChoiceField
            form={form}
            name="tlsMinVersion"
            label={labels.tlsMinVersion}
            description="Old SQL Servers may know nothing newer than TLS 1.0."
            options={versions}
          />
        </>
      )}
    </ConfigSection>
  );
}
