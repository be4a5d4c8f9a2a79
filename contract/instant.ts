/**
 * SQL Server's `datetime` counts 1/300 s. As epoch milliseconds its values end in .000, .003 or .007, and each such
 * millisecond stands for exactly one tick: a key written with three decimals survives any trip through a link.
 */

const msPerTick = 10 / 3;

/** First and last instant a `datetime` holds: 1753-01-01 and 9999-12-31, as epoch milliseconds. */
export const minInstant = Date.UTC(1753, 0, 1);
export const maxInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 997);

/** The nearest tick, as epoch milliseconds. */
export function nearestTick(ms: number): number {
  return Math.round(Math.round(ms / msPerTick) * msPerTick);
}

/** The first tick that is not before `ms`: a half-open range stays exact when its bounds are moved with this. */
export function tickFrom(ms: number): number {
  const near = nearestTick(ms);
  return near >= ms ? near : Math.round((Math.round(ms / msPerTick) + 1) * msPerTick);
}

/** The ticks before and after the nearest one, as epoch milliseconds. */
export function neighbourTicks(ms: number): readonly [number, number] {
  const tick = Math.round(ms / msPerTick);
  const at = (ticks: number) => Math.min(Math.max(Math.round(ticks * msPerTick), minInstant), maxInstant);
  return [at(tick - 1), at(tick + 1)];
}

/** ISO 8601 in UTC with milliseconds: how keys travel in links. */
export function instantKey(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * Reads a key: ISO 8601 (UTC unless it has an offset; `T` or blank; any number of decimals) or epoch milliseconds.
 * Returns epoch milliseconds on a tick, or null where the text is neither.
 */
export function parseInstant(value: string | number): number | null {
  const text = String(value).trim();
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const ms = iso
    ? Date.parse(`${iso[1] ?? ''}T${iso[2] ?? '00:00'}:${iso[3] ?? '00'}${iso[5] ?? 'Z'}`) +
      Number(`0.${iso[4] ?? '0'}`) * 1000
    : /^-?\d{1,15}(\.\d+)?$/.test(text)
      ? Number(text)
      : NaN;
  return ms >= minInstant && ms <= maxInstant ? nearestTick(ms) : null;
}
