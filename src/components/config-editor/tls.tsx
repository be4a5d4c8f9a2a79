import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { selectors } from '../../selectors.ts';
import { CertificateCheck } from './certificate-check.tsx';
import { ChoiceField, SwitchField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

const versions = [
  { value: 'TLSv1', label: 'TLS 1.0' },
  { value: 'TLSv1.1', label: 'TLS 1.1' },
  { value: 'TLSv1.2', label: 'TLS 1.2' },
] as const;

/** How the connection is protected. */
export function Tls({ form }: { readonly form: Form }) {
  return (
    <ConfigSection title="TLS" isCollapsible>
      <SwitchField
        form={form}
        name="encrypt"
        label={labels.encrypt}
        description="Without it everything crosses the network in clear, and the password of a SQL Server login hardly scrambled."
      />
      {form.value('encrypt') && (
        <>
          <CertificateCheck
            form={form}
            nameWhen="When it is not the host name; required when the server is an IP address."
            example="sql01.example.com"
          />
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
