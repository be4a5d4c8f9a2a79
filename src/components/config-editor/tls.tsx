import { ConfigSection } from '@grafana/plugin-ui';
import { Field, SecretTextArea } from '@grafana/ui';
import React, { useId } from 'react';
import { selectors } from '../../selectors.ts';
import { ChoiceField, SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';

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

function CaCertificate({ form }: { readonly form: Form }) {
  const id = useId();
  const { isSaved, value } = form.secret('tlsCACert');
  return (
    <Field
      label={labels.tlsCACert}
      description="PEM of the authority that signed the server's certificate, unless it is a public one. The machine's own store is not read."
      htmlFor={id}
    >
      <SecretTextArea
        id={id}
        cols={60}
        rows={6}
        isConfigured={isSaved}
        value={value}
        placeholder="-----BEGIN CERTIFICATE-----"
        disabled={form.disabled || isSaved}
        onChange={({ currentTarget }) => form.setSecret('tlsCACert', currentTarget.value)}
        onReset={() => form.resetSecret('tlsCACert')}
      />
    </Field>
  );
}
