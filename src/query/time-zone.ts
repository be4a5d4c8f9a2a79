/** The IANA zone of a dashboard: Grafana says `browser`, `utc` or the name itself. */
export function ianaZone(timezone: string | undefined): string | undefined {
  if (timezone === 'utc') {
    return 'UTC';
  }
  return timezone && timezone !== 'browser' ? timezone : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
