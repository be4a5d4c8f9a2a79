import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { commonLabels } from '../../contract/alert-labels.ts';

/** Alerts of our rules that fire, or are about to; Grafana shows those that the reader may see. */
export function alertList(): PanelBuilder {
  const labels = Object.entries(commonLabels).map(([name, value]) => `${name}="${value}"`);
  return new PanelBuilder()
    .type('alertlist')
    .title('Alerts')
    .description(
      'Alerts of the Call Diagnostics rules that fire or are pending, the newest first; each rule names its window. Without alert rules of this product it stays empty.',
    )
    .options({
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      maxItems: 20,
      // Time, the newest first.
      sortOrder: 3,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: `{${labels.join(',')}}`,
      datasource: '-- Grafana --',
      stateFilter: { firing: true, pending: true, error: true, noData: true, normal: false },
    });
}
