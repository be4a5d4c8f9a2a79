import { oneDay, oneHour } from '../../demo/generator/options.ts';
import { rules as shipped } from '../index.ts';
import { cdrStops, joinsSlowDown } from './disturbances.ts';
import { incidentRuns } from './incident-runs.ts';
import { readOptions, usage } from './options.ts';
import { detectionTable, falseAlarmTable, noticedTable } from './print.ts';
import { quietRuns } from './quiet-runs.ts';
import { missed, tooLoud } from './verdict.ts';

/** A Thursday afternoon: behind it lie workdays with all four incidents. */
const end = Date.UTC(2026, 10, 12, 15, 30);
/** Half past twelve on that Sunday, and half past two on that Thursday night. */
const otherEnds = [end + 3 * oneDay - 3 * oneHour, end - 13 * oneHour];

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    say(usage);
    return;
  }
  const { seeds, days, sessionsPerDay, step, rules: wanted } = readOptions(args);
  const rules = shipped.filter(({ uid }) => wanted.length === 0 || wanted.includes(uid));
  const complaints: string[] = [];
  for (const volume of sessionsPerDay) {
    for (const seed of seeds) {
      const options = { seed, end, days: 60, sessionsPerDay: volume };
      say(`\n${volume} sessions a day, seed ${seed}: the incidents (times in UTC)`);
      const detections = await incidentRuns(options, rules, step);
      say(detectionTable(detections));
      say('\nDisturbances that the generated incidents do not hold');
      const noticed = [await joinsSlowDown(options, 3)];
      for (const stop of [end, ...otherEnds]) {
        noticed.push(await cdrStops({ ...options, end: stop }));
      }
      say(noticedTable(noticed));
      say(`\n${days} quiet days`);
      const quiet = await quietRuns(options, rules, days, step);
      say(falseAlarmTable(quiet));
      complaints.push(...[...missed(detections), ...tooLoud(quiet)].map((text) => `${volume}, seed ${seed}: ${text}`));
    }
  }
  say(complaints.length === 0 ? '\nEvery visible incident was reported in time; no rule is too loud.' : '');
  complaints.forEach(say);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

await main();
