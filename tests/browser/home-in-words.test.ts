import { expect, test } from '@jest/globals';
import { demo, incidents, week } from '../../dashboards/testing/demo.ts';
import { heading, panel } from './screen.ts';
import { usePreview } from './use-preview.ts';

const preview = usePreview({ jsonData: demo.jsonData });

/** What of an incident has to be read: who or what it is with, and its diagnostic ID. */
const words: Readonly<Record<string, (value: string, ids: readonly number[]) => RegExp>> = {
  // Each gateway has a Mediation Server of its own: either name is that of the trunk.
  'gateway-circuits': (_, [id]) => new RegExp(`(gw|med1)-ber\\S*.* failed.*diagnostic ID ${id}`),
  'edge-certificate': (edge, [id]) => new RegExp(`over ${edge}.* failed.*diagnostic ID ${id}`),
  'mcu-overload': (pool, [id, other]) =>
    new RegExp(`${pool}.* of A/V conferencing.* failed.*diagnostic ID (${id}|${other})`),
  'client-creep': (agent, [id]) =>
    new RegExp(`from client ${agent.replaceAll(/[().+]/g, '\\$&')}.* failed.*diagnostic ID ${id}`),
};

test('the home page tells the four incidents of the demo data in words, without a click', async () => {
  const { page } = preview;
  await page.goto(`/?from=${String(week.from)}&to=${String(week.to)}`);
  await heading(page, 'Call Diagnostics').waitFor();
  const told = panel(page, 'What the failures of this range have in common');
  await told.getByText('of the failures').first().waitFor();
  const sentences = (await told.innerText()).split('\n');
  for (const { name, value, diagnosticIds } of incidents) {
    const pattern = words[name]?.(value, diagnosticIds) ?? /$^/;
    expect({
      name,
      pattern: String(pattern),
      told: sentences.filter((text) => pattern.test(text)).length,
      sentences,
    }).toMatchObject({ told: 1 });
  }
});
