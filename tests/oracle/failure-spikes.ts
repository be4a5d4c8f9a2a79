import { gammaln } from 'simple-statistics';
import type { SpikeOptions } from '../../contract/query.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import {
  activities,
  conferenceTypes,
  failedCategories,
  labelOf,
  modalities,
  type SpikeGroup,
} from '../../contract/vocabulary.ts';
import { selectSessions } from './filters.ts';
import { columnIds, percent, table, type Figures, type Labels, type OracleFrame, type Task } from './frames.ts';
import { keyOf, type Session } from './index-rows.ts';
import { baselineOf, median, Timeline, windowsOf, type Window } from './spike-windows.ts';
import { compareNumber, compareText, fold, foldAddress } from './text.ts';

const day = 24 * 3_600_000;
const always = { from: -Infinity, to: Infinity };

/** Items of a session along one way to group; null stands for None. */
function itemsOf(task: Task, session: Session, id: SpikeGroup): readonly (string | null)[] {
  switch (id) {
    case 'pool':
      return [session.pool, ...session.edges.filter((edge) => edge !== null)];
    case 'store':
      return [session.store];
    case 'activity':
      return [labelOf(activities, session.activity)];
    case 'modality':
      return [
        ...session.modalities.map((modality) => `P2P ${labelOf(modalities, modality)}`),
        ...session.conferenceTypes.filter((kind) => kind !== 'mcu').map((kind) => labelOf(conferenceTypes, kind)),
      ];
    case 'diagnosticId':
      return [session.diagnosticId === null ? null : String(session.diagnosticId)];
    case 'gateway':
      return session.activity === 'p2p' ? gatewaysOf(task, session) : [];
    case 'source':
      return session.reports.map(({ Source }) => Source).filter((source) => source !== null);
  }
}

const voips = new WeakMap<Task['rows'], Map<string | null, (string | null)[]>>();

function gatewaysOf({ rows }: Task, session: Session): readonly (string | null)[] {
  const known =
    voips.get(rows) ??
    new Map(
      rows.voip.map(
        (row) => [keyOf(row.SessionIdTime, row.SessionIdSeq, row), [row.FromGateway, row.ToGateway]] as const,
      ),
    );
  voips.set(rows, known);
  return (
    known.get(keyOf(session.time, session.seq, { ...(session.store !== null && { Store: session.store }) })) ?? []
  ).filter((gateway) => gateway !== null);
}

interface Group {
  readonly key: readonly string[];
  labels: Labels;
  /** Sessions of the group, without regard to what only failures have. */
  readonly sessions: Timeline<Session>;
  readonly failures: Timeline<Session>;
}

const uncompared = ['sessions', 'failures', 'usersImpacted', 'failureRate'];
const ofFailuresAlone: readonly SpikeGroup[] = ['diagnosticId', 'source'];

