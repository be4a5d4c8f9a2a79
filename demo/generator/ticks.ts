import type { Instant } from '../../pkg/cdr/schema/views.ts';

/** Number of the tick (1/300 s) that a `datetime` column would round an instant to. */
export const toTick = (instant: Instant): number => Math.round((instant * 3) / 10);

/** The instant of a tick as SQL Server shows it: milliseconds ending in 0, 3 or 7. */
export const fromTick = (tick: number): Instant => Math.round((tick * 10) / 3);

/** Rounds to what a `datetime` column holds. */
export const onTick = (instant: Instant): Instant => fromTick(toTick(instant));
