import { expect, test } from '@jest/globals';
import { demo, week } from '../../dashboards/testing/demo.ts';
import { cells, heading, panel, rows, Visitor } from './screen.ts';
import { usePreview } from './use-preview.ts';

const preview = usePreview({ jsonData: demo.jsonData, height: 2000 });
const range = `from=${String(week.from)}&to=${String(week.to)}`;

const variable = (name: string) => new URL(preview.page.url()).searchParams.getAll(`var-${name}`);
const hours = () => {
  const { searchParams } = new URL(preview.page.url());
  return (Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '')) / 3_600_000;
};

test('from the Summary down to one Diagnostic Report, and back', async () => {
  const { page } = preview;
  const visitor = new Visitor(page);
  await page.goto(`/d/cd-summary?${range}`);
  await page.evaluate('window.sameDocument = true');

  const perInterval = panel(page, 'Peer-to-peer per interval');
  const busiest = rows(perInterval).filter({ hasText: 'Wed 11 Nov' });
  const rate = await cells(perInterval, 'Failure rate', busiest);
  const text = await rate.textContent();
  await visitor.click(rate.getByRole('link'));
  await heading(page, 'Peer-to-Peer Activity Diagnostic').waitFor();
  // One day of the week, and the rate that was clicked.
  expect(hours()).toBe(24);
  await panel(page, 'Whole range')
    .getByText(text ?? '', { exact: true })
    .waitFor();

  await visitor.follow('Per interval, by modality', 'Audio', 'Unexpected failure volume', 'Failure Distribution');
  expect(variable('modality')).toEqual(['Audio']);
  const reasons = rows(panel(page, 'Top diagnostic reasons'));
  const reason = (await reasons.first().getByRole('link').first().textContent()) ?? '';
  await visitor.follow('Top diagnostic reasons', reason, 'Sessions', 'Failure List');
  expect(variable('diagnosticId')).toEqual([reason]);
  // Only an error report has a request.
  await visitor.follow('Failure list, all columns', /INVITE|SERVICE|BYE/, 'Reported time', 'Diagnostic Report');
  await panel(page, 'Diagnostic header, as it came').getByText(reason).first().waitFor();
  expect(visitor.clicks).toBe(4);

  for (const title of ['Failure List', 'Failure Distribution', 'Peer-to-Peer Activity Diagnostic']) {
    await page.goBack();
    await heading(page, title).waitFor();
  }
  await page.goBack();
  await heading(page, 'Call Diagnostic Summary').waitFor();
  expect(hours()).toBe(7 * 24);
  expect(await page.evaluate('window.sameDocument')).toBe(true);
});

test('links beside the variables lead sideways and keep time range and pool', async () => {
  const { page } = preview;
  await page.goto(`/d/cd-summary?${range}&var-pool=pool-lon1.kranich.example`);
  await page.getByRole('link', { name: 'Conference Diagnostic', exact: true }).click();
  await heading(page, 'Conference Diagnostic').waitFor();
  expect(variable('pool')).toEqual(['pool-lon1.kranich.example']);
  expect(hours()).toBe(7 * 24);
});

test('dragging over a chart narrows the time range to what was dragged over', async () => {
  const { page } = preview;
  await page.goto(`/d/cd-p2p?${range}`);
  const plot = panel(page, 'Sessions over time').locator('.u-over');
  const { x, y, width, height } = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL((url) => !url.search.includes(new Date(week.to).toISOString()));
  expect(hours() / (7 * 24)).toBeCloseTo(0.25, 1);
});
