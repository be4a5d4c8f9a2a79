import { Field, Input, SecretInput, Select, Switch } from '@grafana/ui';
import React, { useId, useState } from 'react';
import type { SecretName } from '../../../contract/secrets.ts';
import { settingDefaults, type SavedSettings } from '../../../contract/settings.ts';
import type { SecureJsonData } from '../../types.ts';
import type { Form } from './form.ts';

/** Names of the settings whose value is of a type. */
type Of<T> = {
  [K in keyof SavedSettings]-?: NonNullable<SavedSettings[K]> extends T ? K : never;
}[keyof SavedSettings];

interface Shared {
  readonly form: Form;
  readonly label: string;
  readonly description?: string;
}

/** Width of the fields, in units of 8 px. */
export const width = 50;

interface TextProps extends Shared {
  readonly name: Of<string>;
  readonly placeholder?: string;
  readonly required?: boolean;
}

/** A setting that is a text. A required one is missed only once it was left empty. */
export function TextField({ form, name, label, description, placeholder, required = false }: TextProps) {
  const id = useId();
  const [visited, setVisited] = useState(false);
  const value = String(form.settings[name] ?? '');
  const missing = required && visited && value.trim() === '' ? `${label} is required.` : undefined;
  const problem = missing ?? form.problem(name);
  return (
    <Field
      label={label}
      description={description}
      required={required}
      htmlFor={id}
      invalid={problem !== undefined}
      error={problem}
    >
      <Input
        id={id}
        width={width}
        value={value}
        placeholder={placeholder}
        required={required}
        disabled={form.disabled}
        onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
        onBlur={() => setVisited(true)}
      />
    </Field>
  );
}

interface NumberProps extends Shared {
  readonly name: Of<number>;
  /** Said to hold when the field is empty and the setting has no default. */
  readonly fallback?: number;
}

/** A setting that is a whole number. */
export function NumberField({ form, name, label, description, fallback }: NumberProps) {
  const id = useId();
  const problem = form.problem(name);
  return (
    <Field label={label} description={description} htmlFor={id} invalid={problem !== undefined} error={problem}>
      <Input
        id={id}
        type="number"
        width={20}
        value={form.settings[name] ?? ''}
        placeholder={String(settingDefaults[name] ?? fallback ?? '')}
        disabled={form.disabled}
        onChange={({ currentTarget: { value } }) => form.set({ [name]: value === '' ? undefined : Number(value) })}
      />
    </Field>
  );
}

interface SwitchProps extends Shared {
  readonly name: Of<boolean>;
}

/** A setting that is on or off. */
export function SwitchField({ form, name, label, description }: SwitchProps) {
  const id = useId();
  return (
    <Field label={label} description={description} htmlFor={id}>
      <Switch
        id={id}
        value={form.value(name) ?? false}
        disabled={form.disabled}
        onChange={({ currentTarget }) => form.set({ [name]: currentTarget.checked })}
      />
    </Field>
  );
}

interface ChoiceProps<Name extends Of<string>> extends Shared {
  readonly name: Name;
  readonly options: readonly {
    readonly value: NonNullable<SavedSettings[Name]>;
    readonly label: string;
    readonly description?: string;
  }[];
  /** Secrets that go with a choice. */
  readonly also?: (value: NonNullable<SavedSettings[Name]>) => SecureJsonData;
}

/** A setting that is one of a few words. */
export function ChoiceField<Name extends Of<string>>({
  form,
  name,
  label,
  description,
  options,
  also,
}: ChoiceProps<Name>) {
  const id = useId();
  return (
    <Field label={label} description={description} htmlFor={id}>
      <Select
        inputId={id}
        aria-label={label}
        width={width}
        options={[...options]}
        value={form.value(name)}
        disabled={form.disabled}
        onChange={({ value }) => value !== undefined && form.set({ [name]: value }, also?.(value))}
      />
    </Field>
  );
}

interface SecretProps extends Shared {
  readonly name: SecretName;
  readonly required?: boolean;
}

/** A secret of one line: never shown once it was saved. */
export function SecretField({ form, name, label, description, required = false }: SecretProps) {
  const id = useId();
  const { isSaved, value } = form.secret(name);
  return (
    <Field label={label} description={description} required={required} htmlFor={id}>
      <SecretInput
        id={id}
        width={width}
        isConfigured={isSaved}
        value={value}
        autoComplete="new-password"
        disabled={form.disabled || isSaved}
        onChange={({ currentTarget }) => form.setSecret(name, currentTarget.value)}
        onReset={() => form.resetSecret(name)}
      />
    </Field>
  );
}
