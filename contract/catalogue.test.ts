import { describe, expect, test } from '@jest/globals';
import { filters, isList } from './filters.ts';
import { defaultOf, metricsOf, optionIds, optionOf, options, optionsOf } from './options.ts';
import { conferenceDetailColumns } from './reports/conference-detail.ts';
import { readOptions } from './read-options.ts';
import { reportDefinition, reportIds, type ReportId } from './reports/index.ts';
import {
  categories,
  comparisons,
  conferenceTypes,
  dimensions,
  driverGroups,
  driverLists,
  formats,
  intervals,
  modalities,
  recordTypes,
  sections,
  spikeGroups,
  spikeOverlaps,
  trendGroups,
} from './vocabulary.ts';

const volumes = [
  'Success volume',
  'Success percentage',
  'Expected failure volume',
  'Expected failure percentage',
  'Unexpected failure volume',
  'Unexpected failure percentage',
  'Total sessions',
];

/** The labels that Microsoft's pages print, by report, copied by hand. */
const documentedLabels: Partial<Record<ReportId, readonly string[]>> = {
  summary: [
    'Total sessions',
    'Failure rate',
    'Total conferences',
    'Total conference sessions',
    'Overall session failure rate',
    'Focus sessions',
    'Focus failure rate',
    'MCU sessions',
    'MCU failure rate',
  ],
  p2pActivity: volumes,
  conferenceActivity: volumes,
  topFailures: ['Rank', 'Reported sessions', 'Users impacted', 'Failure information', 'Trend in the past'],
  failureDistribution: ['Rank', 'Sessions'],
  failureList: [
    'Reported time',
    'Request',
    'Response code',
    'Diagnostic ID',
    'Join cost time (ms)',
    'From user',
    'From user agent',
    'To user',
    'Session detail',
    'Conference',
  ],
  diagnosticReport: [
    'Report time',
    'Response code',
    'Request type',
    'Source',
    'From user URI',
    'From user agent',
    'Diagnostic ID',
    'Content type',
    'Application',
    'To user URI',
    'Conference join times (ms)',
    'Diagnostic header',
  ],
  sessionDetail: [
    'Pool FQDN',
    'Invite time',
    'Response time',
    'From user',
    'From user agent',
    'Is From user internal',
    'Is From user integrated with desk phone',
    'Session Priority',
    'Response code',
    'Front end',
    'Capture time',
    'End time',
    'To user',
    'To user agent',
    'Is To user internal',
    'Is To user integrated with desk phone',
    'Is retried session',
    'Diagnostic ID',
    'Modalities',
    'From user messages',
    'To user messages',
  ],
  conferenceDetail: ['Conference URI', 'Pool FQDN', 'Start time', 'Organizer', 'End time'],
};

/** The words of each option that has any, as the vocabulary lists them. */
const optionChoices: Record<string, readonly { readonly id: string }[]> = {
  interval: intervals,
  section: sections,
  dimensions,
  groupBy: spikeGroups,
  compareWith: comparisons,
  show: driverLists,
  overlaps: spikeOverlaps,
  driverOf: driverGroups,
  trendOf: trendGroups,
};

const duplicates = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe('labels of the original reports', () => {
  test.each(Object.entries(documentedLabels))('%s has each of them, marked as documented', (id, labels) => {
    const { columns } = reportDefinition(id as ReportId);
    const found = columns.filter(({ documented }) => documented).map(({ label }) => label);
    expect(labels.filter((label) => !found.includes(label))).toEqual([]);
  });

  test('participants and stays of a conference', () => {
    const labels = (section: 'participation' | 'modalities') =>
      conferenceDetailColumns[section].filter(({ documented }) => documented).map(({ label }) => label);
    expect(labels('participation')).toEqual([
      'User',
      'Role',
      'Connectivity',
      'Join time',
      'Leave time',
      'User agent',
      'Diagnostic reports',
    ]);
    expect(labels('modalities')).toEqual([
      'User',
      'Join time',
      'Leave time',
      'Conferencing server URI',
      'Diagnostic reports',
    ]);
  });

  test('words of the filters and headings of the ranked tables', () => {
    const labels = (words: readonly { label: string }[]) => words.map(({ label }) => label);
    expect(labels(modalities)).toEqual(['Instant messaging', 'File transfer', 'Application sharing', 'Audio', 'Video']);
    expect(labels(conferenceTypes)).toEqual([
      'Focus sessions',
      'All MCU sessions',
      'IM conferencing',
      'Application sharing',
      'A/V conferencing',
    ]);
    expect(labels(categories)).toEqual(['Success', 'Expected failure', 'Unexpected failure', 'Uncategorized']);
    const ours = ['Automatic', 'At least 20 points', 'Every 15 minutes', 'Whole range'];
    expect(labels(intervals).filter((label) => !ours.includes(label))).toEqual([
      'Hourly',
      'Daily',
      'Weekly',
      'Monthly',
    ]);
    expect(labels(dimensions)).toEqual([
      'Top diagnostic reasons',
      'Top modalities',
      'Top pools',
      'Top sources',
      'Top components',
      'Top from users',
      'Top to users',
      'Top from user agents',
    ]);
  });
});

