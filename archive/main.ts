import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DiagnosticsError } from '../pkg/errors.ts';
import { commands, type CommandOptions } from './commands.ts';
import { readConfig } from './config.ts';
import { reporter } from './reporter.ts';
import type { Tools } from './run.ts';
import { openSource } from './source.ts';
import { openTarget } from './open-target.ts';

const usage = `Usage: archive <command> --config archive.yaml [options]

  init [--print]             makes the archive, or brings it to the version of this release; --print shows how
  check                      asks both ends: rights, views, clock, free space
  run [--once] [--from DATE] copies what is new and what may have changed, for ever or once; at first all since then
  backfill --from DATE       copies all that the source still has since then
  status                     what the archive has of each store
  verify [--from] [--to]     compares the source with the archive, row by row, up to an hour before the last pass where
                             nothing else is said; --print shows every day
  forget --before DATE       takes away what is older
  forget --user ADDRESS      puts a pseudonym in the place of a person, in all stores and for good; may be given several times

  --store NAME               this store alone; may be given several times
  --metrics [HOST]:PORT      of run: counts for Prometheus on this port, of this machine where no host is named
`;

const options = {
  config: { type: 'string' },
  store: { type: 'string', multiple: true },
  once: { type: 'boolean' },
  print: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  before: { type: 'string' },
  user: { type: 'string', multiple: true },
  metrics: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Runs a command of the archiver. @returns the exit code: 0 all is well, 1 something is not, 2 the command line is wrong. */
export async function runArchive(args: readonly string[], output = reporter()): Promise<number> {
  const stop = new AbortController();
  const end = () => stop.abort(new DiagnosticsError('server', 'Stopped.'));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    return await runCommand(args, output, stop.signal);
  } catch (error) {
    output.endProgress();
    if (stop.signal.aborted) {
      output.tell({ event: 'stopped', message: 'Stopped; what was copied stays.' });
      return 0;
    }
    const known = error instanceof DiagnosticsError;
    const message = known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    output.tell({ event: 'failed', code: known ? error.code : 'internal', message });
    return known && error.code === 'settings' ? 2 : 1;
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

async function runCommand(
  args: readonly string[],
  report: ReturnType<typeof reporter>,
  signal: AbortSignal,
): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [name = ''] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || values.help || positionals.length > 1) {
    report.tell({ event: 'usage', message: usage });
    return values.help ? 0 : 2;
  }
  const config = readConfig(values.config ?? 'archive.yaml');
  const known = config.stores.map((store) => store.name);
  const strange = values.store?.find((store) => !known.includes(store));
  if (strange !== undefined) {
    throw new DiagnosticsError('settings', `--store: there is no store ${strange}, only ${known.join(', ')}.`);
  }
  const stores = config.stores.filter((store) => values.store?.includes(store.name) ?? true);
  const target = await openTarget(config.archive);
  try {
    const metrics = values.metrics === undefined ? undefined : await serveMetrics(values.metrics);
    const tools: Tools = {
      ...(metrics && { metrics }),
      ...{ config, target, report, signal, now: Date.now },
      clock: () => performance.now(),
      wait: (milliseconds, ended) => pause(milliseconds, undefined, { signal: ended }),
      openSource: ({ settings, secrets }) => openSource(settings, secrets),
    };
    const good = await command(tools, stores, optionsOf(values));
    return good ? 0 : 1;
  } finally {
    await target.close();
  }
}

/** Loaded where somebody asks for it. */
async function serveMetrics(address: string) {
  const { ArchiveMetrics } = await import('./metrics.ts');
  const metrics = new ArchiveMetrics();
  await metrics.serve(address);
  return metrics;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new DiagnosticsError('settings', `${(error as Error).message}\n\n${usage}`);
  }
}

function optionsOf(values: ReturnType<typeof readArguments>['values']): CommandOptions {
  return {
    once: values.once ?? false,
    print: values.print ?? false,
    from: instantOf('--from', values.from),
    to: instantOf('--to', values.to),
    before: instantOf('--before', values.before),
    users: values.user ?? [],
  };
}

/** A day or an instant, in UTC where it names no zone. */
function instantOf(option: string, value: string | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const instant = Date.parse(isDay ? `${value}T00:00:00Z` : /[zZ]|[+-]\d{2}:\d{2}$/.test(value) ? value : `${value}Z`);
  if (Number.isNaN(instant)) {
    throw new DiagnosticsError('settings', `${option}: ${value} is no date such as 2026-01-31.`);
  }
  return instant;
}
