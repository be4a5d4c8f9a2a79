import { ConfigSection } from '@grafana/plugin-ui';
import React from 'react';
import { CertificateCheck } from './certificate-check.tsx';
import type { Form } from './form.ts';

/** How the certificate of the server is checked; whether there is one says the URL. */
export function ClickHouseTls({ form }: { readonly form: Form }) {
  if (!/^https:/i.test(form.value('url') ?? '')) {
    return null;
  }
  return (
    <ConfigSection title="TLS" isCollapsible>
      <CertificateCheck form={form} nameWhen="When it is not the host name of the URL." example="click01.example.com" />
    </ConfigSection>
  );
}
