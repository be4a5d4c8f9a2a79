const units: Record<string, number> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3, w: 7 * 86_400e3 };

/**
 * Reads a bound of Grafana's query API: epoch milliseconds, or `now` and `now-7d` with the units s, m, h, d, w.
 * @returns epoch milliseconds; undefined for anything else
 */
export function readBound(text: unknown, now: number): number | undefined {
  const match = /^(?:(\d+)|now(?:-(\d+)([smhdw]))?)$/.exec(String(text));
  if (!match) {
    return undefined;
  }
  const [, epoch, amount = '0', unit = 's'] = match;
  return epoch === undefined ? now - Number(amount) * (units[unit] ?? 0) : Number(epoch);
}
