import { validateSettings } from '../../../contract/settings.ts';
import type { DashboardUid } from '../../../dashboards/parts/catalogue.ts';
import { targetText, type Section } from '../section.ts';
import { digits } from '../statistics.ts';
import { workSince, type Work } from '../metered.ts';
import type { SharedCdr } from './database.ts';
import { Station } from './station.ts';

const hour = 3600 * 1000;
const day = 24 * hour;
const every = 30_000;
const { limits } = validateSettings({ engine: 'embedded' });
/** Hours that ended in the last day are counted again so often; those of the last hour with every refresh. */
const recent = limits.recentCacheSeconds * 1000;
const refreshes = 20;
/** Of those, how many are also asked without memory: each costs what a first load costs. */
const uncachedRefreshes = 4;
/** And how many of clients that are spread over the time between two refreshes: the more they are, the less they differ. */
const spreadRefreshes = 3;
const clients = 50;
const { cacheSeconds } = limits;
/** Within so many milliseconds clients refresh that began together. */
const together = 2_000;

const asked: readonly { readonly uid: DashboardUid; readonly days: number }[] = [
  { uid: 'cd-summary', days: 30 },
  { uid: 'cd-summary', days: 7 },
  { uid: 'cd-top-failures', days: 30 },
  { uid: 'cd-top-failures', days: 7 },
  { uid: 'cd-home', days: 30 },
  { uid: 'cd-home', days: 7 },
];

/** Work of one refresh, as the mean of many. */
interface Figures {
  readonly name: string;
  readonly without: Work;
  readonly one: Work;
  /** Share of the range's sessions that a refresh has to read anew, by the age at which the settings let hours be counted again. */
  readonly least: number;
  /** Of all clients together. */
  readonly together: Work;
  readonly spread: Work;
}

/** What refreshes of a dashboard cost the database after the first load, on a clock that is set. */
export async function measureRefreshes(cdr: SharedCdr): Promise<Section> {
  const data: Figures[] = [];
  for (const { uid, days } of asked) {
    const open = { cdr, uid, length: days * day };
    data.push({
      name: `${uid}, now-${days}d`,
      without: await refreshed({ ...open, cacheSeconds: 0, rounds: uncachedRefreshes, offsets: [0] }),
      one: await refreshed({ ...open, cacheSeconds, rounds: refreshes, offsets: [0] }),
      least: leastOf(cdr, days * day),
      together: await refreshed({ ...open, cacheSeconds, rounds: refreshes, offsets: offsets(together) }),
      spread: await refreshed({ ...open, cacheSeconds, rounds: spreadRefreshes, offsets: offsets(every) }),
    });
  }
  const worst = (of: (figures: Figures) => number) => Math.max(...data.map(of));
  const seconds = worst(({ one, without }) => one.seconds / without.seconds);
  const fifty = worst((one) => one.together.statements / one.one.statements);
  return {
    id: 'refreshes',
    title: `1. A dashboard refreshed every 30 s, ${refreshes} times after its first load, ${cdr.sessions} sessions: work of the database per refresh`,
    head: [
      'dashboard',
      'ms, no memory',
      'ms, 1',
      'ratio',
      'sessions to read anew',
      'statements, no memory',
      '1',
      `${clients} together`,
      `${clients} spread`,
      `ratio ${clients} to 1`,
    ],
    rows: data.map((one) => [
      one.name,
      digits(one.without.seconds * 1000),
      digits(one.one.seconds * 1000),
      (one.one.seconds / one.without.seconds).toFixed(4),
      one.least.toFixed(4),
      ...[one.without, one.one, one.together, one.spread].map(({ statements }) => digits(statements)),
      (one.together.statements / one.one.statements).toFixed(2),
    ]),
    notes: [
      `Seconds with memory to those without, at most ${seconds.toFixed(4)}. ${targetText(seconds, 0.02, 'x')}`,
      `Statements of ${clients} clients within ${together / 1000} s to those of one, at most ${fifty.toFixed(2)}. ${targetText(fifty, 1.2, 'x')}`,
    ],
    data,
  };
}

function leastOf({ end, sessionsSince }: SharedCdr, length: number): number {
  const since = (ago: number) => sessionsSince(Math.floor((end - ago) / hour) * hour);
  const newest = since(hour);
  return (newest + ((since(day) - newest) * every) / recent) / sessionsSince(end - length);
}

const offsets = (within: number) =>
  Array.from({ length: clients }, (_, index) => Math.round((within * index) / clients) + (index % 7));

interface Opening {
  readonly cdr: SharedCdr;
  readonly uid: DashboardUid;
  readonly length: number;
  readonly cacheSeconds: number;
  readonly rounds: number;
  /** When in each round a client refreshes, milliseconds, ascending. */
  readonly offsets: readonly number[];
}

/** All clients load the dashboard and then refresh it; the mean of the rounds after that. */
async function refreshed({ cdr, uid, length, rounds, offsets: each, ...options }: Opening): Promise<Work> {
  const station = new Station(cdr.source(), options.cacheSeconds);
  const start = cdr.end - (refreshes + 1) * every;
  const round = async (number: number) => {
    for (const offset of each) {
      station.now = start + number * every + offset;
      await station.open(uid, length);
    }
  };
  await round(0);
  const before = station.work;
  for (let number = 1; number <= rounds; number++) {
    await round(number);
  }
  const { statements, seconds } = workSince(before, station.work);
  await station.close();
  return { statements: statements / rounds, seconds: seconds / rounds };
}
