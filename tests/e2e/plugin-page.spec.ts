import { expect, test } from './support/test.ts';

test('the plugin page shows what the plugin is, its logo and its README', async ({ page, demo, grafanaVersion }) => {
  await page.goto(`/plugins/${demo.type}`);
  const title = page.getByRole('heading', { level: 1, name: 'Skype for Business Call Diagnostics', exact: true });
  await expect(title.first()).toBeVisible(); // the README below begins with the same
  const logo = page.getByRole('img', { name: /Skype for Business Call Diagnostics/ }).first();
  await expect(logo).toHaveAttribute('src', /logo\.svg/);
  // Grafana from 12 on drops all it knows of a plugin whose version its catalogue does not have, the README too.
  const readme = /^1[01]\./.test(grafanaVersion)
    ? 'The seven Call Diagnostic Reports'
    : /The seven Call Diagnostic Reports|No plugin help or readme/;
  await expect(page.getByText(readme).first()).toBeVisible();
});
