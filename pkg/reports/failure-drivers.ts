import { driverColumns, failureDrivers as definition } from '../../contract/reports/failure-drivers.ts';
import { diagnosticHint, diagnosticText } from '../../contract/texts/diagnostics.ts';
import type { DriverList } from '../../contract/vocabulary.ts';
import { byCodePoint } from '../cdr/spellings.ts';
import type { Field, Frame, FrameMeta } from '../plugin/frames/frame.ts';
import { dominantOf } from './drivers/dominant.ts';
import { excessOf, findDrivers, Findings, type Driver, type Drivers, type Finding } from './drivers/find-drivers.ts';
import type { Counts } from './drivers/measure.ts';
import { readObserved, type Read } from './drivers/read.ts';
import {
  dimensionLabel,
  filtersOf,
  sentenceOf,
  valuesInWords,
  type Sentence,
  type ShownValue,
} from './drivers/sentence.ts';
import { since } from './drivers/since.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage } from './shapes/metrics.ts';
import { capped } from './shapes/notices.ts';
import { labelledNumbers } from './shapes/series.ts';
import { chosenTable, table } from './shapes/table.ts';
import { textZoneOf } from './shapes/text-zone.ts';

type Request = ReportRequest<'failureDrivers'>;

/** Failure Drivers: what the failures of the range have in common. */
export const failureDrivers: ReportHandler<'failureDrivers'> = async (request) => {
  const read = await readObserved(request);
  const { query } = request;
  if (query.format === 'table' && query.show === 'values') {
    return [valueTable(request, read)];
  }
  const found = findDrivers(read.observed, read.values, read.isCounted, { ...query, comparedWith: read.comparedWith });
  const told = found.drivers.map((driver, index) => tell(request, read, found, driver, index));
  switch (query.format) {
    case 'table':
      return [driverTable(request, read, told)];
    case 'numeric':
      return [numbers(request, read, told)];
    case 'events':
      return [events(told)];
  }
};

const shownValues = ({ values }: Read, numbers: readonly number[]): ShownValue[] =>
  numbers.map((number) => ({ dimension: values.value(number).dimension, text: values.shown(number) }));

/** What the rows of both lists share. */
function figuresOf(read: Read, finding: Finding, excess: number) {
  const { sessions, failures, failuresBefore, otherRate, explained, score, ofFailures } = finding;
  const failureRate = percentage(failures, sessions);
  const other = otherRate === null ? null : otherRate * 100;
  const shown = shownValues(read, finding.values);
  return {
    shown,
    value: valuesInWords(shown),
    dimension: shown.map(({ dimension }) => dimensionLabel(dimension)).join(' and '),
    explained,
    explainedShare: percentage(explained, excess),
    sessions,
    failures,
    failureRate,
    otherRate: other,
    lift: failureRate === null || !other ? null : failureRate / other,
    failuresBefore: read.comparedWith === 'Weeks' ? failuresBefore : null,
    score: ofFailures && read.comparedWith === 'Others' ? null : score,
    comparedWith: read.comparedWith,
  };
}

type ToldDriver = ReturnType<typeof tell>;

function tell(request: Request, read: Read, { all, excess }: Drivers, driver: Driver, index: number) {
  const figures = figuresOf(read, driver, excess);
  const { failed, ofFailures } = driver;
  const users = new Set(failed.flatMap(({ user }) => user ?? []));
  const { diagnosticId, responseCode, share } = dominantOf(failed);
  const start = since(
    failed.map(({ time }) => time),
    request.range,
  );
  const diagnosticShare = share * 100;
  const sentence = sentenceOf(
    {
      ...figures,
      values: figures.shown,
      ofFailures,
      diagnosticId,
      responseCode,
      diagnosticShare,
      users: users.size,
      since: start,
    },
    request.range,
    textZoneOf(request),
  );
  return {
    ...figures,
    ...sharesOf(all, driver),
    failed,
    rank: index + 1,
    sentence,
    usersImpacted: users.size,
    since: start,
    diagnosticId,
    responseCode,
    diagnosticShare,
    diagnosticMeaning: diagnosticText(diagnosticId),
    lookFirst: diagnosticHint(diagnosticId),
  };
}

/** Categories of the failures, as a filter takes them. */
const categoriesOf = ({ categories }: Read) => categories.join(',');

/** Shares of the failures and of the other sessions of the range that have a value. */
function sharesOf(all: Counts, { failures, sessions, ofFailures }: Finding) {
  return {
    share: percentage(failures, all.failures),
    shareOfOthers: ofFailures
      ? null
      : percentage(Math.max(0, sessions - failures), Math.max(0, all.sessions - all.failures)),
  };
}

function driverTable(request: Request, read: Read, told: readonly ToldDriver[]): Frame {
  const rows = told.map((driver) => ({
    ...driver,
    driver: driver.sentence.text,
    value: driver.value.text,
    ...filtersOf(driver.shown),
    categories: categoriesOf(read),
  }));
  const frame = listOf(read, 'drivers', rows.slice(0, request.query.limit));
  return withParts(frame, {
    driver: told.map(({ sentence }) => sentence),
    value: told.map(({ value }) => value),
  });
}

