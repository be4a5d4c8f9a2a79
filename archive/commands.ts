import { archivedView } from '../pkg/cdr/schema/archive.ts';
import { DiagnosticsError } from '../pkg/errors.ts';
import type { StoreConfig } from './config.ts';
import { forgetUser, requireForgettable } from './forget-user.ts';
import { withoutForgotten } from './forgotten.ts';
import { lockSoon } from './lock-soon.ts';
import { run, type Tools } from './run.ts';
import { oneDay, oneHour } from './slices.ts';
import type { Source } from './source.ts';
import type { ViewStatus } from './target.ts';
import { verify } from './verify.ts';

/** What the command line said beside the command. */
export interface CommandOptions {
  readonly once: boolean;
  readonly print: boolean;
  /** Whether what was copied before is copied once more. */
  readonly again?: boolean;
  /** Epoch milliseconds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly before: number | undefined;
  /** Addresses of those who are to be forgotten. */
  readonly users: readonly string[];
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

/** Milliseconds that two clocks may differ by. */
const furthestApart = 60_000;

const check: Command = async (tools, stores) => {
  const { target, report, signal, now } = tools;
  await target.requireCurrent();
  await target.tryWriting();
  const free = await target.freeBytes();
  const apart = target.clock ? (await target.clock()) - now() : 0;
  const clocks =
    Math.abs(apart) > furthestApart
      ? ` Its clock and this machine's are ${Math.round(Math.abs(apart) / 1000)} s apart: check both clocks.`
      : '';
  const room = free === undefined || free >= leastFree;
  let good = room && clocks === '';
  report.tell({
    ...{ event: 'check', free, good },
    message: `${target.place} is ready${free === undefined ? '' : `, ${(free / 1024 ** 3).toFixed(1)} GB are free${room ? '' : ': too little'}`}.${clocks}`,
  });
  for (const one of stores) {
    const { name: store } = one;
    let source: Source | undefined;
    try {
      source = await tools.openSource(one);
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
      good = false;
      tellFailed(tools, one, error);
    } finally {
      await source?.close();
    }
  }
  return good;
};

const copy: Command = async (tools, stores, { once, from }) => {
  await ready(tools);
  return run(tools, stores, { once, from });
};

/** An archive that cannot be reached now is waited for; one that is not made will not be by waiting. */
async function ready({ target }: Tools): Promise<void> {
  try {
    await target.requireCurrent();
  } catch (error) {
    if (!(error instanceof DiagnosticsError) || !['network', 'timeout', 'server'].includes(error.code)) {
      throw error;
    }
  }
}

const backfill: Command = async (tools, stores, { from, again = false }) => {
  await tools.target.requireCurrent();
  if (from === undefined) {
    throw new DiagnosticsError('settings', 'backfill: say from when, as in --from 2026-01-31.');
  }
  return run(tools, stores, { once: true, from, again });
};

/**
 * When all views with a time were copied last; null where nothing was. One that cannot be copied holds it back, while those before it go
 * on: dictionaries come with full passes alone.
 */
function copiedByAll(views: readonly ViewStatus[]): number | null {
  const times = views.flatMap(({ view, copiedAt }) =>
    copiedAt === null || archivedView(view).time === undefined ? [] : [copiedAt],
  );
  return times.length === 0 ? null : Math.min(...times);
}

/** A copy of the future was noted by a clock that was ahead, or this one is behind. */
const agoText = (age: number) =>
  age >= -furthestApart
    ? `${Math.max(0, Math.round(age / 1000))} s ago`
    : `${Math.round(-age / 60_000)} minutes ahead of this machine's clock: check it`;

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
    const copied = copiedByAll(views);
    const behind = copied === null ? null : Math.round((now() - copied) / 1000);
    report.tell({
      ...{ event: 'status', store, views, oldest, copiedAt: copied, behindSeconds: behind },
      message:
        copied === null
          ? 'nothing has been copied yet.'
          : `${rows} sessions since ${dateText(oldest)}, last copied ${dateText(copied)} (${agoText(now() - copied)}).`,
    });
  }
  return true;
};

