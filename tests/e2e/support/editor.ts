import type { Locator, Page } from '@playwright/test';
import { selectors } from '../../../src/selectors.ts';

/** Our query editor on the page. */
export const queryEditor = (page: Page): Locator => page.getByTestId(selectors.queryEditor.container).first();

/** Picks an option in one of the select fields of our editors, as a person does: type, then click. */
export async function pick(page: Page, within: Locator | Page, label: string, option: string): Promise<void> {
  const field = within.getByLabel(label, { exact: true });
  await field.fill(option);
  await optionOf(page, option).click();
}

/** An option of the menu that is open; Grafana 10 names it by its label alone. */
export function optionOf(page: Page, text: string | RegExp): Locator {
  return page.getByRole('option').or(page.getByLabel('Select option')).filter({ hasText: text }).first();
}
