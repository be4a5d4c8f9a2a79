import { beforeEach, expect, test } from '@jest/globals';
import { demo, incidents, week } from '../../dashboards/testing/demo.ts';
import { heading, panel, rows, Visitor } from './screen.ts';
import { usePreview } from './use-preview.ts';

/** Demo data that stands still, and a page tall enough to show what one would scroll to. */
const preview = usePreview({ jsonData: demo.jsonData, height: 2000 });
let visitor: Visitor;

beforeEach(async () => {
  visitor = new Visitor(preview.page);
  await preview.page.goto(`/?from=${String(week.from)}&to=${String(week.to)}`);
  await heading(preview.page, 'Call Diagnostics').waitFor();
});

const frequent = 'What: the most frequent unexpected failures';

function incident(name: string) {
  const found = incidents.find((one) => one.name === name);
  if (!found) {
    throw new Error(`no incident ${name}`);
  }
  // A failure in words begins with its diagnostic ID: "10003: The proxy ...".
  return { ...found, failure: new RegExp(`^(${found.diagnosticIds.join('|')}): `) };
}

/** The first row of a table, once it holds the words. */
const first = (title: string, words: string) =>
  rows(panel(preview.page, title)).first().filter({ hasText: words }).waitFor();

const shown = (title: string, words: string | RegExp) =>
  panel(preview.page, title).filter({ hasText: words }).getByText(words).first().waitFor();

test('the gateway that is out of circuits', async () => {
  const { value: mediationServer, fqdns, failure } = incident('gateway-circuits');
  await visitor.follow(frequent, failure, 'Reported sessions', 'Failure Distribution');
  await first('Top sources', mediationServer);
  await visitor.follow('Top sources', mediationServer, 'Sessions', 'Failure List');
  await visitor.follow('Failure list', /./, 'Session', 'Session Detail');
  const [, gateway = ''] = fqdns;
  await shown('Way', gateway);
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});

test('the Edge Server with the expired certificate', async () => {
  const { value: edge, diagnosticIds } = incident('edge-certificate');
  const where = 'Where: pools and Edge Servers';
  await first(where, edge);
  await visitor.follow(where, edge, 'Top pools', 'Failure Distribution');
  const reasons = 'Top diagnostic reasons';
  const [reason = NaN] = diagnosticIds;
  await first(reasons, String(reason));
  await visitor.follow(reasons, String(reason), 'Sessions', 'Failure List');
  // Only an error report has a request.
  await visitor.follow('Failure list, all columns', /INVITE|SERVICE|BYE/, 'Reported time', 'Diagnostic Report');
  await shown('Diagnostic header, as it came', /certificate.*expired/i);
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});

test('the overloaded A/V MCU', async () => {
  const { value: pool, diagnosticIds } = incident('mcu-overload');
  await visitor.follow('Conferences by kind of session', 'A/V', 'Conference sessions', 'Conference Diagnostic');
  // Sorted by what hurts most: the first row is the worst day.
  const perInterval = 'Per interval, by kind of session';
  await visitor.follow(perInterval, /./, 'Unexpected failure volume', 'Failure Distribution');
  await first('Top pools', pool);
  const reason = rows(panel(preview.page, 'Top diagnostic reasons')).first();
  await reason.getByRole('link', { name: new RegExp(`^(${diagnosticIds.join('|')})$`) }).waitFor();
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});

test('the client version that creeps up', async () => {
  const { value: agent, diagnosticIds, failure } = incident('client-creep');
  await visitor.follow(frequent, failure, 'Reported sessions', 'Failure Distribution');
  await first('Top from user agents', agent);
  await visitor.click(panel(preview.page, 'Top from user agents').getByRole('link', { name: agent }));
  await preview.page.getByText(`User agent ${agent}`).waitFor();
  await preview.page.getByText(`Diagnostic ID ${String(diagnosticIds[0])}`).waitFor();
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});
