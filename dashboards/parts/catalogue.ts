import type { VariableName } from './variables.ts';

/** What links, tests and the provisioning need to know of a dashboard before it is built. */
export interface DashboardEntry {
  readonly title: string;
  readonly description: string;
  /** In the order in which they stand at the top; the data source always comes first. */
  readonly variables: readonly VariableName[];
  /** Carried along in links, out of sight: where the row of variables is long and this one chosen elsewhere. */
  readonly hidden?: readonly VariableName[];
  /** Listed among the links that go sideways between the reports. */
  readonly sideways?: true;
  /** How often it is asked again; never where absent: what one session was does not change under one's eyes. */
  readonly refresh?: '1m' | '5m';
  /** Where the range begins that a page of its own time scale starts with; it takes no other, and hands none on. */
  readonly begins?: 'now-1y';
  /** What a variable is at first, where that is not what it is elsewhere. */
  readonly initially?: { readonly interval: 'monthly'; readonly compare: '364d' };
}

/** Variables of the dashboards that narrow a set of sessions. */
const narrowing = [
  'category',
  'activity',
  'modality',
  'conferenceType',
  'pool',
  'diagnosticId',
  'responseCode',
  'source',
  'application',
  'userAgent',
  'fromUser',
  'toUser',
] as const satisfies readonly VariableName[];

/** What only links fill in: the name of the page says it, and a row of boxes to type in would push the list off the screen. */
export const setByLinks = [
  'frontEnd',
  'direction',
  'clientType',
  'location',
  'domain',
  'user',
] as const satisfies readonly VariableName[];

const entries = {
  'cd-home': {
    title: 'Call Diagnostics',
    description: 'Is it bad now, when and where: the way into the Call Diagnostic Reports.',
    variables: ['pool', 'compare'],
    sideways: true,
    refresh: '1m',
  },
  'cd-spikes': {
    title: 'Failure Spikes',
    description: 'More failures than usual: which pools, diagnostic IDs or servers stand out against earlier weeks.',
    variables: ['pool', 'spikeGroup', 'spikeWindow'],
    sideways: true,
    refresh: '1m',
  },
  'cd-drivers': {
    title: 'Failure Drivers',
    description:
      'What the failures have in common: the drivers in words, and every value of failing and of other sessions.',
    variables: [
      ...(['activity', 'modality', 'conferenceType', 'pool', 'diagnosticId', 'responseCode'] as const),
      ...(['userAgent', 'gateway', 'domain', 'user'] as const),
    ],
    sideways: true,
    refresh: '5m',
  },
  'cd-trends': {
    title: 'Long-term Trends',
    description: 'Failure rate, users impacted, top failures and client versions by month over years, per store.',
    variables: ['store', 'activity', 'pool', 'interval', 'compare'],
    sideways: true,
    begins: 'now-1y',
    initially: { interval: 'monthly', compare: '364d' },
  },
  'cd-summary': {
    title: 'Call Diagnostic Summary',
    description: 'Overall failure picture of peer-to-peer and conference sessions.',
    variables: ['pool', 'interval', 'compare'],
    sideways: true,
    refresh: '5m',
  },
  'cd-p2p': {
    title: 'Peer-to-Peer Activity Diagnostic',
    description: 'Success and failure of peer-to-peer sessions over time, per modality.',
    variables: ['modality', 'pool', 'interval', 'compare'],
    sideways: true,
    refresh: '5m',
  },
  'cd-conference': {
    title: 'Conference Diagnostic',
    description: 'Success and failure of conference sessions over time, per kind of conference session.',
    variables: ['conferenceType', 'pool', 'interval', 'compare'],
    sideways: true,
    refresh: '5m',
  },
  'cd-top-failures': {
    title: 'Top Failures',
    description: 'The most frequent failures: pairs of diagnostic ID and response code, with their trend.',
    variables: [
      'category',
      'activity',
      'modality',
      'conferenceType',
      'pool',
      'diagnosticId',
      'responseCode',
      'compare',
    ],
    hidden: ['compare'],
    sideways: true,
    refresh: '5m',
  },
  'cd-distribution': {
    title: 'Failure Distribution',
    description: 'Failed sessions ranked along eight dimensions; every item narrows, every count lists.',
    variables: [...narrowing, 'compare'],
    hidden: ['compare'],
    sideways: true,
    refresh: '5m',
  },
  'cd-failure-list': {
    title: 'Failure List',
    description: 'One row per failure, newest first, with the way to its session, conference and report.',
    variables: [...narrowing, 'requestType', 'gateway', ...setByLinks],
    hidden: setByLinks,
    sideways: true,
    refresh: '5m',
  },
  'cd-diagnostic-report': {
    title: 'Diagnostic Report',
    description: 'Everything known about one error report.',
    variables: ['errorTime', 'errorReportSeq', 'sessionIdTime', 'sessionIdSeq'],
  },
  'cd-session': {
    title: 'Session Detail',
    description: 'One peer-to-peer session: who, when, by which servers, and how it ended.',
    variables: ['sessionIdTime', 'sessionIdSeq', 'fromUser', 'toUser'],
  },
  'cd-conference-detail': {
    title: 'Conference Detail',
    description: 'One conference: who took part, with which conferencing servers, and how it went for each.',
    variables: ['conferenceUri', 'sessionIdTime', 'sessionIdSeq'],
  },
} as const satisfies Record<string, DashboardEntry>;

export type DashboardUid = keyof typeof entries;

/** Every dashboard can be narrowed to the stores of an archive; most data sources are none, so the variable is out of sight. */
const withStore = (entry: DashboardEntry): DashboardEntry =>
  entry.variables.includes('store')
    ? entry
    : { ...entry, variables: [...entry.variables, 'store'], hidden: [...(entry.hidden ?? []), 'store'] };

export const catalogue = Object.fromEntries(
  Object.entries(entries).map(([uid, entry]) => [uid, withStore(entry)]),
) as unknown as Readonly<Record<DashboardUid, DashboardEntry>>;

export const dashboardUids = Object.keys(entries) as DashboardUid[];
