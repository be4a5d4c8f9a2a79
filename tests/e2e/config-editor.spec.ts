import type { Locator, Page } from '@playwright/test';
import { selectors } from '../../src/selectors.ts';
import { expect, test } from './support/test.ts';

const labels = selectors.configEditor;

/** A field of our config editor. Grafana's labels carry the description of a field after its name. */
function field(page: Page, label: string): Locator {
  return page.getByTestId(labels.container).getByLabel(new RegExp(`^${label}`));
}

test('demo data: Save & test says what the generated CDR holds', async ({ createDataSourceConfigPage, page, demo }) => {
  const settings = await createDataSourceConfigPage({ type: demo.type });
  await expect(field(page, labels.server)).toBeVisible();
  await page.getByTestId(labels.container).getByText(labels.demoData).click();
  await expect(field(page, labels.server)).toHaveCount(0);
  await expect(settings.saveAndTest()).toBeOK();
  await expect(settings).toHaveAlert('success', { hasText: 'Demo data: sessions from' });
});

test('every field of a connection is found by its label', async ({ createDataSourceConfigPage, page, demo }) => {
  await createDataSourceConfigPage({ type: demo.type });
  const { server, port, database, authentication, username, password, encrypt, tlsMinVersion, tlsCACert } = labels;
  for (const label of [server, port, database, authentication, username, password, encrypt, tlsMinVersion, tlsCACert]) {
    await expect(field(page, label).first()).toBeAttached();
  }
  await expect(field(page, labels.queryTimeout)).toHaveCount(0);
  await page.getByRole('button', { name: 'Expand section Limits' }).click();
  await expect(field(page, labels.queryTimeout)).toBeVisible();
});

test('a server that does not answer: Save & test tells in words what to look at', async ({
  createDataSourceConfigPage,
  page,
  demo,
}) => {
  const settings = await createDataSourceConfigPage({ type: demo.type });
  await field(page, labels.server).fill('localhost');
  await field(page, labels.port).fill('9'); // the port of "discard": nobody listens
  await field(page, labels.username).fill('grafana_reader');
  await field(page, labels.password).fill('not-a-real-one');
  await settings.saveAndTest();
  await expect(settings).toHaveAlert('error', { hasText: 'Nothing answers on localhost at this port. Check port' });
  await page.reload();
  await expect(field(page, labels.password)).toHaveValue('configured');
});
