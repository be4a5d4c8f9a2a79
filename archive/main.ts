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
  backfill --from DATE       copies what the source still has since then and was not copied yet; --again all of it
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
  again: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  before: { type: 'string' },
  user: { type: 'string', multiple: true },
  metrics: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Options beside `--config` and `--help` that mean something to a command. One that does not could be mistaken for a promise, such as `forget --print`. */
const optionsOfCommand: Readonly<Record<string, readonly (keyof typeof options)[]>> = {
  init: ['print'],
  check: ['store'],
  run: ['store', 'once', 'from', 'metrics'],
  backfill: ['store', 'from', 'again', 'metrics'],
  status: ['store'],
  verify: ['store', 'from', 'to', 'print'],
  forget: ['store', 'before', 'user'],
};

/**
 * Runs a command of the archiver.
 * @returns the exit code: 0 all is well, 1 something is not or the command was stopped before its end, 2 the command line is wrong
 */
export async function runArchive(args: readonly string[], output = reporter()): Promise<number> {
  const stop = new AbortController();
  const end = () => stop.abort(new DiagnosticsError('server', 'Stopped.'));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    return await runCommand(args, output, stop.signal);
  } catch (error) {
    output.endProgress();
    if (stop.signal.aborted) {
      // What goes on for ever has no other end.
      const good = isEndless(args);
      const message = good ? 'Stopped; what was copied stays.' : 'Stopped before the end. Run it again to go on.';
      output.tell({ event: 'stopped', message });
      return good ? 0 : 1;
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
  refuseOthers(name, values);
  const given = optionsOf(values);
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
    const good = await command(tools, stores, given);
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

const isEndless = (args: readonly string[]): boolean => {
  const { values, positionals } = readArguments(args);
  return positionals[0] === 'run' && !values.once;
};

/** @throws DiagnosticsError naming an option that the command does not take */
function refuseOthers(command: string, values: ReturnType<typeof readArguments>['values']): void {
  const taken: readonly string[] = ['config', 'help', ...(optionsOfCommand[command] ?? [])];
  const other = Object.keys(values).find((name) => !taken.includes(name));
  if (other !== undefined) {
    throw new DiagnosticsError('settings', `${command}: --${other} has no meaning here. Leave it out.\n\n${usage}`);
  }
  if (command === 'forget' && values.store && values.user) {
    throw new DiagnosticsError('settings', 'forget: --user is for all stores. Leave --store out.');
  }
}

function optionsOf(values: ReturnType<typeof readArguments>['values']): CommandOptions {
  return {
    once: values.once ?? false,
    print: values.print ?? false,
    again: values.again ?? false,
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
  const [, day = '', time = '', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?$/i.exec(value) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The 31st of February is read as a day of March.
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  const instant = isDay && !(time === '' && zone !== '') ? Date.parse(`${day}${time || 'T00:00'}${zone || 'Z'}`) : NaN;
  if (Number.isNaN(instant)) {
    throw new DiagnosticsError('settings', `${option}: ${value} is no date such as 2026-01-31, or 2026-01-31T18:30Z.`);
  }
  return instant;
}
