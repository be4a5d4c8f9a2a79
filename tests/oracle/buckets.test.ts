import { describe, expect, it } from '@jest/globals';
import type { Interval } from '../../contract/vocabulary.ts';
import { bucketStarts } from './buckets.ts';

function starts(interval: Interval, zone: string, from: string, to: string): string[] {
  const range = { from: Date.parse(`${from}Z`), to: Date.parse(`${to}Z`) };
  return bucketStarts(interval, range, zone).map((start) => new Date(start).toISOString().slice(0, 16));
}

describe('buckets of the oracle', () => {
  it('has 23 and 25 hours on the days of a clock change', () => {
    expect(starts('hourly', 'Europe/Berlin', '2026-03-28T23:00', '2026-03-29T22:00')).toHaveLength(23);
    expect(starts('hourly', 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00')).toHaveLength(25);
    expect(starts('daily', 'Europe/Berlin', '2026-10-24T21:59', '2026-10-25T23:01')).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
    ]);
  });

  it('begins at the full hour of the zone', () => {
    expect(starts('hourly', 'Asia/Kolkata', '2026-01-01T10:00', '2026-01-01T11:00')).toEqual([
      '2026-01-01T09:30',
      '2026-01-01T10:30',
    ]);
    // The clock goes from 02:00 back to 01:30: no full hour comes twice.
    expect(starts('hourly', 'Australia/Lord_Howe', '2026-04-04T14:00', '2026-04-04T16:30')).toEqual([
      '2026-04-04T14:00',
      '2026-04-04T15:30',
    ]);
    // From 02:00 on to 02:30.
    expect(starts('hourly', 'Australia/Lord_Howe', '2026-10-03T14:30', '2026-10-03T17:00')).toEqual([
      '2026-10-03T14:30',
      '2026-10-03T15:30',
      '2026-10-03T16:00',
    ]);
  });

  it('begins days that have no midnight at their first instant', () => {
    expect(starts('daily', 'America/Sao_Paulo', '2018-11-04T01:00', '2018-11-05T02:00')).toEqual([
      '2018-11-03T03:00',
      '2018-11-04T03:00',
    ]);
  });

  it('begins weeks on Sunday and months on the first, before the range where need be', () => {
    expect(starts('weekly', 'America/New_York', '2026-03-11T00:00', '2026-03-15T04:00')).toEqual(['2026-03-08T05:00']);
    expect(starts('monthly', 'Pacific/Auckland', '2026-03-31T12:00', '2026-04-01T00:00')).toEqual(['2026-03-31T11:00']);
  });

  it('chooses the interval by the length of the range', () => {
    expect(starts('auto', 'UTC', '2026-01-01T00:00', '2026-01-03T00:00')).toHaveLength(48);
    expect(starts('auto', 'UTC', '2026-01-01T00:00', '2026-01-03T00:01')).toHaveLength(3);
    expect(starts('auto', 'UTC', '2026-01-01T00:00', '2026-04-03T00:00')).toHaveLength(92);
    expect(starts('auto', 'UTC', '2026-01-04T00:00', '2026-04-06T00:01')).toHaveLength(14);
    expect(starts('fitted', 'UTC', '2026-01-01T00:00', '2026-01-01T00:20')).toEqual([
      '2026-01-01T00:00',
      '2026-01-01T00:15',
    ]);
    expect(starts('fitted', 'UTC', '2026-01-01T00:00', '2026-01-01T19:59')).toHaveLength(80);
    expect(starts('fitted', 'UTC', '2026-01-01T00:00', '2026-01-01T20:00')).toHaveLength(20);
    expect(starts('fitted', 'UTC', '2026-01-01T00:00', '2026-01-21T00:00')).toHaveLength(20);
    expect(starts('fitted', 'UTC', '2026-01-04T00:00', '2026-05-24T00:00')).toHaveLength(20);
    expect(starts('fitted', 'UTC', '2024-01-01T00:00', '2026-01-01T00:01')).toHaveLength(25);
    expect(starts('total', 'UTC', '2026-01-01T00:01', '2026-01-01T00:01')).toEqual(['2026-01-01T00:01']);
    expect(starts('daily', 'UTC', '2026-01-01T00:01', '2026-01-01T00:01')).toEqual([]);
  });
});
