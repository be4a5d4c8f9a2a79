import type { DashboardUid } from '../../dashboards/parts/catalogue.ts';
import type { VariableName } from '../../dashboards/parts/variables.ts';
import { dataSource } from '../settings.ts';

/** What a link opens. */
export interface Opens {
  readonly to: DashboardUid;
  /** Variables of the dashboard, filled from labels of the alert. */
  readonly fromLabels?: Readonly<Partial<Record<VariableName, string>>>;
  /** Variables of the dashboard with a fixed value. */
  readonly fixed?: Readonly<Partial<Record<VariableName, string>>>;
  /** Hours up to now. */
  readonly hours: number;
  /** The window that the query `driver` looked at in place of them, where the alert has its number. */
  readonly windowOfDriver?: boolean;
}

/**
 * Address of a dashboard as a template. Templates of rules do not know when they are filled in, so the range ends now; the
 * notification template replaces it by the time of the alert. The query `driver` alone tells its window.
 */
export function link({ to, fromLabels = {}, fixed = {}, hours, windowOfDriver = false }: Opens): string {
  const untilNow = `from=now-${hours}h&to=now`;
  const parameters = [
    windowOfDriver
      ? `{{ with $values.driver }}from={{ .Labels.from }}&to={{ .Labels.to }}{{ else }}${untilNow}{{ end }}`
      : untilNow,
    `var-datasource=${dataSource.uid}`,
    ...Object.entries(fixed).map(([name, value]) => `var-${name}=${encodeURIComponent(value)}`),
    ...Object.entries(fromLabels).map(([name, label]) => `var-${name}={{ urlquery $labels.${label} }}`),
  ];
  return `{{ externalURL }}d/${to}?${parameters.join('&')}`;
}
