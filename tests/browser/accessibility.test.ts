import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from '@jest/globals';
import { dashboards } from '../../dashboards/index.ts';
import { dashboardAddresses } from './addresses.ts';
import { demoSource } from './open-preview.ts';
import { open } from './screen.ts';
import { usePreview } from './use-preview.ts';

const preview = usePreview();
const editors = new Map([
  ['Explore', '/explore'],
  ['settings', `/datasources/edit/${demoSource}`],
]);
let addresses: ReadonlyMap<string, string>;

beforeAll(async () => {
  addresses = new Map([...(await dashboardAddresses(preview)), ...editors]);
});

/**
 * Orange and semi-dark yellow of the light theme. Panels write values in Grafana's named colours as they are, no shade of these two is
 * dark enough on white, and a colour of our own would be too dark in the other theme. Each value also says in words or by its
 * place what its colour says.
 */
const paletteColours = ['#ff780a', '#e0b400'];

/**
 * What axe finds serious or critical on the page that is shown, with where it is.
 * @param rules those to look at; all when left out
 */
async function findings(rules?: string[]): Promise<string[]> {
  // The legacy mode leaves frames out, of which there are none; handing back what passes would take the most time.
  const axe = new AxeBuilder({ page: preview.page }).setLegacyMode();
  const { violations } = await axe.options({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => ({ id, ...node })))
    .filter(({ any: [check] }) => !paletteColours.includes(String((check?.data as { fgColor?: string })?.fgColor)))
    .map(({ id, target, any: [check] }) => `${id} at ${target.join(' ')}: ${check?.message ?? ''}`);
}

test.each([...Object.keys(dashboards), ...editors.keys()])('%s has no serious finding', async (name) => {
  const { page } = preview;
  const show = async (theme: string) => {
    await page.evaluate(`localStorage['preview.theme'] = '${theme}'`);
    await open(page, addresses.get(name) ?? '');
  };
  await show('light');
  // What else axe looks at is the same in both themes.
  expect(await findings(['color-contrast'])).toEqual([]);
  await show('dark');
  expect(await findings()).toEqual([]);
});
