import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { startPreview, type PreviewOptions } from '../../preview/server/preview.ts';
import { builtExecutable } from '../support/executable.ts';

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

/** Without these flags Chromium looks up hosts of its maker at every start. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser: the one that CHROMIUM_PATH names, or the one that npm brought. */
async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  return playwright.launch({ executablePath, args: [...chromium.args, ...quiet], headless: true });
}

/** Starts the plugin and the preview on a free port, and an empty page of 1600 x 1000. */
export async function openPreview(
  options: Partial<PreviewOptions> & { readonly theme?: 'dark' | 'light' } = {},
): Promise<OpenPreview> {
  const { theme = 'dark', ...server } = options;
  const preview = await startPreview({ executable: builtExecutable(), port: 0, ...server });
  const browser = await launch();
  const context = await browser.newContext({
    viewport: { width: 1600, height: 1000 },
    locale: 'en-US',
    timezoneId: 'UTC',
    baseURL: preview.url,
  });
  await context.addInitScript(`localStorage.setItem('preview.theme', '${theme}')`);
  const page = await context.newPage();
  const seen = { errors: [] as string[], outside: [] as string[], failed: [] as string[] };
  page.on('console', (message) => {
    if (message.type() === 'error') {
      seen.errors.push(message.text());
    }
  });
  page.on('pageerror', (error) => seen.errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${preview.url}/`) && !/^(data|blob):/.test(request.url())) {
      seen.outside.push(request.url());
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      seen.failed.push(`${String(response.status())} ${response.url()}`);
    }
  });
  return {
    page,
    url: preview.url,
    ...seen,
    close: async () => {
      await browser.close();
      await preview.stop();
    },
  };
}
