// What refreshes of dashboards cost the database, what the age of it costs, and with MSSQL_TEST_URL what first loads do. Options: --quick, --json FILE.
import { writeFileSync } from 'node:fs';
import { testServer } from '../../support/sqlserver.ts';
import { readOptions } from '../options.ts';
import { sectionText, type Section } from '../section.ts';
import { generatedCdr, type SharedCdr } from './database.ts';
import { measureHistory } from './history.ts';
import { measureRefreshes } from './refreshes.ts';
import { measureServer } from './server.ts';

/** Off the hour and off the second, as dashboards are opened. */
const end = Date.UTC(2026, 10, 20, 15, 37, 12, 345);
/** Sessions the generator makes in 35 days per session of a weekday. */
const sessionsPerDaily = 27.2;
const [shortDays, longDays] = [35, 350];

const options = readOptions(process.argv.slice(2));
const sessions = options.quick ? 100_000 : 1_000_000;
const data: Record<string, unknown> = { quick: options.quick };

/** Databases are made for a section and gone after it: two of a million sessions do not fit everywhere. */
async function section(cdrs: readonly SharedCdr[], measure: () => Promise<Section>): Promise<void> {
  const measured = await measure();
  process.stdout.write(`${sectionText(measured)}\n`);
  data[measured.id] = measured.data;
  for (const cdr of cdrs) {
    cdr.close();
  }
}

const cdr = generatedCdr(shortDays, Math.round(sessions / sessionsPerDaily), end);
await section([cdr], () => measureRefreshes(cdr));

const perDay = Math.round(sessions / 10 / sessionsPerDaily);
const [short, long] = [generatedCdr(shortDays, perDay, end), generatedCdr(longDays, perDay, end)];
await section([short, long], () => measureHistory(short, long));

const server = testServer();
if (server) {
  // Loading takes longest: a tenth of the others.
  const rests = options.quick ? [70_000] : [70_000, 300_000];
  await section([], () => measureServer(server, { days: shortDays, sessionsPerDay: perDay, end }, rests));
} else {
  process.stdout.write('\n3. First loads on a TDS server: left out, as MSSQL_TEST_URL names none.\n');
}

if (options.json) {
  writeFileSync(options.json, `${JSON.stringify(data, null, 2)}\n`);
}