/** Up to when rows may be expected to be in the archive: what came in the last hour may be on its way. */
async function copiedUpTo({ target, now }: Tools, store: string): Promise<number | undefined> {
  const times = (await target.status([store])).map(({ copiedAt }) => copiedAt ?? 0);
  const last = Math.min(Math.max(...times), now());
  return last > 0 ? last - oneHour : undefined;
}

/** Compares one store. A view that cannot be compared is told, and so is the time: what was not looked at is not well. */
async function compareStore(tools: Tools, one: StoreConfig, options: CommandOptions): Promise<boolean> {
  const { target, report, signal, now, config } = tools;
  const { name: store, keepDays } = one;
  const range = {
    from: options.from ?? now() - keepDays * oneDay,
    to: options.to ?? (await copiedUpTo(tools, store)) ?? now(),
  };
  if (range.from >= range.to) {
    throw new DiagnosticsError(
      'settings',
      options.to === undefined
        ? `There is nothing to compare from ${dateText(range.from)} on: the store was last copied ${dateText(range.to + oneHour)}. See whether its archiver runs, or name an end with --to.`
        : `There is no time between ${dateText(range.from)} and ${dateText(range.to)}: --from has to be before --to.`,
    );
  }
  const source = await tools.openSource(one);
  let [days, rows, wrong] = [0, 0, 0];
  try {
    const known = withoutForgotten(source, await target.forgotten());
    const lacks = (message: string) => {
      report.tell({ event: 'missing', store, message: `Not compared: ${message}` });
    };
    const { pageRows } = config;
    for await (const day of verify({ source: known, target, store, signal, range, pageRows, lacks })) {
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
  const time = `from ${dateText(range.from)} to ${dateText(range.to)}`;
  report.tell({
    ...{ event: 'verified', store, ...range, days, rows, wrong },
    message:
      wrong === 0
        ? `${rows} rows of the source are in the archive, and nothing is different, ${time}.`
        : `${wrong} of ${rows} rows are missing or different, ${time}. Copy them with "archive backfill --again --from ${isoDay(range.from)}", or wait for the next passes.`,
  });
  return wrong === 0;
}

/** Store by store: one that cannot be compared does not keep the others from it. */
const compare: Command = async (tools, stores, options) => {
  await tools.target.requireCurrent();
  let good = true;
  for (const one of stores) {
    try {
      good = (await compareStore(tools, one, options)) && good;
    } catch (error) {
      good = false;
      tellFailed(tools, one, error);
    }
  }
  return good;
};

/** @throws the error where it is none that can be told, or the command was stopped */
function tellFailed({ report, signal }: Tools, { name: store }: StoreConfig, error: unknown): void {
  signal.throwIfAborted();
  if (!(error instanceof DiagnosticsError)) {
    throw error;
  }
  report.tell({ event: 'failed', store, code: error.code, message: error.message });
}

const forget: Command = async (tools, stores, { before, users }) => {
  const { target, report } = tools;
  await target.requireCurrent();
  if (before === undefined && users.length === 0) {
    throw new DiagnosticsError(
      'settings',
      'forget: say what is older, as in --before 2024-01-01, or who, as in --user alice@example.com.',
    );
  }
  // All of them before the first: what begins is to come to its end.
  users.forEach(requireForgettable);
  for (const [index, user] of users.entries()) {
    const rows = await forgetUser(tools, user);
    // Not by name: what is told is kept in logs.
    const who = users.length > 1 ? `person ${index + 1} of ${users.length}` : 'this person';
    report.tell({ event: 'forgotten', rows, message: `${rows} rows named ${who}; they have a pseudonym now.` });
  }
  if (before === undefined) {
    return true;
  }
  for (const { name: store } of stores) {
    const lease = await lockSoon(tools, store);
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
