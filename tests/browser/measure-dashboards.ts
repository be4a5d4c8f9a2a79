import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { spreadOf } from '../bench/statistics.ts';
import { dashboardAddresses } from './addresses.ts';
import { openPreview } from './open-preview.ts';
import { open } from './screen.ts';

/**
 * Measures how long a dashboard takes until its last panel is drawn, in the preview, and how large the front end is.
 * Run with: bun tests/browser/measure-dashboards.ts
 */
async function main(): Promise<void> {
  // Tall, for panels out of sight do not query.
  const preview = await openPreview({ height: 4000 });
  const { page } = preview;
  // Notes when the page last changed; what is drawn last is the last panel.
  await page.addInitScript(`
    new MutationObserver(() => (window.lastChange = performance.now()))
      .observe(document, { subtree: true, childList: true, attributes: true });
  `);
  const start = performance.now();
  await open(page, '/');
  say('very first page, with the demo data made', performance.now() - start);
  for (const [uid, address] of await dashboardAddresses(preview)) {
    const times = [];
    for (let run = 0; run < 3; run += 1) {
      times.push(await lastPanel(page, address));
    }
    say(uid, spreadOf(times).median, `${String(await queries(page))} queries`);
  }
  await preview.close();
  const module = readFileSync(join(import.meta.dirname, '../../dist/module.js'));
  process.stdout.write(`module.js: ${kB(module)}, ${kB(gzipSync(module))} compressed\n`);
}

/** Milliseconds from the start of the navigation to the last change of the page. */
async function lastPanel(page: Page, address: string): Promise<number> {
  await open(page, address);
  return Number(await page.evaluate('window.lastChange'));
}

const queries = (page: Page): Promise<number> =>
  page.evaluate("performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/ds/query')).length");

const kB = ({ length }: Uint8Array): string => `${(length / 1000).toFixed(1)} kB`;

function say(what: string, milliseconds: number, more = ''): void {
  process.stdout.write(`${what.padEnd(42)} ${String(Math.round(milliseconds)).padStart(6)} ms  ${more}\n`);
}

await main();
