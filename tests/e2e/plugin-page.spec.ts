import { expect, test } from './support/test.ts';

test('the plugin page shows what the plugin is, its logo and its README', async ({ page, demo }) => {
  await page.goto(`/plugins/${demo.type}`);
  const title = page.getByRole('heading', { level: 1, name: 'Skype for Business Call Diagnostics', exact: true });
  await expect(title).toBeVisible();
  const logo = page.getByRole('img', { name: /Skype for Business Call Diagnostics/ }).first();
  await expect(logo).toHaveAttribute('src', /logo\.svg/);
  await expect(page.getByText('The seven Call Diagnostic Reports').first()).toBeVisible();
});
