import { Field, SecretTextArea } from '@grafana/ui';
import React, { useId } from 'react';
import type { SecretName } from '../../../contract/secrets.ts';
import type { Form } from './form.ts';

interface PemProps {
  readonly form: Form;
  readonly name: SecretName;
  readonly label: string;
  readonly description: string;
  /** The line that such a text begins with. */
  readonly begins: string;
}

/** A secret of several lines: a certificate, or a key. */
export function PemField({ form, name, label, description, begins }: PemProps) {
  const id = useId();
  const { isSaved, value } = form.secret(name);
  return (
    <Field label={label} description={description} htmlFor={id}>
      <SecretTextArea
        id={id}
        cols={60}
        rows={6}
        isConfigured={isSaved}
        value={value}
        placeholder={begins}
        disabled={form.disabled || isSaved}
        onChange={({ currentTarget }) => form.setSecret(name, currentTarget.value)}
        onReset={() => form.resetSecret(name)}
      />
    </Field>
  );
}
