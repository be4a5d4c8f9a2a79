import type { PanelEditPage, Visualization } from '@grafana/plugin-e2e';
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

/**
 * Picks what draws a panel. Grafana 12.4 opens a new panel with its list of them, and a button *Back* that has the mark of the one that
 * opens it: `setVisualization` would close the list with it and wait for it in vain.
 */
export async function drawAs(page: Page, panelEditPage: PanelEditPage, visualization: Visualization): Promise<void> {
  const list = page.getByRole('tab', { name: 'All visualizations' });
  if (await list.isVisible()) {
    await page.getByTestId('data-testid toggle-viz-picker').click();
    await list.waitFor({ state: 'hidden' });
  }
  await panelEditPage.setVisualization(visualization);
}
