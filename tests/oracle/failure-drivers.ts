import { DateTime } from 'luxon';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticHint, diagnosticText } from '../../contract/texts/diagnostics.ts';
import {
  activities,
  conferenceTypes,
  directions,
  driverDimensions,
  failedCategories,
  failureDimensions,
  locations,
  modalities,
} from '../../contract/vocabulary.ts';
import { Search, size, without, type Candidate, type Part, type Searched } from './driver-search.ts';
import { isOfFailures, ValueBook } from './driver-values.ts';
import { selectSessions } from './filters.ts';
import { columnIds, percent, table, type OracleFrame, type Task } from './frames.ts';
import type { Session } from './index-rows.ts';
import { weeksEarlier } from './spike-windows.ts';
import { compareNumber, compareText, foldAddress } from './text.ts';

const day = 86_400_000;
const [dimensionOf, keyOf] = [0, 1].map((part) => (name: string) => name.split('\t')[part] ?? '') as [
  (name: string) => string,
  (name: string) => string,
];

/** Sessions and failures of the range and of the weeks it is compared with. */
function read(task: Task): Searched {
  const { categories, diagnosticIds, responseCodes, requestTypes, sources, applications, ...others } =
    task.query.filters;
  const chosen = Object.entries({ diagnosticIds, responseCodes, requestTypes, sources, applications });
  const given = Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
  const rated = task.settings.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  const part = (range: Task['range']): Part => {
    const select = (filters: Task['query']['filters']) =>
      selectSessions({ ...task, range, query: { ...task.query, filters } });
    return { sessions: select(others), failed: select({ ...others, ...given, categories: categories ?? rated }) };
  };
  const { compareWith = 'auto', baselineWeeks = 0 } = task.query;
  const length = task.range.to - task.range.from;
  const wanted = compareWith === 'auto' ? length <= day : compareWith === 'earlierWeeks' && length <= 7 * day;
  const weeks = Array.from({ length: wanted && length > 0 ? baselineWeeks : 0 }, (_, i) =>
    weeksEarlier(task, task.range, i + 1),
  ).filter(({ from, to }) => from < to);
  const parts = weeks.map(part);
  const filled = parts.filter(({ sessions }) => sessions.length > 0);
  const compared = filled.length > 0 && filled.length >= parts.length / 2;
  const now = part(task.range);
  return {
    now: weeks.length === 0 ? sampled(now) : now,
    before: compared
      ? { sessions: parts.flatMap(({ sessions }) => sessions), failed: parts.flatMap(({ failed }) => failed) }
      : null,
  };
}

/** Beside 6,000 failed sessions and more the others count in some hundredths of a second of a minute alone, and as many times more. */
function sampled(part: Part): Part {
  const every = part.failed.length < 6000 ? 1 : ([23, 17, 11].find((step) => part.failed.length >= step * 500) ?? 1);
  const failed = new Set(part.failed);
  const hundredths = (time: Date) => time.getUTCSeconds() * 100 + Math.floor(time.getUTCMilliseconds() / 10);
  return {
    ...part,
    weightOf: (one) => (failed.has(one) ? 1 : hundredths(new Date(one.time)) % every === 0 ? every : 0),
  };
}

