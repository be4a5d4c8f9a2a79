import { dashboardModel, panelBody, settled } from './pages/dashboard.ts';
import { expect, test } from './support/test.ts';

const uid = 'cd-drivers';
const sentences = 'What the failures have in common';
// The Edge Server of the demo data whose certificate has expired, and its diagnostic ID.
const [edge, expired] = ['edge2.kranich.example', '1010'];

/** The part of the browser's elements that is read here. */
interface Measured {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

for (const width of [1600, 1280]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 3000 } });

    test('drivers are read in whole sentences, without a click', async ({ page, gotoDashboardPage, demo }) => {
      const model = await dashboardModel(page, uid);
      const dashboard = await gotoDashboardPage({
        uid,
        queryParams: new URLSearchParams({ 'var-datasource': demo.uid }),
      });
      await settled(dashboard, model);
      const id = model.panels.find(({ title }) => title === sentences)?.id ?? 0;
      const body = panelBody(dashboard, id);
      const certificate = body.getByText(
        new RegExp(
          `% of the failures: sessions over ${edge}, .* of them failed, .* diagnostic ID ${expired}; .* users; `,
        ),
      );
      await expect(certificate.first()).toBeVisible();
      // Nothing of it is cut, neither by its own edge nor by that of the panel.
      const frame = await body.boundingBox();
      for (const sentence of await body.getByText('% of the failures:').all()) {
        const { cut, ...box } = await sentence.evaluate((element: Measured) => {
          const { left, right, bottom } = element.getBoundingClientRect();
          return { cut: element.scrollWidth - element.clientWidth, left, right, bottom };
        });
        expect(cut).toBeLessThanOrEqual(1);
        expect(box.left).toBeGreaterThanOrEqual(frame?.x ?? Infinity);
        expect(box.right).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
        expect(box.bottom).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0) + 1);
      }
    });
  });
}

// Links are found by their text: Grafana 10 calls each of a table *Data link*.
test.describe('a click', () => {
  test.use({ viewport: { width: 1600, height: 3000 } });

  test('on a driver opens the Failure List on its sessions', async ({ page, gotoDashboardPage, demo }) => {
    const dashboard = await gotoDashboardPage({
      uid,
      queryParams: new URLSearchParams({ 'var-datasource': demo.uid }),
    });
    await dashboard
      .getPanelByTitle('The drivers in numbers')
      .locator.getByRole('link')
      .filter({ hasText: edge })
      .first()
      .click();
    await expect(page).toHaveURL(/\/d\/cd-failure-list/);
    const { searchParams } = new URL(page.url());
    expect(searchParams.getAll('var-pool')).toEqual([edge]);
    expect(searchParams.getAll('var-category')).toEqual(['unexpected']);
    expect(searchParams.get('var-datasource')).toBe(demo.uid);
  });

  test('on a value of a dimension opens the Failure List on its sessions', async ({
    page,
    gotoDashboardPage,
    demo,
  }) => {
    const dashboard = await gotoDashboardPage({
      uid,
      queryParams: new URLSearchParams({ 'var-datasource': demo.uid }),
    });
    await dashboard
      .getPanelByTitle('Diagnostic ID')
      .locator.getByRole('link')
      .filter({ hasText: new RegExp(`^${expired}$`) })
      .click();
    await expect(page).toHaveURL(/\/d\/cd-failure-list/);
    expect(new URL(page.url()).searchParams.getAll('var-diagnosticId')).toEqual([expired]);
  });

  test('on a sentence of the home page opens the drivers of its range', async ({ page, gotoDashboardPage, demo }) => {
    const range = { from: 'now-3d', to: 'now' };
    const dashboard = await gotoDashboardPage({
      uid: 'cd-home',
      queryParams: new URLSearchParams({ ...range, 'var-datasource': demo.uid }),
    });
    const title = 'What the failures of this range have in common';
    await dashboard.getPanelByTitle(title).locator.getByText(`sessions over ${edge}`).first().click();
    await expect(page).toHaveURL(/\/d\/cd-drivers/);
    await expect(page.getByText(`sessions over ${edge}`).first()).toBeVisible();
  });
});

test('the range of an alert shows what failed in it', async ({ page, gotoDashboardPage, demo }) => {
  const to = Date.now();
  const window = { from: String(to - 24 * 3_600_000), to: String(to), 'var-diagnosticId': expired };
  const dashboard = await gotoDashboardPage({
    uid,
    queryParams: new URLSearchParams({ ...window, 'var-datasource': demo.uid }),
  });
  const shown = dashboard.getPanelByTitle(sentences).locator;
  await expect(shown.getByText(`sessions over ${edge}`).first()).toBeVisible();
  await expect(page.getByText('Diagnostic ID', { exact: true }).first()).toBeVisible();
});
