import type { Buckets } from '../../cdr/calendar.ts';

/**
 * What a frame says of its buckets in `meta.custom`: their interval, and what the last one counts where it is not over, as
 * half-open range in epoch milliseconds.
 */
export function aboutBuckets({ interval, unfinished }: Partial<Pick<Buckets, 'interval' | 'unfinished'>>) {
  return { interval, ...(unfinished && { unfinished }) };
}
