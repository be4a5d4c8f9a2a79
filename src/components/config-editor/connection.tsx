import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import React from 'react';
import { settingDefaults } from '../../../contract/settings.ts';
import { selectors } from '../../selectors.ts';
import { ChoiceField, NumberField, SecretField, TextField } from './fields.tsx';
import type { Form } from './form.ts';

const labels = selectors.configEditor;

const authentications = [
  { value: 'sql', label: 'SQL Server login' },
  {
    value: 'ntlm',
    label: 'Windows account (NTLM)',
    description: 'By user name, password and domain. There is no Kerberos.',
  },
] as const;

/** Where LcsCDR is, and how to sign in. */
export function Connection({ form }: { readonly form: Form }) {
  return (
    <>
      <ConfigSection title="Connection">
        <TextField
          form={form}
          name="server"
          label={labels.server}
          description="Host, host\instance or host,port of the SQL Server that holds the CDR database."
          placeholder="sql01.example.com"
          required
        />
        <NumberField
          form={form}
          name="port"
          label={labels.port}
          description="Leave empty when the server name carries a port or an instance."
          fallback={1433}
        />
        <TextField form={form} name="database" label={labels.database} placeholder={settingDefaults.database} />
      </ConfigSection>
      <ConfigSection title="Authentication">
        <ConfigSubSection
          title=""
          description="The login needs SELECT on the views of LcsCDR; the plugin never writes."
        >
          <ChoiceField form={form} name="authentication" label={labels.authentication} options={authentications} />
          {form.value('authentication') === 'ntlm' && (
            <TextField form={form} name="domain" label={labels.domain} placeholder="EXAMPLE" required />
          )}
          <TextField form={form} name="username" label={labels.username} placeholder="grafana_reader" required />
          <SecretField form={form} name="password" label={labels.password} required />
        </ConfigSubSection>
      </ConfigSection>
    </>
  );
}
