import { catalogue, dashboardUids, setByLinks, type DashboardUid } from './catalogue.ts';
import type { FieldName } from './fields.ts';
import type { VariableName } from './variables.ts';

/** A link on a value. */
export interface DataLink {
  readonly title: string;
  readonly url: string;
  readonly targetBlank: false;
}

/** The value clicked on, fit for a URL. */
export const clicked = '${__value.raw:percentencode}';

/** Another field of the row, fit for a URL. */
export const fieldOfRow = (name: FieldName) => `\${__data.fields.${name}:percentencode}`;

/** The key of the session that a row is about, for the variables that take it. */
export const sessionOfRow = {
  sessionIdTime: fieldOfRow('sessionIdTime'),
  sessionIdSeq: fieldOfRow('sessionIdSeq'),
  // Empty but in an archive: then of any store.
  store: fieldOfRow('store'),
} as const;

/** The key of the error report that a row is about, and that of its session. */
export const reportOfRow = {
  errorTime: fieldOfRow('errorTime'),
  errorReportSeq: fieldOfRow('errorReportSeq'),
  ...sessionOfRow,
} as const;

/** A label of the series clicked on. */
export const labelOfSeries = (label: string) => `\${__field.labels.${label}}`;

const rangeOfPage = '${__url_time_range}';
/** The bucket of the row: reports with buckets name what each row counts. */
const rangeOfBucket = 'from=${__data.fields.bucketStart.numeric}&to=${__data.fields.bucketEnd.numeric}';

/** The window of the row of a spike report. */
const rangeOfWindow = 'from=${__data.fields.windowStart.numeric}&to=${__data.fields.windowEnd.numeric}';

/** From the beginning to the end of the event of the row. */
const rangeOfEvent = 'from=${__data.fields.time.numeric}&to=${__data.fields.timeEnd.numeric}';

/** Variables that go with the length of the range. */
const ofScale: readonly VariableName[] = ['interval', 'compare'];

/** What a link opens and with which values. */
export interface Opens {
  readonly title: string;
  readonly to: DashboardUid;
  /** Values of variables of the target; every variable both dashboards have is carried over otherwise. */
  readonly set?: Partial<Record<VariableName, string>>;
  /** Narrows the range to the bucket of the row instead of keeping it. */
  readonly bucket?: boolean;
  /** Narrows the range to the window of the row. */
  readonly window?: boolean;
  /** Keeps the range of a page with a time scale of its own. */
  readonly keepRange?: boolean;
  /** Narrows the range to the event of the row. */
  readonly event?: boolean;
}

/** Address of a dashboard with the data source, the variables it shares with the one it is opened from, and the values given. */
export function urlOf(
  from: DashboardUid,
  { to, set = {}, bucket = false, window = false, event = false, keepRange = false }: Omit<Opens, 'title'>,
): string {
  const given = Object.entries(set) as [VariableName, string][];
  const otherScale = catalogue[from].begins !== catalogue[to].begins;
  const shared = catalogue[to].variables.filter(
    (name) => catalogue[from].variables.includes(name) && !(name in set) && !(otherScale && ofScale.includes(name)),
  );
  const range = otherScale && !keepRange ? `from=${catalogue[to].begins ?? 'now-7d'}&to=now` : rangeOfPage;
  const parameters = [
    bucket ? rangeOfBucket : window ? rangeOfWindow : event ? rangeOfEvent : range,
    '${datasource:queryparam}',
    ...shared.map((name) => `\${${name}:queryparam}`),
    ...given.map(([name, value]) => `var-${name}=${value}`),
  ];
  return `/d/${to}?${parameters.join('&')}`;
}

/**
 * The same for a Markdown panel, which hands it to the browser: relative to the path below which Grafana is served, as `/d/...` is not where it
 * is opened in a new tab. Grafana drops an address that begins with neither `/` nor `.`, and with a target leaves the click to the
 * browser; its own way would look for a page named `/./d/...`.
 */
export function textLink(from: DashboardUid, { title, ...opens }: Opens): string {
  return `<a href=".${urlOf(from, opens)}" target="_self">${title}</a>`;
}

export function dataLink(from: DashboardUid, opens: Opens): DataLink {
  return { title: opens.title, url: urlOf(from, opens), targetBlank: false };
}

/** The reports side by side, as a text: Grafana hides links beside the variables where these leave no room. */
export function sidewaysLinks(current: DashboardUid): string {
  return dashboardUids
    .filter((uid) => catalogue[uid].sideways)
    .map((uid) =>
      uid === current
        ? `**${catalogue[uid].title}**${unnarrowed(current)}`
        : textLink(current, { title: catalogue[uid].title, to: uid }),
    )
    .join(' · ');
}

/** What only a link narrows, where there is such, and the way back. */
function unnarrowed(current: DashboardUid): string {
  const narrowed = setByLinks.filter((name) => catalogue[current].hidden?.includes(name));
  const set = Object.fromEntries(narrowed.map((name) => [name, '']));
  const values = narrowed.map((name) => `\${${name}}`).join(' ');
  return narrowed.length > 0 ? ` ${values} (${textLink(current, { title: 'show all', to: current, set })})` : '';
}
