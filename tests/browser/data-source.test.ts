import { expect, test } from '@jest/globals';
import { selectors } from '../../src/selectors.ts';
import { freePort } from '../faults/support/fake-servers.ts';
import { demoSource } from './open-preview.ts';
import { open } from './screen.ts';
import { usePreview } from './use-preview.ts';

const preview = usePreview({ height: 2400 });
const labels = selectors.configEditor;

const settings = () => open(preview.page, `/datasources/edit/${demoSource}`);
// The name of a field is its label with its description.
const field = (label: string) => preview.page.getByRole('textbox', { name: new RegExp(`^${label}\\b`) });
const saveAndTest = () => preview.page.getByRole('button', { name: 'Save & test' }).click();

test('saves a setting, tests the data source, and shows the setting after a reload', async () => {
  const { page } = preview;
  await settings();
  const zone = field(labels.reportTimeZone);
  expect(await zone.inputValue()).toBe('UTC');
  await zone.fill('Europe/Berlin');
  await saveAndTest();
  await page.getByText('Demo data: sessions from').waitFor();
  await page.reload();
  await zone.waitFor();
  expect(await zone.inputValue()).toBe('Europe/Berlin');
});

test('a setting that cannot be is told at its field and by the test, until it is mended', async () => {
  const { page } = preview;
  await settings();
  await field(labels.reportTimeZone).fill('Europe/Nowhere');
  await page.getByRole('alert').filter({ hasText: 'Expected an IANA name such as Europe/Berlin' }).waitFor();
  await saveAndTest();
  await page.getByRole('alert').filter({ hasText: 'setting reportTimeZone: expected an IANA name' }).waitFor();
  await field(labels.reportTimeZone).fill('UTC');
  await saveAndTest();
  await page.getByText('Demo data: sessions from').waitFor();
  preview.forgive();
});

test('a server that cannot be reached is told in the words of the plugin', async () => {
  const { page } = preview;
  await settings();
  await page.getByRole('switch', { name: labels.demoData }).click({ force: true });
  await field(labels.server).fill('localhost');
  await page.getByRole('spinbutton', { name: new RegExp(`^${labels.port}\\b`) }).fill(String(await freePort()));
  await field(labels.username).fill('grafana_reader');
  await field(labels.password).fill('not a real one');
  await saveAndTest();
  await page.getByRole('alert').filter({ hasText: 'Nothing answers on localhost' }).waitFor();

  // Dashboards of the data source tell the same, and none of it is the password, which is not read back either.
  await page.goto('/d/cd-home');
  await page.getByRole('alert').filter({ hasText: 'Nothing answers on localhost' }).first().waitFor();
  await settings();
  expect(await page.content()).not.toContain('not a real one');
  preview.forgive();
});
