import type { DataSourceSettings } from '@grafana/data';
import { expect, jest, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { selectors } from '../../selectors.ts';
import type { JsonData, SecureJsonData } from '../../types.ts';
import { ConfigEditor } from './config-editor.tsx';

type Options = DataSourceSettings<JsonData, SecureJsonData>;

const labels = selectors.configEditor;

/** Shows the editor the way Grafana's page does: it gets back what it changed. */
function show(jsonData: JsonData = {}, rest: Partial<Options> = {}) {
  let saved = { type: 'calldiagnostics-sfb-datasource', jsonData, secureJsonFields: {}, ...rest } as Options;
  const registerValidation = jest.fn<(validator: () => boolean | Promise<boolean>) => () => void>(
    () => () => undefined,
  );
  const validation = { registerValidation } as unknown as NonNullable<
    React.ComponentProps<typeof ConfigEditor>['validation']
  >;
  function Page() {
    const [options, setOptions] = useState(saved);
    const change = (changed: Options) => {
      saved = changed;
      setOptions(changed);
    };
    return <ConfigEditor options={options} onOptionsChange={change} validation={validation} />;
  }
  render(<Page />);
  return { user: userEvent.setup(), saved: () => saved, isValid: () => registerValidation.mock.calls.at(-1)?.[0]() };
}

/** Fields of a label; a required one carries a star. */
const field = (label: string) => screen.getByLabelText(new RegExp(`^${label}\\s*\\*?`));
const isShown = (label: string) => screen.queryByLabelText(new RegExp(`^${label}\\s*\\*?`)) !== null;

test('saves what is typed', async () => {
  const { user, saved } = show();
  await user.type(field(labels.server), 'sql01');
  await user.type(field(labels.port), '1444');
  await user.type(field(labels.username), 'reader');
  expect(saved().jsonData).toMatchObject({ server: 'sql01', port: 1444, username: 'reader' });
  await user.clear(field(labels.port));
  expect(saved().jsonData.port).toBeUndefined();
});

test('demo data needs no connection', async () => {
  const { user, saved } = show({ server: 'sql01' });
  await user.click(field(labels.demoData));
  expect(saved().jsonData).toEqual({ server: 'sql01', engine: 'embedded' });
  expect([labels.server, labels.password, labels.encrypt].some(isShown)).toBe(false);
  expect(isShown(labels.reportTimeZone)).toBe(true);
  await user.click(field(labels.demoData));
  expect(saved().jsonData.engine).toBe('sqlserver');
  expect(isShown(labels.server)).toBe(true);
});

test('demo data is not hindered by a form of SQL Server that was left half filled', async () => {
  const { user, isValid } = show({ username: 'reader' });
  await user.type(field(labels.port), '70000');
  expect(isValid()).toBe(false);
  await user.click(field(labels.demoData));
  expect(isValid()).toBe(true);
  await user.type(field(labels.reportTimeZone), 'Mars');
  expect(isValid()).toBe(false);
});

test('limits hold for any engine, with their defaults shown', async () => {
  const { user, saved } = show({ engine: 'embedded' });
  await user.click(screen.getByRole('button', { name: /Limits/ }));
  expect(screen.getByPlaceholderText('500000')).toBe(field(labels.maxRows));
  await user.type(field(labels.cacheSeconds), '0');
  expect(saved().jsonData).toEqual({ engine: 'embedded', cacheSeconds: 0 });
});

test('a domain belongs to Windows accounts', async () => {
  const { user, saved } = show();
  expect(isShown(labels.domain)).toBe(false);
  await user.click(screen.getByLabelText(labels.authentication));
  await user.click(screen.getByText('Windows account (NTLM)'));
  expect(saved().jsonData.authentication).toBe('ntlm');
  expect(isShown(labels.domain)).toBe(true);
});

test('settings that provisioning left as numbers and texts are shown', () => {
  const provisioned = { server: 10, username: 100234, encrypt: 'false', connectTimeout: '30', authentication: '' };
  show(provisioned as unknown as JsonData);
  expect(field(labels.username)).toHaveProperty('value', '100234');
  expect(field(labels.encrypt)).toHaveProperty('checked', false);
  expect(isShown(labels.tlsCACert)).toBe(false);
  expect(isShown(labels.domain)).toBe(false);
});

test('certificate fields go with encryption and verification', async () => {
  const { user, saved } = show();
  expect(isShown(labels.tlsCACert)).toBe(true);
  await user.click(field(labels.tlsSkipVerify));
  expect(isShown(labels.tlsCACert)).toBe(false);
  await user.click(field(labels.encrypt));
  expect([labels.tlsSkipVerify, labels.tlsMinVersion].some(isShown)).toBe(false);
  expect(saved().jsonData).toMatchObject({ encrypt: false, tlsSkipVerify: true });
});

test('secrets go to secureJsonData alone', async () => {
  const { user, saved } = show();
  await user.type(field(labels.password), 'sesame');
  await user.type(field(labels.tlsCACert), 'PEM');
  expect(saved().secureJsonData).toEqual({ password: 'sesame', tlsCACert: 'PEM' });
  expect(saved().jsonData).toEqual({});
});

test('a saved secret is not shown, and can be reset', async () => {
  const { user, saved } = show({}, { secureJsonFields: { password: true, tlsCACert: true } });
  expect(field(labels.password)).toHaveProperty('disabled', true);
  const [password, certificate] = screen.getAllByRole('button', { name: 'Reset' });
  await user.click(password as HTMLElement);
  expect(saved().secureJsonFields).toEqual({ password: false, tlsCACert: true });
  expect(saved().secureJsonData).toEqual({ password: '' });
  expect(field(labels.password)).toHaveProperty('disabled', false);
  await user.click(certificate as HTMLElement);
  expect(saved().secureJsonFields).toEqual({ password: false, tlsCACert: false });
});

test("shows the contract's own words where a value is wrong", async () => {
  const { user } = show({ server: 'sql01' });
  await user.type(field(labels.port), '70000');
  expect(screen.getByText('Expected at most 65535')).toBeTruthy();
  await user.clear(field(labels.port));
  await user.type(field(labels.reportTimeZone), 'Mars');
  expect(screen.getByText(/Expected an IANA name/)).toBeTruthy();
});

test('a required field is missed once it was left empty', async () => {
  const { user, isValid } = show({ username: 'reader' });
  expect(screen.queryByText('Server is required.')).toBeNull();
  expect(isValid()).toBe(false);
  await user.click(field(labels.server));
  await user.tab();
  expect(screen.getByText('Server is required.')).toBeTruthy();
  await user.type(field(labels.server), 'sql01');
  expect(isValid()).toBe(true);
});

test('edits the classification line by line', async () => {
  const { user, saved } = show({ engine: 'embedded' });
  await user.click(screen.getByRole('button', { name: labels.addMapping }));
  await user.type(screen.getByLabelText(labels.mappingId(1)), '12000');
  await user.type(screen.getByLabelText(labels.mappingCode(1)), '503');
  await user.click(screen.getByLabelText(labels.mappingCategory(1)));
  await user.click(screen.getByText('Success'));
  expect(saved().jsonData.categoryMap).toEqual([{ diagnosticId: 12000, responseCode: 503, category: 'success' }]);
  await user.clear(screen.getByLabelText(labels.mappingCode(1)));
  expect(saved().jsonData.categoryMap?.[0]?.responseCode).toBeUndefined();
  await user.click(screen.getByRole('button', { name: labels.removeMapping(1) }));
  expect(saved().jsonData.categoryMap).toEqual([]);
});

test("the server's own classification is on until it is switched off", async () => {
  const { user, saved } = show({ engine: 'embedded' });
  expect(field(labels.serverClassification)).toHaveProperty('checked', true);
  await user.click(field(labels.serverClassification));
  expect(saved().jsonData.serverClassification).toBe(false);
});

test('a provisioned data source cannot be changed', () => {
  show({ server: 'sql01' }, { readOnly: true });
  for (const input of [...screen.getAllByRole('textbox'), ...screen.getAllByRole('switch')]) {
    expect(input).toHaveProperty('disabled', true);
  }
});

test('hiding names makes a key, once, and shows what belongs to it', async () => {
  const { user, saved } = show({ engine: 'embedded' });
  expect(isShown(labels.pseudonymKey)).toBe(false);
  await user.click(field(labels.personalData));
  await user.click(screen.getByText('Editors and admins'));
  expect(saved().jsonData.personalData).toBe('editors');
  const key = saved().secureJsonData?.pseudonymKey ?? '';
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect([labels.pseudonymKey, labels.personalDataInAlerts, labels.ownDomains].every(isShown)).toBe(true);
  await user.click(field(labels.personalData));
  await user.click(screen.getByText('Admins'));
  expect(saved().secureJsonData?.pseudonymKey).toBe(key);
  await user.click(screen.getByRole('button', { name: labels.generateKey }));
  expect(saved().secureJsonData?.pseudonymKey).toMatch(/^[0-9a-f]{64}$/);
  expect(saved().secureJsonData?.pseudonymKey).not.toBe(key);
});

test('a key that was saved stays when others may see names', async () => {
  const { user, saved } = show(
    { engine: 'embedded', personalData: 'admins' },
    { secureJsonFields: { pseudonymKey: true } },
  );
  await user.click(field(labels.personalData));
  await user.click(screen.getByText('Nobody'));
  expect(saved().secureJsonData ?? {}).toEqual({});
  expect(saved().secureJsonFields).toEqual({ pseudonymKey: true });
});
