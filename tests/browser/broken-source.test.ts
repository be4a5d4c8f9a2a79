import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { dashboards } from '../../dashboards/index.ts';
import { dashboardUids, type DashboardUid } from '../../dashboards/parts/catalogue.ts';
import { panelsOf, targetsOf } from '../../dashboards/testing/panels.ts';
import { keysOfDetails } from '../support/keys-of-details.ts';
import { open } from './screen.ts';
import { usePreview } from './use-preview.ts';

/** Nothing listens on port 1. Tall, for panels out of sight do not query. */
const preview = usePreview({
  height: 4000,
  jsonData: { engine: 'sqlserver', server: 'localhost', port: 1, username: 'reader' },
  secureJsonData: { password: 'unused' },
});

/** Every panel that asks, and its words for nothing. */
const asking = (uid: DashboardUid) => panelsOf(dashboards[uid]).filter((panel) => targetsOf(panel).length > 0);

async function seen(page: Page, uid: DashboardUid) {
  await open(page, `/d/${uid}?${new URLSearchParams(keysOfDetails).toString()}`);
  await page.getByRole('columnheader', { name: 'The data source does not answer' }).waitFor();
  const failed = page.getByRole('alert').filter({ hasText: /^No answer\. ./ });
  // All but the strip at the top, which says why.
  await failed.nth(asking(uid).length - 2).waitFor();
  const words = asking(uid).flatMap((panel) => targetsOf(panel).map(({ nothing }) => String(nothing)));
  const lines = (await page.locator('body').innerText()).split('\n');
  return {
    failed: await failed.count(),
    cells: await page.getByRole('gridcell').allTextContents(),
    claims: words.filter((one) => lines.includes(one)),
  };
}

test.each(dashboardUids)(
  '%s: without its database every panel has failed, none says that there is nothing, and the first says why',
  async (uid) => {
    try {
      expect(await seen(preview.page, uid)).toEqual({
        failed: asking(uid).length - 1,
        cells: [expect.stringMatching(/localhost/)],
        claims: [],
      });
    } finally {
      preview.forgive();
    }
  },
);
