import { chromium, type Page } from 'playwright-core';
import { startPreview, type PreviewOptions } from '../../preview/server/preview.ts';
import { builtExecutable } from '../support/executable.ts';
import { chromiumOptions } from './chromium.ts';

/** The preview in a browser, with what went wrong on its page so far. */
export interface OpenPreview {
  readonly page: Page;
  readonly url: string;
  /** Errors of the console and uncaught ones. */
  readonly errors: string[];
  /** Requests that left this machine. */
  readonly outside: string[];
  /** Answers with a status of 400 or more. */
  readonly failed: string[];
  close(): Promise<void>;
}

export interface OpenOptions extends Partial<PreviewOptions> {
  readonly theme?: 'dark' | 'light';
  /** IANA zone of the viewer; UTC where absent. */
  readonly timezoneId?: string;
  /** Height of the page in pixels; panels below it are drawn when scrolled to. The width is 1600. */
  readonly height?: number;
  /** Settings of the data source that differ from the provisioned ones. */
  readonly jsonData?: object;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

/** uid of the provisioned data source. */
export const demoSource = 'call-diagnostics-demo';

/** Starts the plugin and the preview on a free port, and an empty page of 1600 x 1000. */
export async function openPreview(options: OpenOptions = {}): Promise<OpenPreview> {
  const { theme = 'dark', timezoneId = 'UTC', height = 1000, jsonData, secureJsonData, ...server } = options;
  const preview = await startPreview({ executable: builtExecutable(), port: 0, ...server });
  if (jsonData) {
    const body = JSON.stringify({ jsonData, secureJsonData });
    await fetch(`${preview.url}/api/datasources/uid/${demoSource}`, { method: 'PUT', body });
  }
  const browser = await chromium.launch(chromiumOptions());
  const context = await browser.newContext({
    viewport: { width: 1600, height },
    locale: 'en-US',
    timezoneId,
    baseURL: preview.url,
  });
  // Less than a test has, so that it ends with the words of what was waited for.
  context.setDefaultTimeout(15_000);
  // Only where nothing is chosen yet: the page itself can switch.
  await context.addInitScript(`localStorage['preview.theme'] ??= '${theme}'`);
  const page = await context.newPage();
  return {
    page,
    url: preview.url,
    ...watch(page, preview.url),
    close: async () => {
      await browser.close();
      await preview.stop();
    },
  };
}

function watch(page: Page, url: string): Pick<OpenPreview, 'errors' | 'outside' | 'failed'> {
  const seen = { errors: [] as string[], outside: [] as string[], failed: [] as string[] };
  page.on('console', (message) => {
    if (message.type() === 'error') {
      seen.errors.push(message.text());
    }
  });
  page.on('pageerror', (error) => seen.errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !/^(data|blob):/.test(request.url())) {
      seen.outside.push(request.url());
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      seen.failed.push(`${String(response.status())} ${response.url()}`);
    }
  });
  return seen;
}
