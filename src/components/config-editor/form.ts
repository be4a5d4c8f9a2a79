import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { useEffect } from 'react';
import { ContractError } from '../../../contract/query-error.ts';
import type { SecretName } from '../../../contract/secrets.ts';
import { readEach, settingDefaults, validateSettings, type SavedSettings } from '../../../contract/settings.ts';
import type { JsonData, SecureJsonData } from '../../types.ts';

export type EditorProps = DataSourcePluginOptionsEditorProps<JsonData, SecureJsonData>;

/** What the sections of the editor need: the settings, and ways to change them. */
export interface Form {
  readonly settings: JsonData;
  readonly disabled: boolean;
  /** What holds for a setting: what was set, else its default. */
  readonly value: <Name extends keyof SavedSettings>(name: Name) => SavedSettings[Name];
  /** Changes settings, and secrets that go with them. */
  readonly set: (patch: JsonData, secrets?: SecureJsonData) => void;
  /** What is wrong with a setting; undefined where it is fine. */
  readonly problem: (setting: keyof JsonData) => string | undefined;
  readonly secret: (name: SecretName) => { readonly isSaved: boolean; readonly value: string };
  readonly setSecret: (name: SecretName, value: string) => void;
  readonly resetSecret: (name: SecretName) => void;
}

/** Binds the editor's sections to the options that Grafana saves. Secrets go to `secureJsonData` alone. */
export function useForm({ options, onOptionsChange, validation }: EditorProps): Form {
  const { jsonData, secureJsonData, secureJsonFields } = options;
  const saved = readEach(jsonData);
  const found = problemOf(jsonData);
  const isValid = found === undefined && isComplete(saved);
  // Grafana 13 asks before it saves; older ones have no such hook.
  useEffect(() => validation?.registerValidation(() => isValid), [validation, isValid]);
  return {
    settings: jsonData,
    disabled: options.readOnly ?? false,
    value: (name) => saved[name] ?? settingDefaults[name],
    set: (patch, secrets) =>
      onOptionsChange({
        ...options,
        jsonData: { ...jsonData, ...patch },
        ...(secrets && { secureJsonData: { ...secureJsonData, ...secrets } }),
      }),
    problem: (setting) => (found?.setting === setting ? found.text : undefined),
    secret: (name) => ({ isSaved: secureJsonFields?.[name] ?? false, value: secureJsonData?.[name] ?? '' }),
    setSecret: (name, value) =>
      onOptionsChange({
        ...options,
        secureJsonFields: { ...secureJsonFields, [name]: false },
        secureJsonData: { ...secureJsonData, [name]: value },
      }),
    resetSecret: (name) =>
      onOptionsChange({
        ...options,
        secureJsonFields: { ...secureJsonFields, [name]: false },
        secureJsonData: { ...secureJsonData, [name]: '' },
      }),
  };
}

/** What is wrong with the settings, by the contract's own words. */
export function problemOf(jsonData: JsonData): { readonly setting: string; readonly text: string } | undefined {
  try {
    validateSettings(jsonData);
    return undefined;
  } catch (error) {
    if (!(error instanceof ContractError)) {
      throw error;
    }
    const setting = error.field.replace(/^setting /, '').replace(/\..*$/, '');
    const text = error.message.slice(error.field.length + 2);
    return { setting, text: text.charAt(0).toUpperCase() + text.slice(1) };
  }
}

/** Whether everything that has no default is there. */
function isComplete(saved: SavedSettings): boolean {
  return required[saved.engine ?? 'sqlserver'].every((name) => Boolean(saved[name]));
}

const required: Readonly<Record<NonNullable<SavedSettings['engine']>, readonly (keyof SavedSettings)[]>> = {
  sqlserver: ['server', 'username'],
  archiveFile: ['archivePath'],
  clickhouse: ['url', 'username'],
  embedded: [],
};