function valueTable(request: Request, read: Read): Frame {
  const { observed, values, comparedWith, isCounted } = read;
  const findings = new Findings(observed, values, comparedWith, isCounted);
  const { all } = findings;
  const excess = excessOf(all, comparedWith);
  const found = [...findings.ofSessions(), ...findings.ofFailures()];
  const shown = found.slice(0, request.query.limit);
  const rows = shown.map((finding) => {
    const { shown: ofRow, value, ...figures } = figuresOf(read, finding, excess);
    const [first] = ofRow;
    return {
      ...figures,
      value: value.text,
      diagnosticMeaning: first?.dimension === 'diagnosticId' ? diagnosticText(Number(first.text)) : null,
      ...sharesOf(all, finding),
      ...filtersOf(ofRow),
      categories: categoriesOf(read),
    };
  });
  const frame = listOf(read, 'values', rows, capped(rows.length, found.length, 'values'));
  return withParts(frame, { value: shown.map((finding) => valuesInWords(shownValues(read, finding.values))) });
}

/** Rows with the columns of a list; what a row has beyond them is not shown. */
function listOf(
  { notices, comparedWith }: Read,
  list: DriverList,
  rows: readonly Readonly<Record<string, unknown>>[],
  more: FrameMeta['notices'] = [],
): Frame {
  const meta = { custom: { comparedWith }, notices: [...notices, ...more] };
  return chosenTable(definition.title, driverColumns(list), rows, meta);
}

/** Tells of each text what in it is about somebody. */
function withParts(frame: Frame, sentences: Readonly<Record<string, readonly Sentence[]>>): Frame {
  const fields = frame.fields.map((field) => {
    const known = sentences[field.name];
    return (known && ({ ...field, parts: known.map(({ parts }) => parts) } as Field)) || field;
  });
  return { ...frame, fields };
}

/** A number with its labels, and the driver it is of; none where nothing stands out in a group. */
interface Numbered {
  readonly labels: Readonly<Record<string, string>>;
  readonly driver: ToldDriver | undefined;
}

/** What is said of a group with failures and without a driver: a rule shall not lose the group. */
const noDriver = { words: 'Nothing stands out', value: 0 };

function numbers({ query, range }: Request, read: Read, told: readonly ToldDriver[]): Frame {
  const metric = numericMetric(definition, query.metric);
  const groups: readonly Numbered[] =
    query.driverOf === 'driver'
      ? told.map((driver) => ({ labels: {}, driver }))
      : strongestOfGroups(told, read, query.driverOf);
  const shown = groups
    .slice(0, query.limit)
    .map(({ labels, driver }) => ({ labels, driver, value: driver ? numberOf(driver, metric.id) : noDriver.value }))
    .filter(({ value }) => value !== null);
  const frame = labelledNumbers(
    definition.title,
    metric,
    shown.map(({ labels, driver, value }) => ({
      labels: {
        ...labels,
        driver: driver?.sentence.text ?? noDriver.words,
        from: String(range.from),
        to: String(range.to),
      },
      value,
    })),
  );
  const sentences = shown.map(({ driver }) => driver?.sentence ?? { text: noDriver.words, parts: [] });
  const notices = [...read.notices, ...capped(Math.min(groups.length, query.limit), groups.length, 'groups')];
  return { ...withParts(frame, { driver: sentences }), meta: { ...frame.meta, notices } };
}

function numberOf(driver: ToldDriver, metric: string): number | null {
  const value = (driver as Readonly<Record<string, unknown>>)[metric];
  return typeof value === 'number' ? value : null;
}

/** Every group with failures, and the driver that most of its failures are of. */
function strongestOfGroups(
  told: readonly ToldDriver[],
  { observed, values }: Read,
  of: Request['query']['driverOf'],
): Numbered[] {
  const groups = new Map<string, Numbered & { readonly most: number }>();
  for (const failure of observed.failures.filter(({ before }) => !before)) {
    for (const labels of labelsOf(failure, values, of)) {
      groups.set(JSON.stringify(labels), { labels, driver: undefined, most: 0 });
    }
  }
  for (const driver of told) {
    const counts = new Map<string, number>();
    for (const failure of driver.failed) {
      for (const labels of labelsOf(failure, values, of)) {
        const key = JSON.stringify(labels);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    for (const [key, most] of counts) {
      const group = groups.get(key);
      if (group && most > group.most) {
        groups.set(key, { ...group, driver, most });
      }
    }
  }
  return [...groups].sort(([a], [b]) => byCodePoint(a, b)).map(([, group]) => group);
}

/** The groups of a failure, named as Failure Spikes names them. */
function labelsOf(
  { values: own, diagnosticId }: Driver['failed'][number],
  values: Read['values'],
  of: Request['query']['driverOf'],
): Record<string, string>[] {
  const servers = own.filter((value) => ['pool', 'edge'].includes(values.value(value).dimension));
  const pools = servers.length > 0 ? [...new Set(servers.map((value) => values.shown(value)))] : ['None'];
  return of === 'pool' ? pools.map((pool) => ({ pool })) : [{ diagnosticId: String(diagnosticId ?? 'None') }];
}

function events(told: readonly ToldDriver[]): Frame {
  const frame = table(
    definition.title,
    definition.events,
    told.map(({ failed, value, dimension, sentence, since: start }) => ({
      time: start ?? Math.min(...failed.map(({ time }) => time)),
      timeEnd: Math.max(...failed.map((failure) => failure.time)),
      title: `Failure driver: ${value.text}`,
      text: sentence.text,
      tags: ['failure-driver', dimension].join(','),
    })),
  );
  return withParts(frame, { title: told.map(({ value }) => value), text: told.map(({ sentence }) => sentence) });
}