describe.each(reportIds)('report %s', (id) => {
  const report = reportDefinition(id);
  const everyColumn = id === 'conferenceDetail' ? Object.values(conferenceDetailColumns).flat() : report.columns;
  const lists =
    id === 'conferenceDetail' ? sections.map(({ id: section }) => conferenceDetailColumns[section]) : [report.columns];

  test('stands under its own id and has a title and a description', () => {
    expect(report.id).toBe(id);
    expect(report.title).toMatch(/^[A-Z]/);
    expect(report.description).toMatch(/\.$/);
  });

  test('has columns with ids of their own, and labels that tell them apart', () => {
    for (const columns of lists) {
      expect(duplicates(columns.map((column) => column.id))).toEqual([]);
      expect(duplicates(columns.map(({ label }) => label))).toEqual([]);
    }
  });

  test('opens reports that exist', () => {
    const opened = everyColumn.flatMap(({ opens }) => (opens === undefined ? [] : [opens]));
    const targets = report.reachedFrom === undefined ? opened : [...opened, report.reachedFrom];
    expect(targets.filter((target) => !(reportIds as readonly string[]).includes(target))).toEqual([]);
  });

  test('takes known filters, each once, and its keys are filters of its own', () => {
    const known = filters.map((filter) => filter.id as string);
    expect(report.filters.filter((filter) => !known.includes(filter))).toEqual([]);
    expect(duplicates(report.filters)).toEqual([]);
    expect((report.keys ?? []).flat().filter((key) => !report.filters.includes(key))).toEqual([]);
  });

  test('offers formats and metrics that fit together', () => {
    const metrics = metricsOf(report);
    expect(report.formats.filter((format) => !formats.some((word) => word.id === format))).toEqual([]);
    expect(report.formats[0]).toBe('table');
    expect(report.formats.includes('numeric')).toBe(report.defaultMetric !== undefined);
    expect(report.options.metric !== undefined).toBe(report.defaultMetric !== undefined);
    const overTime = report.options.interval !== undefined || report.options.windowMinutes !== undefined;
    expect(report.formats.includes('timeSeries')).toBe(overTime);
    expect(report.formats.includes('events')).toBe(report.events !== undefined);
    expect(metrics.length > 0).toBe(report.formats.includes('numeric'));
    expect(metrics.filter(({ type }) => type !== 'number' && type !== 'integer')).toEqual([]);
    if (report.defaultMetric !== undefined) {
      expect(metrics.map((column) => column.id)).toContain(report.defaultMetric);
    }
  });

  test('takes options whose defaults it takes itself', () => {
    for (const option of optionsOf(report)) {
      const { id: name } = option;
      const fallbacks = report.formats.map((format) => defaultOf(option, format));
      for (const [index, format] of report.formats.entries()) {
        const given = fallbacks[index];
        expect({ name, read: readOptions(report, { [name]: given }, format)[name] }).toEqual({ name, read: given });
      }
      if ('choices' in option && option.kind !== 'number') {
        const known: readonly string[] = (optionChoices[name] ?? []).map((word) => word.id);
        expect(option.choices.map((word) => word.id).filter((word) => !known.includes(word))).toEqual([]);
      }
    }
  });
});

describe.each(reportIds.filter((id) => reportDefinition(id).options.groupBy))('groups of %s', (id) => {
  const { columns } = reportDefinition(id);
  const groups: readonly string[] = optionOf(reportDefinition(id), 'groupBy')?.choices.map((word) => word.id) ?? [];

  test('are columns of the report, in the order of the vocabulary', () => {
    const known: readonly string[] = spikeGroups.map((group) => group.id);
    expect(groups).toEqual(known.filter((group) => groups.includes(group)));
    expect(groups).toEqual(columns.map((column) => column.id).filter((column) => groups.includes(column)));
    for (const group of spikeGroups.filter((one) => groups.includes(one.id))) {
      expect(columns.find((column) => column.id === group.id)?.label).toBe(group.label);
    }
  });
});

test.each(reportIds.filter((id) => reportDefinition(id).events))('%s has events as annotations take them', (id) => {
  const { events = [] } = reportDefinition(id);
  expect(events.map(({ label }) => label)).toEqual(['time', 'timeEnd', 'title', 'text', 'tags']);
});

test('options that count something are bounded by every report that takes them, the others by none', () => {
  for (const id of reportIds) {
    for (const option of optionsOf(reportDefinition(id))) {
      const counts = option.kind === 'number' && option.counts !== undefined;
      expect([id, option.id, 'most' in option]).toEqual([id, option.id, counts]);
    }
  }
  expect(optionIds.filter((id) => !reportIds.some((report) => reportDefinition(report).options[id]))).toEqual([]);
});

test('ids are unique within every list of words', () => {
  const lists = [
    filters,
    modalities,
    conferenceTypes,
    categories,
    intervals,
    formats,
    dimensions,
    recordTypes,
    sections,
  ];
  for (const words of [...lists, spikeGroups, Object.values(options)]) {
    expect(duplicates(words.map(({ id }) => id))).toEqual([]);
    expect(duplicates(words.map(({ label }) => label))).toEqual([]);
  }
  expect(duplicates(reportIds.map((id) => reportDefinition(id).title))).toEqual([]);
});

test('ids of filters that take lists are plural, those of keys are not', () => {
  for (const filter of filters) {
    expect([filter.id, filter.id.endsWith('s')]).toEqual([filter.id, isList(filter)]);
  }
});

test('filters of choices list them, and no other filter does', () => {
  for (const filter of filters) {
    expect('choices' in filter).toBe(filter.kind === 'choice');
  }
});

test('a rate says of which column of its report it is a share', () => {
  const rates = reportIds.flatMap((report) => {
    const { columns } = reportDefinition(report);
    const ids = columns.map(({ id }) => id);
    return columns.flatMap(({ id, rateOf }) => (rateOf === undefined ? [] : [[report, id, ids.includes(rateOf)]]));
  });
  expect(rates).toContainEqual(['summary', 'p2pFailureRate', true]);
  expect(rates.filter(([, , known]) => !known)).toEqual([]);
});
