import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { askReport } from './ask.ts';
import { dashboardSection, openDashboards } from './dashboard.ts';
import { demoSource, end, lastDays } from './demo-cdr.ts';
import { measureDrivers } from './drivers.ts';
import { measureFirstQuery } from './first-query.ts';
import { measureFrameRate } from './frame-rate.ts';
import { measureLoad } from './load.ts';
import { measureMemory } from './memory.ts';
import { hiding, measureNames } from './names.ts';
import { extentOf, readOptions, type BenchOptions, type Extent } from './options.ts';
import { preparePrograms, type Programs } from './programs.ts';
import { measureReports } from './reports.ts';
import { sectionText, type Section } from './section.ts';
import { measureStartUp } from './start-up.ts';

/** The setting's default. */
const cacheSeconds = 10;

/** All parts, one after the other: nothing else runs while one is measured. */
async function* sections(programs: Programs, extent: Extent, onlyDrivers: boolean): AsyncGenerator<Section> {
  const uncached = demoSource(extent.sessions, 0);
  if (onlyDrivers) {
    yield await withPlugin(programs, (plugin) => measureDrivers(plugin, uncached, extent));
    return;
  }
  yield await measureStartUp(programs, extent);
  yield await measureMemory(programs, extent);
  yield await measureFirstQuery(programs, extent);
  const [reports, cacheOff, drivers] = await withPlugin(programs, async (plugin) => [
    await measureReports(plugin, uncached, extent),
    await openDashboards('cache off', plugin, uncached, extent.dashboards),
    await measureDrivers(plugin, uncached, extent),
  ]);
  yield reports;
  yield await measureFrameRate(programs, extent);
  const cached = demoSource(extent.sessions, cacheSeconds);
  const cacheOn = await withPlugin(programs, async (plugin) => {
    await askReport(plugin, cached, { report: 'summary' }, lastDays(1));
    return openDashboards(`cache ${cacheSeconds} s`, plugin, cached, extent.dashboards);
  });
  yield dashboardSection([cacheOn, cacheOff]);
  yield await withPlugin(programs, (plugin) => measureNames(plugin, hiding(uncached), extent));
  yield drivers;
  const small = demoSource(extent.loadSessions, cacheSeconds);
  yield await withPlugin(programs, async (plugin) => {
    await askReport(plugin, small, { report: 'summary' }, lastDays(1));
    return measureLoad(plugin, small, end, extent);
  });
}

async function withPlugin<T extends readonly unknown[] | object>(
  { plugin: executable }: Programs,
  use: (plugin: PluginProcess) => Promise<T>,
): Promise<T> {
  const plugin = await startPlugin({ executable });
  try {
    return await use(plugin);
  } finally {
    await plugin.shutdown();
  }
}

async function main(options: BenchOptions): Promise<void> {
  const out = (text: string) => process.stdout.write(`${text}\n`);
  const directory = mkdtempSync(join(tmpdir(), 'calldiagnostics-bench-'));
  // A benchmark ended early leaves its programs without parent, and they end by themselves.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      rmSync(directory, { recursive: true, force: true });
      process.exit(1);
    });
  }
  try {
    const system = systemText();
    const data: Record<string, unknown> = { system, quick: options.quick };
    out(`Benchmark${options.quick ? ' (quick)' : ''}: medians (min to max). ${system}`);
    for await (const section of sections(preparePrograms(directory), extentOf(options), options.drivers)) {
      out(sectionText(section));
      data[section.id] = section.data;
    }
    if (options.json) {
      writeFileSync(options.json, `${JSON.stringify(data, null, 2)}\n`);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function systemText(): string {
  const load = process.platform === 'win32' ? '' : `, load average ${loadavg()[0]?.toFixed(1) ?? '?'} before the start`;
  return `${process.platform} ${process.arch}, ${cpus().length} CPUs, Bun ${process.versions.bun ?? '?'}${load}.`;
}

let options: BenchOptions;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\nusage: npm run bench -- [--quick] [--drivers] [--json FILE]\n`);
  process.exit(2);
}
main(options).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
