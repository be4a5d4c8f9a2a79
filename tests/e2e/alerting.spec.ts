import { selectors } from '../../src/selectors.ts';
import { queryEditor } from './support/editor.ts';
import { dataSourceOf } from './support/panels.ts';
import { expect, test, type DemoSource } from './support/test.ts';

const expression = { uid: '__expr__', type: '__expr__' };

/** Which kinds of peer-to-peer session fail unexpectedly, in percent; above 10 the rule fires. */
function rule(demo: DemoSource) {
  const datasource = dataSourceOf(demo);
  const percentage = { report: 'p2pActivity', format: 'numeric', metric: 'unexpectedPercentage' };
  const week = { relativeTimeRange: { from: 7 * 24 * 3600, to: 0 } };
  const evaluator = { type: 'gt', params: [10] };
  return {
    title: `e2e ${new Date().toISOString()}`,
    ruleGroup: 'e2e',
    folderUID: 'skype-for-business',
    noDataState: 'OK',
    execErrState: 'Error',
    for: '1m',
    orgID: 1,
    condition: 'B',
    isPaused: true,
    data: [
      { refId: 'A', datasourceUid: demo.uid, ...week, model: { refId: 'A', datasource, ...percentage } },
      {
        refId: 'B',
        datasourceUid: expression.uid,
        ...week,
        model: { refId: 'B', type: 'threshold', datasource: expression, expression: 'A', conditions: [{ evaluator }] },
      },
    ],
  };
}

// The fixture looks into evaluations: one that Grafana starts by itself may be under way when a test ends.
test.afterEach(async ({ page }) => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the rule editor starts with a numeric query that can be evaluated', async ({ alertRuleEditPage, page, demo }) => {
  const row = await alertRuleEditPage.getQueryRow('A');
  await row.datasource.set(demo.name);
  const editor = queryEditor(page);
  await expect(editor.getByRole('radio', { name: 'Numeric' })).toBeChecked();
  await expect(editor.getByLabel(selectors.queryEditor.metric)).toBeAttached();
  await expect(alertRuleEditPage.evaluate()).toBeOK();
});

test('a rule on numbers per group opens in the editor, and its preview gives each group a state', async ({
  gotoAlertRuleEditPage,
  page,
  demo,
}) => {
  const saved = await page.request.post('/api/v1/provisioning/alert-rules', {
    data: rule(demo),
    headers: { 'X-Disable-Provenance': 'true' }, // or the editor would not open it
  });
  expect(saved.status(), await saved.text()).toBe(201);
  const { uid } = (await saved.json()) as { uid: string };
  try {
    const editPage = await gotoAlertRuleEditPage({ uid });
    await expect(queryEditor(page).getByRole('radio', { name: 'Numeric' })).toBeChecked();
    await expect(editPage.evaluate()).toBeOK();
    await expect(page.getByText('Audio').first()).toBeVisible();
    await expect(page.getByText('Firing', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('Normal', { exact: true }).first()).toBeVisible();
  } finally {
    await page.request.delete(`/api/v1/provisioning/alert-rules/${uid}`);
  }
});