/** All groups that any session of any time belongs to. */
function groupsOf(task: Task, { groupBy }: SpikeOptions, windows: readonly Window[]): Group[] {
  const { categories, diagnosticIds, responseCodes, requestTypes, sources, applications, ...others } =
    task.query.filters;
  const rated = task.settings.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  const chosen = { diagnosticIds, responseCodes, requestTypes, sources, applications };
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  // Only what is read is ever seen, names and spellings included; what needs no baseline reads none.
  const { format, metric = '' } = task.query;
  const compared = format !== 'timeSeries' || !uncompared.includes(metric);
  const read = windows.flatMap(({ span, weeks, day: before }) => [span, ...(compared ? [...weeks, before] : [])]);
  const select = (filters: Task['query']['filters']) => {
    const found = new Timeline(selectSessions({ ...task, range: always, query: { ...task.query, filters } }));
    return [...new Set(read.flatMap((range) => found.in(range)))];
  };
  const sessions = select(others);
  const failures = select({ ...others, ...given, categories: categories ?? rated });
  const spellings = new Map<string, string>();
  const keysOf = (session: Session, ids: readonly SpikeGroup[]) =>
    ids.reduce<string[][]>(
      (keys, id) => {
        const items = itemsOf(task, session, id);
        const named = (items.length > 0 ? items : [null]).map((item) => item ?? 'None');
        for (const item of named) {
          const known = spellings.get(`${id} ${fold(item)}`);
          spellings.set(`${id} ${fold(item)}`, known === undefined || compareText(item, known) < 0 ? item : known);
        }
        return keys.flatMap((key) => [...new Set(named.map(fold))].map((item) => [...key, item]));
      },
      [[]],
    );
  const own = groupBy.filter((id) => !ofFailuresAlone.includes(id));
  const deal = (some: readonly Session[], ids: readonly SpikeGroup[]) => {
    const dealt = new Map<string, Session[]>();
    for (const session of some) {
      for (const key of keysOf(session, ids)) {
        const members = dealt.get(JSON.stringify(key)) ?? [];
        members.push(session);
        dealt.set(JSON.stringify(key), members);
      }
    }
    return new Map([...dealt].map(([key, members]) => [key, new Timeline(members)]));
  };
  const bySession = deal(sessions, own);
  const byFailure = deal(failures, groupBy);
  const keys = own.length === groupBy.length ? [...bySession.keys()] : [...byFailure.keys()];
  return keys.map((text) => {
    const key = JSON.parse(text) as string[];
    const sessionKey = JSON.stringify(key.filter((_, i) => own.includes(groupBy[i] as SpikeGroup)));
    return {
      key,
      labels: Object.fromEntries(groupBy.map((id, i) => [id, spellings.get(`${id} ${key[i] ?? ''}`) ?? ''])),
      sessions: bySession.get(sessionKey) ?? new Timeline<Session>([]),
      failures: byFailure.get(text) ?? new Timeline<Session>([]),
    };
  });
}

const usersOf = (failures: readonly Session[]): number =>
  new Set(failures.flatMap(({ from }) => (from === null ? [] : [foldAddress(from)]))).size;

/** -log10 of P(X >= k), term by term. */
export function score(n: number, k: number, p: number, history: number): number {
  const [alpha, beta] = [p * history + 0.5, (1 - p) * history + 0.5];
  const logBeta = (a: number, b: number) => gammaln(a) + gammaln(b) - gammaln(a + b);
  const choose = (j: number) => gammaln(n + 1) - gammaln(j + 1) - gammaln(n - j + 1);
  const terms = Array.from({ length: n - k + 1 }, (_, i) => k + i).map(
    (j) => choose(j) + logBeta(j + alpha, n - j + beta) - logBeta(alpha, beta),
  );
  const most = Math.max(...terms);
  const tail = most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
  return Math.min(300, Math.max(0, -tail / Math.LN10));
}

/** The numbers of a group in a window, by column id; whether it is new comes later. */
function figuresOf(group: Group, { span, weeks, day: before }: Window, options: SpikeOptions) {
  const { minSessions, minUsers = 0, minFailures = 0 } = options;
  const sessions = group.sessions.in(span).length;
  const failed = group.failures.in(span);
  const failures = failed.length;
  const usersImpacted = usersOf(failed);
  const failureRate = percent(failures, sessions);
  const marked = (range: Window['span']) => {
    const bad = new Set(group.failures.in(range));
    return group.sessions.in(range).map((session) => bad.has(session));
  };
  const { baseline, parts } = baselineOf(weeks.map(marked), marked(before));
  const baselineRate = median(parts.map((part) => percent(part.filter((bad) => bad).length, part.length) ?? 0));
  const history = parts.flat().length;
  const many = usersImpacted >= minUsers && failures >= minFailures;
  const guarded = sessions < minSessions || !many;
  const ratio = failureRate === null || baselineRate === null || baselineRate === 0 ? null : failureRate / baselineRate;
  const exceeded = failureRate !== null && baselineRate !== null && failureRate > baselineRate;
  const tail = () => Number(score(sessions, failures, (baselineRate ?? 0) / 100, history).toPrecision(10));
  const raw = baselineRate === null ? null : exceeded ? tail() : 0;
  const figures: Figures = {
    sessions,
    failures,
    usersImpacted,
    failureRate,
    baselineRate,
    baselineSessions: baselineRate === null ? null : history,
    baselineFailures: baselineRate === null ? null : (baselineRate / 100) * sessions,
    ratio: ratio !== null && guarded ? 0 : ratio,
    score: raw !== null && guarded ? 0 : raw,
  };
  return { figures, baseline, many, failed };
}

