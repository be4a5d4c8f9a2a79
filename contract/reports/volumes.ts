import { added, documented, type MetricsOf } from '../columns.ts';

/**
 * The seven metrics that the two activity reports share, with what ours add.
 * @param noun what is counted, for the descriptions
 */
export function volumeColumns(noun: string) {
  const percent = { unit: 'percent', metric: true } as const;
  return [
    documented('successVolume', 'Success volume', 'integer', `Successful ${noun}.`, {
      metric: true,
      colour: 'success',
    }),
    documented('successPercentage', 'Success percentage', 'number', 'Success volume / Total sessions.', {
      ...percent,
      colour: 'success',
    }),
    documented('expectedVolume', 'Expected failure volume', 'integer', `${noun} with an expected failure.`, {
      metric: true,
      colour: 'expected',
      opens: 'failureDistribution',
    }),
    documented(
      'expectedPercentage',
      'Expected failure percentage',
      'number',
      'Expected failure volume / Total sessions.',
      { ...percent, colour: 'expected' },
    ),
    documented('unexpectedVolume', 'Unexpected failure volume', 'integer', `${noun} with an unexpected failure.`, {
      metric: true,
      colour: 'unexpected',
      opens: 'failureDistribution',
    }),
    documented(
      'unexpectedPercentage',
      'Unexpected failure percentage',
      'number',
      'Unexpected failure volume / Total sessions.',
      { ...percent, colour: 'unexpected' },
    ),
    documented('totalSessions', 'Total sessions', 'integer', `All ${noun}, uncategorized ones included.`, {
      metric: true,
    }),
    added('uncategorizedVolume', 'Uncategorized volume', 'integer', `${noun} that fit no category.`, {
      metric: true,
      colour: 'uncategorized',
    }),
    added('uncategorizedPercentage', 'Uncategorized percentage', 'number', 'Uncategorized volume / Total sessions.', {
      ...percent,
      colour: 'uncategorized',
    }),
    added('failureRate', 'Failure rate', 'number', 'The failure rate as the data source settings define it.', {
      ...percent,
      colour: 'failures',
      rateOf: 'totalSessions',
    }),
    ...bucketSpan,
  ] as const;
}

/** A number, or null, for each of these metrics. */
export type Volumes = MetricsOf<ReturnType<typeof volumeColumns>>;

/** Start of the bucket, in every report that has buckets. */
export const timeColumn = documented('time', 'Time', 'time', 'Start of the bucket, in the time zone of the dashboard.');

/** The part of the range a row counts, for links that narrow the range to it. */
export const bucketSpan = [
  added('bucketStart', 'Bucket start', 'time', 'Start of the bucket, or of the range where that is later.'),
  added('bucketEnd', 'Bucket end', 'time', 'End of the bucket, or of the range where that is earlier.'),
] as const;