/** The ten users with the most failures, at least so many. */
function usersOf(book: ValueBook, { failed }: Part, least: number): string[] {
  const counts = new Map<string, number>();
  for (const session of failed) {
    for (const [name, { dimension }] of book.of(session, true)) {
      if (dimension === 'user') {
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .filter(([name, count]) => count >= Math.max(1, least) && !keyOf(name).endsWith('*'))
    .sort(([a, many], [b, others]) => others - many || compareText(keyOf(a), keyOf(b)))
    .slice(0, 10)
    .map(([name]) => name);
}

const words: Readonly<Record<string, readonly { readonly id: string; readonly label: string }[]>> = {
  direction: directions,
  modality: modalities,
  conferenceType: conferenceTypes,
  location: locations,
  activity: activities,
};
const labelsOfDimensions: readonly { readonly id: string; readonly label: string }[] = [
  ...driverDimensions,
  ...failureDimensions,
];

const filterOf: Readonly<Record<string, string>> = {
  ...{ edge: 'pools', pool: 'pools', gateway: 'gateways', mediationServer: 'gateways', frontEnd: 'frontEnds' },
  ...{ userAgent: 'userAgents', domain: 'domains', user: 'users', conferenceType: 'conferenceTypes' },
  ...{ modality: 'modalities', direction: 'directions', clientType: 'clientTypes', location: 'locations' },
  ...{ activity: 'activities', diagnosticId: 'diagnosticIds', responseCode: 'responseCodes', source: 'sources' },
  ...{ application: 'applications', requestType: 'requestTypes' },
};

/** A value in the words of the screen. */
function labelOf(book: ValueBook, name: string): string {
  const shown = book.shown(name);
  return words[dimensionOf(name)]?.find(({ id }) => id === shown)?.label ?? shown;
}

/** The columns that drivers and values share. */
function figures(task: Task, book: ValueBook, { now, before }: Searched, one: Candidate, excess: number) {
  const shown = one.names.map((name) => book.shown(name));
  const rated = task.settings.failureRate === 'all' ? failedCategories : ['unexpected'];
  const failureRate = percent(one.k, one.n);
  const otherRate = one.otherRate === null ? null : one.otherRate * 100;
  const ofFailures = one.names.some((name) => isOfFailures(dimensionOf(name)));
  const filters = columnIds('failureDrivers').slice(columnIds('failureDrivers').indexOf('pools'));
  const own = Object.fromEntries(one.names.map((name, i) => [filterOf[dimensionOf(name)] ?? '', shown[i] ?? '']));
  return {
    dimension: one.names
      .map((name) => labelsOfDimensions.find(({ id }) => id === dimensionOf(name))?.label)
      .join(' and '),
    value: one.names.map((name) => labelOf(book, name)).join(' and '),
    explainedShare: percent(one.explained, excess),
    explained: one.explained,
    sessions: one.n,
    failures: one.k,
    failureRate,
    otherRate,
    lift: failureRate === null || otherRate === null || otherRate === 0 ? null : failureRate / otherRate,
    share: percent(one.k, now.failed.length),
    shareOfOthers: ofFailures ? null : percent(one.n - one.k, size(now) - now.failed.length),
    failuresBefore: before ? one.K : null,
    score: one.score,
    comparedWith: before ? 'Weeks' : 'Others',
    ...Object.fromEntries(filters.map((id) => [id, own[id] ?? null])),
    categories: (task.query.filters.categories ?? rated).join(','),
  };
}

/** What most failures carry: an ID, or a response code where most have none. */
function dominant(failed: readonly Session[]) {
  const sizes = new Map<string, Session[]>();
  for (const session of failed) {
    const name = session.diagnosticId === null ? `none ${session.responseCode}` : `id ${session.diagnosticId}`;
    sizes.set(name, [...(sizes.get(name) ?? []), session]);
  }
  const number = (session: Session | undefined) => session?.diagnosticId ?? null;
  const [most = []] = [...sizes.values()].sort(
    (a, b) =>
      b.length - a.length ||
      compareNumber(number(a[0]), number(b[0])) ||
      compareText(String(a[0]?.responseCode), String(b[0]?.responseCode)),
  );
  const codes = [...new Set(most.map(({ responseCode }) => responseCode))];
  const having = (code: number | null) => most.filter(({ responseCode }) => responseCode === code).length;
  const [responseCode = null] = codes.sort((a, b) => having(b) - having(a) || compareNumber(a, b));
  return { diagnosticId: number(most[0]), responseCode, share: (most.length / failed.length) * 100 };
}

/** The failure before which most are missing, were they spread evenly; null where that is no more than chance does. */
function since(failed: readonly Session[], { from, to }: Task['range']): number | null {
  const times = failed.map(({ time }) => time).sort((a, b) => a - b);
  let [start, most]: [number | null, number] = [null, 1.36 * Math.sqrt(times.length)];
  times.forEach((time, before) => {
    const missing = (times.length * (time - from)) / (to - from) - before;
    if (missing > most) {
      [start, most] = [time, missing];
    }
  });
  return start;
}

const phrases: Readonly<Record<string, (text: string, id: string) => string>> = {
  edge: (text) => `over ${text}`,
  gateway: (text) => `through gateway ${text}`,
  mediationServer: (text) => `through Mediation Server ${text}`,
  pool: (text) => `of pool ${text}`,
  frontEnd: (text) => `of front end ${text}`,
  userAgent: (text) => `from client ${text}`,
  clientType: (text) => `from clients of type ${text}`,
  domain: (text) => `with domain ${text}`,
  user: (text) => `of user ${text}`,
  conferenceType: (text) => `of ${text}`,
  modality: (text) => `with ${text}`,
  direction: (_, id) => (id === 'toPstn' ? 'to the telephone network' : 'from the telephone network'),
  location: (_, id) => (id === 'outside' ? 'with someone outside' : 'inside the network'),
  activity: (_, id) => (id === 'conference' ? 'with conferences' : 'between two parties'),
};

interface Driver {
  readonly candidate: Candidate;
  readonly failed: readonly Session[];
}

/** Failure Drivers. */
export function failureDrivers(task: Task): OracleFrame[] {
  const { query } = task;
  const { minFailures = 0, minScore = 0, limit } = query;
  const searched = read(task);
  const book = new ValueBook();
  for (const part of [searched.now, searched.before]) {
    part?.sessions.forEach((session) => book.of(session, false));
    part?.failed.forEach((session) => book.of(session, true));
  }
  const search = new Search(book, new Set(usersOf(book, searched.now, minFailures)));
  const { now, before } = searched;
  const overall = before && before.sessions.length > 0 ? before.failed.length / before.sessions.length : 0;
  const toExplain = before ? Math.max(0, now.failed.length - now.sessions.length * overall) : now.failed.length;
  const { title } = reportDefinition('failureDrivers');
  const all = columnIds('failureDrivers');
  if (query.format === 'table' && query.show === 'values') {
    const found = [...search.values(searched).found, ...search.ofFailures(searched)].slice(0, limit);
    const rows = found.map((one) => ({
      ...figures(task, book, searched, one, toExplain),
      diagnosticMeaning:
        dimensionOf(one.names[0] ?? '') === 'diagnosticId'
          ? diagnosticText(Number(book.shown(one.names[0] ?? '')))
          : null,
    }));
    const missing = ['rank', 'driver', 'since', 'usersImpacted', 'diagnosticId', 'responseCode', 'diagnosticShare'];
    return [
      table(
        title,
        all.filter((id) => ![...missing, 'lookFirst'].includes(id)),
        rows,
      ),
    ];
  }
  const drivers: Driver[] = [];
  let rest = searched;
  while (drivers.length < 5) {
    const candidate = search.next(rest, toExplain, minFailures, minScore);
    if (!candidate) {
      break;
    }
    const left = without(book, rest, candidate.names);
    const kept = new Set(left.now.failed);
    drivers.push({ candidate, failed: rest.now.failed.filter((session) => !kept.has(session)) });
    rest = left;
  }
  const excess = Math.max(
    toExplain,
    drivers.reduce((sum, { candidate }) => sum + candidate.explained, 0),
  );
  const told = drivers.map((driver, i) => tell(task, book, searched, driver, excess, i + 1));
  return [shape(task, book, searched, drivers, told)];
}

type Told = ReturnType<typeof tell>;

function tell(
  task: Task,
  book: ValueBook,
  searched: Searched,
  { candidate, failed }: Driver,
  excess: number,
  rank: number,
) {
  const own = figures(task, book, searched, candidate, excess);
  const { diagnosticId, responseCode, share } = dominant(failed);
  const users = new Set(failed.flatMap(({ from }) => (from === null ? [] : [foldAddress(from)]))).size;
  const start = since(failed, task.range);
  const ofFailures = candidate.names.some((name) => isOfFailures(dimensionOf(name)));
  const rate = (value: number | null) => `${value?.toFixed(1)} %`;
  const compared = searched.before ? 'in the weeks before' : 'of the others';
  const other = own.otherRate === null ? `none ${compared}` : `${rate(own.otherRate)} ${compared}`;
  const code =
    diagnosticId === null
      ? `no diagnostic ID and ${responseCode === null ? 'no response code' : `response code ${responseCode}`}`
      : `diagnostic ID ${diagnosticId}`;
  const how = share === 100 ? 'all' : share >= 90 ? 'nearly all' : share >= 50 ? 'most' : `${share.toFixed(0)} %`;
  const qualified = candidate.names
    .map((name) => phrases[dimensionOf(name)]?.(labelOf(book, name), book.shown(name)))
    .join(' ');
  const kind = dimensionOf(candidate.names[0] ?? '') === 'diagnosticId' ? 'diagnostic ID' : 'response code';
  const what = ofFailures
    ? `no server, client or other value stands out, ${kind} ${own.value} everywhere: ${rate(own.failureRate)} of all sessions, ${other}`
    : `sessions ${qualified}, ${rate(own.failureRate)} of them failed, ${other}; ${how} with ${code}`;
  const zoned = (ms: number) => DateTime.fromMillis(ms, { zone: task.zone });
  // Whoever asks without a zone of their own reads whose it is.
  const ofNobody = task.query.timezone === undefined ? ` (${task.zone})` : '';
  const sameDay = zoned(task.range.from).toISODate() === zoned(task.range.to - 1).toISODate();
  const clock =
    start === null
      ? 'all the time'
      : `since ${zoned(start).toFormat(sameDay ? 'HH:mm' : 'd MMM HH:mm', { locale: 'en' })}${ofNobody}`;
  const whole = searched.before ? 'excess' : 'failures';
  return {
    ...own,
    rank,
    driver: `${own.explainedShare?.toFixed(0)} % of the ${whole}: ${what}; ${users} user${users === 1 ? '' : 's'}; ${clock}`,
    usersImpacted: users,
    since: start,
    diagnosticId,
    responseCode,
    diagnosticShare: share,
    diagnosticMeaning: diagnosticText(diagnosticId),
    lookFirst: diagnosticHint(diagnosticId),
  };
}

function shape(
  task: Task,
  book: ValueBook,
  searched: Searched,
  drivers: readonly Driver[],
  told: readonly Told[],
): OracleFrame {
  const { query } = task;
  const { title } = reportDefinition('failureDrivers');
  if (query.format === 'events') {
    const rows = told.map(({ value, dimension, driver, since: start }, i) => {
      const times = drivers[i]?.failed.map(({ time }) => time) ?? [];
      return {
        time: start ?? Math.min(...times),
        timeEnd: Math.max(...times),
        title: `Failure driver: ${value}`,
        text: driver,
        tags: `failure-driver,${dimension}`,
      };
    });
    return table(title, ['time', 'timeEnd', 'title', 'text', 'tags'], rows);
  }
  if (query.format === 'numeric') {
    const metric = query.metric ?? 'explainedShare';
    const { driverOf = 'driver' } = query;
    const groups: readonly { labels: Record<string, string>; driver: Told | undefined }[] =
      driverOf === 'driver'
        ? told.map((driver) => ({ labels: {}, driver }))
        : grouped(book, searched.now, drivers, told, driverOf);
    const rows = groups.slice(0, query.limit).flatMap(({ labels, driver }) => {
      const value = driver ? (driver as Record<string, unknown>)[metric] : 0;
      const words = driver?.driver ?? 'Nothing stands out';
      return typeof value === 'number'
        ? [{ labels: { ...labels, driver: words, from: `${task.range.from}`, to: `${task.range.to}` }, value }]
        : [];
    });
    return { format: 'numeric', name: title, metric, rows };
  }
  return table(title, columnIds('failureDrivers'), told.slice(0, query.limit));
}

/** Every group with failures, with the driver that most of them are of, the first of several. */
function grouped(book: ValueBook, now: Part, drivers: readonly Driver[], told: readonly Told[], driverOf: string) {
  const labelsOf = (session: Session): Record<string, string>[] => {
    if (driverOf === 'diagnosticId') {
      return [{ diagnosticId: String(session.diagnosticId ?? 'None') }];
    }
    const names = [...book.of(session, false)]
      .filter(([, { dimension }]) => dimension === 'pool' || dimension === 'edge')
      .map(([name]) => book.shown(name));
    return (names.length > 0 ? [...new Set(names)] : ['None']).map((pool) => ({ pool }));
  };
  const keys = [...new Set(now.failed.flatMap(labelsOf).map((labels) => JSON.stringify(labels)))].sort(compareText);
  return keys.map((key) => {
    const counts = drivers.map(
      ({ failed }) => failed.filter((session) => labelsOf(session).some((one) => JSON.stringify(one) === key)).length,
    );
    const most = Math.max(0, ...counts);
    return {
      labels: JSON.parse(key) as Record<string, string>,
      driver: most > 0 ? told[counts.indexOf(most)] : undefined,
    };
  });
}
