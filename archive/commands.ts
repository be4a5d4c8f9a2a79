import { DiagnosticsError } from '../pkg/errors.ts';
import type { StoreConfig } from './config.ts';
import { run, type Tools } from './run.ts';
import { oneDay } from './slices.ts';
import { openSource } from './source.ts';
import { verify } from './verify.ts';

/** What the command line said beside the command. */
export interface CommandOptions {
  readonly once: boolean;
  readonly print: boolean;
  /** Epoch milliseconds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly before: number | undefined;
}

/** @returns whether all is well: the exit code. */
export type Command = (tools: Tools, stores: readonly StoreConfig[], options: CommandOptions) => Promise<boolean>;

const dateText = (instant: number | null) => (instant === null ? 'none' : new Date(instant).toISOString().slice(0, 16));
const isoDay = (instant: number) => new Date(instant).toISOString().slice(0, 10);

const init: Command = async ({ target, report }, _, { print }) => {
  const statements = await target.pending();
  if (print) {
    report.tell({ event: 'ddl', statements, message: statements.map((one) => `${one};`).join('\n') });
    return true;
  }
  await target.init();
  const message = statements.length > 0 ? `${target.place} is ready.` : `${target.place} was ready already.`;
  report.tell({ event: 'init', statements: statements.length, message });
  return true;
};

/** Less room than this is told by `check`, bytes. */
const leastFree = 1024 ** 3;

const check: Command = async (tools, stores) => {
  const { target, report, signal, now } = tools;
  await target.requireCurrent();
  const free = await target.freeBytes();
  let good = free === undefined || free >= leastFree;
  report.tell({
    ...{ event: 'check', free, good },
    message: `${target.place} is ready${free === undefined ? '' : `, ${(free / 1024 ** 3).toFixed(1)} GB are free`}.`,
  });
  for (const { name: store, settings, secrets } of stores) {
    const source = await openSource(settings, secrets);
    try {
      const { views, missing } = await source.probe(signal);
      const newest = (await source.newest(now() + oneDay, signal)) ?? null;
      // Rows of the future: the clock of one of the machines is wrong.
      const ahead = newest === null ? 0 : newest - now();
      const clock =
        ahead > 5 * 60_000
          ? ` Its newest session lies ${Math.round(ahead / 60_000)} minutes ahead of this machine's clock: check both clocks.`
          : '';
      good = good && clock === '';
      report.tell({
        ...{ event: 'check', store, views: views.size, missing, newest },
        message: `The source answers; newest session ${dateText(newest)}.${clock}${missing.map((one) => ` ${one}`).join('')}`,
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DiagnosticsError)) {
        throw error;
      }
      good = false;
      report.tell({ event: 'failed', store, code: error.code, message: error.message });
    } finally {
      await source.close();
    }
  }
  return good;
};

const copy: Command = async (tools, stores, { once, from }) => {
  await tools.target.requireCurrent();
  return run(tools, stores, { once, from });
};

const backfill: Command = async (tools, stores, { from }) => {
  await tools.target.requireCurrent();
  if (from === undefined) {
    throw new DiagnosticsError('settings', 'backfill: say from when, as in --from 2026-01-31.');
  }
  return run(tools, stores, { once: true, from });
};

const status: Command = async ({ target, report, now }, stores) => {
  await target.requireCurrent();
  for (const { name: store } of stores) {
    const views = await target.status([store]);
    const timed = views.filter(({ oldest }) => oldest !== null);
    const sessions = views.filter(({ view }) => /Sess/.test(view));
    const rows = sessions.reduce((sum, one) => sum + one.rows, 0);
    const oldest = timed.reduce<number | null>(
      (least, one) => Math.min(least ?? Infinity, one.oldest ?? Infinity),
      null,
    );
    const copied = views.reduce<number | null>((last, one) => Math.max(last ?? 0, one.copiedAt ?? 0) || null, null);
    const behind = copied === null ? null : Math.round((now() - copied) / 1000);
    report.tell({
      ...{ event: 'status', store, views, oldest, copiedAt: copied, behindSeconds: behind },
      message:
        copied === null
          ? 'nothing has been copied yet.'
          : `${rows} sessions since ${dateText(oldest)}, last copied ${dateText(copied)} (${behind} s ago).`,
    });
  }
  return true;
};

const compare: Command = async (tools, stores, options) => {
  const { target, report, signal, now, config } = tools;
  await target.requireCurrent();
  let good = true;
  for (const { name: store, settings, secrets, keepDays } of stores) {
    const source = await openSource(settings, secrets);
    const range = { from: options.from ?? now() - keepDays * oneDay, to: options.to ?? now() };
    let [days, rows, wrong] = [0, 0, 0];
    try {
      for await (const day of verify({ source, target, store, signal, range, pageRows: config.pageRows })) {
        days += 1;
        rows += day.sourceRows;
        const bad = day.missing + day.different;
        wrong += bad;
        if (bad > 0 || options.print) {
          const when = day.day === null ? '' : ` of ${isoDay(day.day)}`;
          report.tell({
            ...{ event: bad > 0 ? 'different' : 'equal', store, ...day },
            message: `${day.view}${when}: ${day.sourceRows} rows, ${day.missing} missing, ${day.different} different, ${day.purged} in the archive alone; checksums ${day.sourceChecksum} and ${day.archiveChecksum}.`,
          });
        }
      }
    } finally {
      await source.close();
    }
    good = good && wrong === 0;
    report.tell({
      ...{ event: 'verified', store, days, rows, wrong },
      message:
        wrong === 0
          ? `${rows} rows of the source are in the archive, and nothing is different.`
          : `${wrong} of ${rows} rows are missing or different. Copy them with "archive backfill --from ${isoDay(range.from)}", or wait for the next passes.`,
    });
  }
  return good;
};

const forget: Command = async ({ target, report }, stores, { before }) => {
  await target.requireCurrent();
  if (before === undefined) {
    throw new DiagnosticsError('settings', 'forget: say what is older, as in --before 2024-01-01.');
  }
  for (const { name: store } of stores) {
    const lease = await target.lock(store);
    if ('holder' in lease) {
      throw new DiagnosticsError('server', `Another archiver is at work on ${store}: ${lease.holder}. Stop it first.`);
    }
    try {
      const rows = await target.forgetBefore(lease, before);
      report.tell({ event: 'forgotten', store, rows, message: `${rows} rows from before ${isoDay(before)} are gone.` });
    } finally {
      await lease.release();
    }
  }
  return true;
};

/** Every command, by its name. */
export const commands: Readonly<Record<string, Command>> = {
  init,
  check,
  run: copy,
  backfill,
  status,
  verify: compare,
  forget,
};
