import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import React from 'react';
import { settingDefaults } from '../../../contract/settings.ts';
import { selectors } from '../../selectors.ts';
import { ChoiceField, NumberField, SecretField, SwitchField, TextField } from './fields.tsx';
import type { Form } from './form.ts';
import { PemField } from './pem-field.tsx';

const labels = selectors.configEditor;

const authentications = [
  { value: 'password', label: 'Password' },
  { value: 'certificate', label: 'Client certificate', description: 'Over https alone.' },
] as const;

/** Where the archive is, and how to sign in. */
export function ClickHouse({ form }: { readonly form: Form }) {
  const byCertificate = form.value('clickhouseAuthentication') === 'certificate';
  return (
    <>
      <ConfigSection title="Connection">
        <TextField
          form={form}
          name="url"
          label={labels.url}
          description="Where ClickHouse answers HTTP: any server of a cluster, or what stands in front of it."
          placeholder="https://click01.example.com:8443"
          required
        />
        <TextField
          form={form}
          name="archiveDatabase"
          label={labels.database}
          placeholder={settingDefaults.archiveDatabase}
        />
        <SwitchField form={form} name="compression" label={labels.compression} />
        <NumberField form={form} name="maxConnections" label={labels.maxConnections} />
      </ConfigSection>
      <ConfigSection title="Authentication">
        <ConfigSubSection title="" description="The user needs SELECT on the archive and a profile with readonly = 2.">
          <ChoiceField
            form={form}
            name="clickhouseAuthentication"
            label={labels.clickhouseAuthentication}
            options={authentications}
          />
          <TextField form={form} name="username" label={labels.username} placeholder="grafana_reader" required />
          {byCertificate ? (
            <>
              <PemField
                form={form}
                name="tlsClientCert"
                label={labels.tlsClientCert}
                description="PEM; its common name is the one that ClickHouse knows the user by."
                begins="-----BEGIN CERTIFICATE-----"
              />
              <PemField
                form={form}
                name="tlsClientKey"
                label={labels.tlsClientKey}
                description="PEM of its key, without a passphrase."
                begins="-----BEGIN PRIVATE KEY-----"
              />
            </>
          ) : (
            <SecretField form={form} name="password" label={labels.password} required />
          )}
        </ConfigSubSection>
      </ConfigSection>
    </>
  );
}
