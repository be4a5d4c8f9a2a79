import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';
import { grafanaUrl, user } from './tests/e2e/support/environment.ts';

if (!grafanaUrl) {
  process.stderr.write('Set GRAFANA_URL to a Grafana that has the plugin and its provisioning: tests/e2e/README.md\n');
  process.exit(1);
}

/** Without these flags Chromium wants rights that containers lack, looks up hosts of its maker, or draws fonts wider than people see them. */
const args = [
  '--font-render-hinting=none',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

/** The browser that CHROMIUM_PATH names, else the one npm brought (there is one for Linux), else Playwright's own. */
const executablePath =
  process.env.CHROMIUM_PATH ?? (process.platform === 'linux' ? await chromium.executablePath() : undefined);

/** The plugin in a real Grafana: `npm run e2e`. Not part of `npm test`, which needs no server. */
export default defineConfig<PluginOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1, // dashboards and settings are those of one server
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: grafanaUrl,
    viewport: { width: 1600, height: 1000 },
    locale: 'en-US', // Grafana itself does not start in a browser without one
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    user,
    grafanaAPICredentials: user,
    launchOptions: { args, ...(executablePath && { executablePath }) },
  },
});
