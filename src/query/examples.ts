import type { Query } from '../types.ts';

/** Queries to start from, at least one per report that needs no key. */
export const examples: readonly { readonly title: string; readonly query: Omit<Query, 'refId'> }[] = [
  {
    title: 'Is it bad? Failure rates of the whole range',
    query: { report: 'summary', format: 'table', interval: 'total' },
  },
  {
    title: 'Failed audio calls over time',
    query: {
      report: 'p2pActivity',
      format: 'timeSeries',
      metric: 'unexpectedPercentage',
      filters: { modalities: ['audio'] },
    },
  },
  {
    title: 'A/V conferences day by day',
    query: {
      report: 'conferenceActivity',
      format: 'table',
      interval: 'daily',
      filters: { conferenceTypes: ['av'] },
    },
  },
  {
    title: 'The most frequent unexpected failures',
    query: { report: 'topFailures', format: 'table', filters: { categories: ['unexpected'] } },
  },
  {
    title: 'Where do failures with 504 concentrate?',
    query: { report: 'failureDistribution', format: 'table', filters: { responseCodes: [504] } },
  },
  { title: 'The newest failures, one by one', query: { report: 'failureList', format: 'table', limit: 100 } },
  {
    title: 'Error reports of the Mediation Server',
    query: { report: 'diagnosticReport', format: 'table', filters: { applications: ['MediationServer'] } },
  },
  {
    title: 'Peer-to-peer sessions that timed out',
    query: { report: 'sessionDetail', format: 'table', filters: { responseCodes: [504] } },
  },
  {
    title: 'Who took part in a conference',
    query: {
      report: 'conferenceDetail',
      format: 'table',
      section: 'participation',
      filters: { conferenceUris: ['sip:user@example.com;gruu;opaque=app:conf:focus:id:ABC123'] },
    },
  },
  { title: 'Steps of joins as the servers noted them', query: { report: 'progressReports', format: 'table' } },
  {
    title: 'How long joining takes',
    query: { report: 'joinTimes', format: 'timeSeries', metric: 'p95' },
  },
  {
    title: 'Failure rate by month, a line for each store of an archive',
    query: { report: 'trends', format: 'timeSeries', interval: 'monthly', trendOf: 'store', metric: 'failureRate' },
  },
  {
    title: 'What the failures have in common, in words',
    query: { report: 'failureDrivers', format: 'table' },
  },
  {
    title: 'What fails more than usual in the last hour, per pool',
    query: { report: 'failureSpikes', format: 'table' },
  },
  {
    title: 'For an alert rule: score of a failure spike, per diagnostic ID',
    query: {
      report: 'failureSpikes',
      format: 'numeric',
      metric: 'score',
      groupBy: ['diagnosticId'],
      windowMinutes: 30,
    },
  },
  {
    title: 'For annotations: failure spikes of all pools',
    query: { report: 'failureSpikes', format: 'events', groupBy: ['pool'] },
  },
  {
    title: 'Joining takes longer than usual, per component',
    query: { report: 'joinTimeSpikes', format: 'table' },
  },
  {
    title: 'Are call detail records still arriving?',
    query: { report: 'cdrFreshness', format: 'table' },
  },
  {
    title: 'For an alert rule: unexpected failures per modality, in percent',
    query: { report: 'p2pActivity', format: 'numeric', metric: 'unexpectedPercentage' },
  },
];
