import React from 'react';
import { selectors } from '../../selectors.ts';
import { SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';
import { PemField } from './pem-field.tsx';

const labels = selectors.configEditor;

interface CertificateCheckProps {
  readonly form: Form;
  /** When the name in the certificate has to be filled in. */
  readonly nameWhen: string;
  /** Such a name. */
  readonly example: string;
}

/** How the certificate of the server is checked, or that it is not. */
export function CertificateCheck({ form, nameWhen, example }: CertificateCheckProps) {
  return (
    <>
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
            description={nameWhen}
            placeholder={example}
          />
          <PemField
            form={form}
            name="tlsCACert"
            label={labels.tlsCACert}
            description="PEM of the authority that signed the server's certificate, unless it is a public one. The machine's own store is not read."
            begins="-----BEGIN CERTIFICATE-----"
          />
        </>
      )}
    </>
  );
}