/** Failure Spikes. */
export function failureSpikes(task: Task): OracleFrame[] {
  const { format } = task.query;
  const options = task.query as SpikeOptions;
  const windows = windowsOf(task);
  const groups = groupsOf(task, options, windows);
  if (format === 'timeSeries') {
    return [overTime(task, options, windows, groups)];
  }
  return [format === 'events' ? events(task, options, windows, groups) : ranking(task, options, windows[0], groups)];
}

const byKey = (a: Group, b: Group) =>
  Object.keys(a.labels).reduce((order, id) => order || compareText(a.labels[id] ?? '', b.labels[id] ?? ''), 0);

function ranking(task: Task, options: SpikeOptions, window: Window | undefined, groups: readonly Group[]): OracleFrame {
  const { groupBy, minScore = 0, lookbackDays = 0 } = options;
  const { query } = task;
  if (!window) {
    throw new Error('there is always one window');
  }
  const earlier = { from: window.span.from - lookbackDays * day, to: window.span.from };
  const seen = new Set(
    new Timeline(selectSessions({ ...task, range: earlier, query: { ...query, filters: {} } }))
      .in(earlier)
      .map(({ diagnosticId }) => String(diagnosticId)),
  );
  const failureDimension = groupBy.some((id) => ofFailuresAlone.includes(id));
  const lines = groups
    .map((group) => ({ group, ...figuresOf(group, window, options) }))
    .filter(({ figures }) => figures.sessions !== 0 && (!failureDimension || figures.failures !== 0))
    .sort(
      (a, b) =>
        compareNumber(b.figures.score ?? -1, a.figures.score ?? -1) ||
        compareNumber(b.figures.failures ?? 0, a.figures.failures ?? 0) ||
        byKey(a.group, b.group),
    );
  const full = lines.map(({ group: { labels }, figures, baseline, many, failed }) => {
    const id = labels.diagnosticId;
    const volume = (wanted: string) =>
      failed.filter(({ diagnosticId, responseCode }) => task.category(diagnosticId, responseCode) === wanted).length;
    const fresh = many && id !== 'None' && id !== undefined && !seen.has(id) ? 1 : 0;
    const row = {
      windowStart: window.span.from,
      windowEnd: window.span.to,
      ...labels,
      ...(id !== undefined && { diagnosticMeaning: id === 'None' ? null : diagnosticText(Number(id)) }),
      ...figures,
      expectedVolume: volume('expected'),
      unexpectedVolume: volume('unexpected'),
      isNew: id === undefined ? null : fresh,
      baseline,
    };
    return { labels, row, few: !many || (figures.sessions ?? 0) < (options.minSessions ?? 0) };
  });
  const { title } = reportDefinition('failureSpikes');
  if (query.format === 'numeric') {
    const metric = query.metric ?? 'score';
    const rows = full.slice(0, query.limit).flatMap(({ labels, row }) => {
      const value = (row as Record<string, unknown>)[metric] as number | null;
      return value === null ? [] : [{ labels, value }];
    });
    return { format: 'numeric', name: title, metric, rows };
  }
  const shown = full
    .filter(({ row }) => (Number((row as Record<string, unknown>).score) || 0) >= minScore)
    .map(({ row, few }) => (few ? { ...row, ratio: null, score: null } : row));
  const optional = ['store', 'pool', 'activity', 'modality', 'diagnosticId', 'gateway', 'source', 'diagnosticMeaning'];
  const has = (id: string) => groupBy.some((group) => group === (id === 'diagnosticMeaning' ? 'diagnosticId' : id));
  const ids = columnIds('failureSpikes').filter((id) => !optional.includes(id) || has(id));
  return table(title, ids, shown.slice(0, query.limit));
}

function overTime(
  task: Task,
  options: SpikeOptions,
  windows: readonly Window[],
  groups: readonly Group[],
): OracleFrame {
  const { metric, limit } = task.query;
  const metrics = metric ? [metric] : ['failures', 'baselineFailures'];
  const series = groups
    .map((group) => ({ group, failures: group.failures.in(task.range).length }))
    .filter(({ failures }) => failures > 0)
    .sort((a, b) => b.failures - a.failures || byKey(a.group, b.group))
    .slice(0, limit)
    .flatMap(({ group }) => {
      const perWindow = windows.map((window) => figuresOf(group, window, options).figures);
      return metrics.map((id) => ({
        metric: id,
        labels: group.labels,
        values: perWindow.map((figures) => figures[id] ?? null),
      }));
    });
  const { title } = reportDefinition('failureSpikes');
  return { format: 'timeSeries', name: title, time: windows.map(({ start }) => start), series };
}

