import { expect, test } from '@jest/globals';
import type { AnyQuery, OptionsOf, QueryDraft, QueryOf, ReportQuery, SavedQuery, SpikeOptions } from './query.ts';
import type { ReportId } from './reports/index.ts';
import { validateQuery } from './validate.ts';
import type { Interval, SpikeGroup } from './vocabulary.ts';

/** Compiles where both types are the same one. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : { readonly is: A; readonly not: B };
const same = <A, B>(isSame: Same<A, B>) => isSame;

// The compiler checks what is below, `npm run check` runs it; the tests keep it from being forgotten.

test('a query is told apart by its report', () => {
  const limitOf = (query: ReportQuery): number | undefined => {
    switch (query.report) {
      case 'summary':
        // @ts-expect-error The summary takes no limit.
        return query.limit;
      case 'topFailures':
        same<typeof query.format, 'table' | 'timeSeries' | 'numeric'>(true);
        same<typeof query.interval, Exclude<Interval, 'total'>>(true);
        return query.limit;
      case 'failureSpikes':
        same<typeof query.groupBy, readonly SpikeGroup[]>(true);
        return query.limit;
      case 'joinTimeSpikes':
        same<typeof query.groupBy, readonly 'pool'[]>(true);
        return query.minSessions;
      default:
        return undefined;
    }
  };
  expect(limitOf(validateQuery({ report: 'topFailures' }))).toBe(1000);
});

test('a query has the filters and options of its report and no others', () => {
  same<keyof OptionsOf<'summary'>, 'interval' | 'metric'>(true);
  same<keyof OptionsOf<'conferenceDetail'>, 'section' | 'limit'>(true);
  same<keyof OptionsOf<'cdrFreshness'>, 'metric'>(true);
  same<keyof OptionsOf<'joinTimeSpikes'>, 'metric' | 'groupBy' | 'windowMinutes' | 'baselineWeeks' | 'minSessions'>(
    true,
  );
  same<keyof QueryOf<'cdrFreshness'>['filters'], 'recordTypes' | 'stores'>(true);
  same<QueryOf<'p2pActivity'>['filters']['modalities'], QueryOf<'summary'>['filters']['modalities']>(true);
  same<QueryOf<'sessionDetail'>['format'], 'table'>(true);
  // @ts-expect-error Peer-to-peer sessions have no conference.
  const wrong: keyof QueryOf<'p2pActivity'>['filters'] = 'conferenceUris';
  expect(wrong).toBe('conferenceUris');
});

test('what is written into dashboards and rules is checked as it is written', () => {
  const saved: SavedQuery[] = [
    { report: 'failureSpikes', format: 'events', groupBy: 'pool', limit: '$rows' },
    { report: 'failureDistribution', dimensions: ['pools', 'applications'], filters: { activities: 'p2p' } },
    // @ts-expect-error Old name of a filter.
    { report: 'failureList', filters: { user: 'sip:a@example.com' } },
    // @ts-expect-error The Failure List has no time series.
    { report: 'failureList', format: 'timeSeries' },
    // @ts-expect-error Top Failures is its own answer over the whole range.
    { report: 'topFailures', interval: 'total' },
    // @ts-expect-error Only Conference Detail has sections.
    { report: 'p2pActivity', section: 'modalities' },
    // @ts-expect-error A rank is no metric.
    { report: 'topFailures', format: 'numeric', metric: 'rank' },
    // @ts-expect-error Join times are grouped by pool alone.
    { report: 'joinTimeSpikes', groupBy: ['gateway'] },
  ];
  expect(saved).toHaveLength(8);
});

test('the wide types take what the narrow ones hold', () => {
  const any = (query: ReportQuery): AnyQuery => query;
  const ofEvery = (query: ReportQuery): QueryOf<ReportId> => query;
  const draft = (saved: SavedQuery): QueryDraft => saved;
  const spikes = (query: QueryOf<'failureSpikes'> | QueryOf<'joinTimeSpikes'>): SpikeOptions => query;
  expect([any, ofEvery, draft, spikes].map((same) => typeof same)).toEqual(Array(4).fill('function'));
});
