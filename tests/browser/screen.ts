import type { Locator, Page } from 'playwright-core';

/** A panel of the dashboard that is shown, by its title. */
export const panel = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

/** The title of the page. */
export const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true });

/** Rows of a table with data, without its header. */
export const rows = (table: Locator): Locator =>
  table.getByRole('row').filter({ has: table.page().getByRole('gridcell') });

/** The cells under the header of that name, of all rows or within one. */
export async function cells(table: Locator, column: string, row?: Locator): Promise<Locator> {
  const page = table.page();
  const button = page.getByRole('button', { name: column, exact: true });
  const index = await table.getByRole('columnheader').filter({ has: button }).getAttribute('aria-colindex');
  return (row ?? page).locator(`[role="gridcell"][aria-colindex="${String(index)}"]`);
}

/** Someone who finds the way by the mouse alone. */
export class Visitor {
  readonly page: Page;
  clicks = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async click(target: Locator): Promise<void> {
    await target.click();
    this.clicks += 1;
  }

  /** Clicks on the link in a column, in the first row with these words that has one, and waits for the page it opens. */
  async follow(title: string, words: string | RegExp, column: string, opened: string): Promise<void> {
    const table = panel(this.page, title);
    const candidates = rows(table).filter({ hasText: words });
    await candidates.first().waitFor();
    const linked = (await cells(table, column)).filter({ has: this.page.getByRole('link'), hasText: /./ });
    const row = candidates.filter({ has: linked }).first();
    await this.click((await cells(table, column, row)).getByRole('link'));
    await heading(this.page, opened).waitFor();
  }
}

/** Opens an address and waits until nothing is asked for any more. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

/** What a page says is wrong with it: errors of panels, and what the preview leaves out. */
export const complaints = (page: Page): Promise<string[]> =>
  page.getByRole('alert').or(page.getByText('not supported here')).allTextContents();