function events(task: Task, options: SpikeOptions, windows: readonly Window[], groups: readonly Group[]): OracleFrame {
  const rows = groups.flatMap((group) => {
    const names = Object.values(group.labels);
    const perWindow = windows.map((window) => ({ window, figures: figuresOf(group, window, options).figures }));
    const isSpike = (i: number) => {
      const reached = perWindow[i]?.figures.score ?? 0;
      return reached > 0 && reached >= (options.minScore ?? 0);
    };
    const starts = windows.map((_, i) => i).filter((i) => isSpike(i) && !isSpike(i - 1));
    return starts.map((start) => {
      let end = start;
      while (isSpike(end + 1)) {
        end += 1;
      }
      const run = perWindow.slice(start, end + 1);
      const worst = Math.max(...run.map(({ figures }) => figures.score ?? 0));
      const peak = run.find(({ figures }) => figures.score === worst) ?? run[0];
      return {
        time: run[0]?.window.span.from ?? 0,
        timeEnd: run.at(-1)?.window.span.to ?? 0,
        title: names.length === 0 ? 'Failure spike' : `Failure spike: ${names.join(', ')}`,
        text: peak ? words(peak.window, peak.figures, task) : '',
        tags: ['failure-spike', ...names.map((name) => name.replace(/,/g, ' '))].join(','),
        name: names.join(', '),
        worst,
      };
    });
  });
  rows.sort((a, b) => a.time - b.time || compareText(a.title, b.title));
  const shown = options.overlaps === 'together' ? incidents(rows) : rows;
  const plain = shown.map(({ time, timeEnd, title, text, tags }) => ({ time, timeEnd, title, text, tags }));
  return table(reportDefinition('failureSpikes').title, ['time', 'timeEnd', 'title', 'text', 'tags'], plain);
}

interface Event {
  time: number;
  timeEnd: number;
  title: string;
  text: string;
  tags: string;
  name: string;
  worst: number;
}

const touch = (some: readonly Event[], others: readonly Event[]): boolean =>
  some.some((a) => others.some((b) => a.time < b.timeEnd && b.time < a.timeEnd));

/** Events of which each has an instant in common with another are one incident, told by the three worst. */
function incidents([first, ...rows]: readonly Event[]): Event[] {
  if (!first) {
    return [];
  }
  let members = [first];
  for (let size = 0; size < members.length;) {
    size = members.length;
    members = [first, ...rows.filter((row) => touch([row], members))];
  }
  const worstFirst = members.toSorted((a, b) => b.worst - a.worst);
  const names = [...new Set(worstFirst.map(({ name }) => name).filter(Boolean))];
  const told = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const incident = {
    ...first,
    timeEnd: Math.max(...members.map(({ timeEnd }) => timeEnd)),
    title: ['Failure spike', ...(told.length > 0 ? [told.join('; ')] : [])].join(': '),
    text:
      members.length === 1
        ? first.text
        : worstFirst
            .slice(0, 3)
            .map(({ name, text }) => `${name}: ${text}`)
            .join('\n'),
    tags: [...new Set(worstFirst.flatMap(({ tags }) => tags.split(',')))].join(','),
  };
  return [incident, ...incidents(rows.filter((row) => !members.includes(row)))];
}

function words(
  { span }: Window,
  { sessions, failures, usersImpacted, failureRate, baselineRate }: Figures,
  { query, settings }: Task,
): string {
  const timeZone = query.timezone ?? settings.reportTimeZone;
  // Swedes write times as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const zone = query.timezone === undefined || timeZone === 'UTC' ? ` ${timeZone}` : '';
  const users = `${usersImpacted} user${usersImpacted === 1 ? '' : 's'}`;
  const rates = `${failureRate?.toFixed(1)} % instead of ${baselineRate?.toFixed(1)} %`;
  return `${failures} of ${sessions} sessions failed from ${format.format(span.from)} to ${format.format(span.to)}${zone}: ${rates}. ${users} impacted.`;
}
