import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../../demo/generator/random.ts';
import type { PluginLogLine } from '../../../preview/plugin-host/log-line.ts';
import { startPlugin } from '../../../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../../support/executable.ts';
import { health } from '../support/ask.ts';
import { startProxy } from '../support/fake-servers.ts';
import { faults } from './faults.ts';
import { readOptions, type SoakOptions } from './options.ts';
import { openTarget } from './target.ts';
import { Workload } from './workload.ts';

/** Queries at the same time: more than there are connections. */
const askers = 8;

const print = (line: string) => process.stdout.write(`${line}\n`);

/** @returns what went wrong, in sentences */
async function soak({ minutes, seed }: SoakOptions): Promise<readonly string[]> {
  const target = await openTarget();
  const proxy = await startProxy(target.host, target.port);
  const crashes: PluginLogLine[] = [];
  const plugin = await startPlugin({
    executable: builtExecutable(),
    onLog: (line) => {
      if (/crashed|call failed/.test(line.message) || line.fields['code'] === 'internal') {
        crashes.push(line);
      }
    },
  });
  const source = target.source('soak', { server: '127.0.0.1', port: proxy.port });
  const workload = new Workload(plugin, source, target);
  const wrong: string[] = [];
  const happened = new Map<string, { times: number; slowest: number }>();
  print(`Seed ${seed}, ${minutes} minutes, on ${target.title}`);
  await workload.learn();

  const random = new Random(seed);
  const until = Date.now() + minutes * 60_000;
  const asking = Promise.all(Array.from({ length: askers }, () => workload.run(until)));
  const scene = {
    proxy,
    target,
    random,
    pause: (paused: boolean) => {
      workload.paused = paused;
    },
    saveAndTest: async () => {
      await health(plugin, source);
    },
    wrong: (text: string) => wrong.push(text),
  };
  const names = Object.keys(faults);
  // What runs may take its limit first.
  const recoversWithin = target.limits.queryTimeout + target.limits.connectTimeout + 4;
  while (Date.now() < until - 30_000) {
    const name = names[random.int(0, names.length - 1)] ?? '';
    await faults[name]?.(scene);
    const ended = performance.now();
    let recovered = false;
    while (!recovered && performance.now() - ended < recoversWithin * 1000) {
      recovered = await workload.once();
    }
    const seconds = (performance.now() - ended) / 1000;
    if (!recovered) {
      wrong.push(`No query was answered within ${recoversWithin} s after: ${name}`);
    }
    const { times = 0, slowest = 0 } = happened.get(name) ?? {};
    happened.set(name, { times: times + 1, slowest: Math.max(slowest, seconds) });
    await sleep(random.int(200, 3000));
  }
  await asking;
  const calm = await Promise.all(Array.from({ length: 20 }, () => workload.once()));
  if (calm.includes(false)) {
    wrong.push('Not every query was answered when all faults were over');
  }
  const { code } = await plugin.shutdown();
  if (code !== 0) {
    wrong.push(`The plugin ended with ${code}`);
  }
  await proxy.close();
  await target.close();

  print('\nFaults, and the longest time until a query was answered again:');
  for (const [name, { times, slowest }] of happened) {
    print(`${String(times).padStart(7)}  ${name} (${slowest.toFixed(1)} s)`);
  }
  print('\nQueries:');
  for (const [outcome, times] of [...workload.outcomes].sort(([, one], [, other]) => other - one)) {
    print(`${String(times).padStart(7)}  ${outcome}`);
  }
  print(`\nSlowest query ${workload.slowest.toFixed(1)} s; connections opened: ${proxy.connections()}`);
  return [...wrong, ...workload.wrong, ...crashes.map((line) => JSON.stringify(line))];
}

try {
  const wrong = await soak(readOptions(process.argv.slice(2)));
  print(wrong.length === 0 ? 'Nothing went wrong.' : `\n${wrong.length} went wrong:\n${wrong.join('\n')}`);
  process.exit(wrong.length === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
