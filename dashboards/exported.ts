import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { pluginId } from './parts/variables.ts';

const input = 'DS_CALL_DIAGNOSTICS';

/**
 * A dashboard as the plugin brings it along: Grafana asks for a data source when it imports the dashboard, and the
 * variable `datasource` starts with it.
 * @param version of the plugin
 */
export function exported(dashboard: Dashboard, version: string): object {
  const list = (dashboard.templating.list ?? []).map((variable) =>
    variable.name === 'datasource'
      ? { ...variable, current: { selected: true, text: `\${${input}}`, value: `\${${input}}` } }
      : variable,
  );
  return {
    __inputs: [
      {
        name: input,
        label: 'Call Diagnostics',
        description: 'LcsCDR of Skype for Business Server or Lync Server 2013',
        type: 'datasource',
        pluginId,
        pluginName: 'Skype for Business Call Diagnostics',
      },
    ],
    __requires: [
      { type: 'grafana', id: 'grafana', name: 'Grafana', version: '10.1.0' },
      { type: 'datasource', id: pluginId, name: 'Skype for Business Call Diagnostics', version },
    ],
    ...dashboard,
    templating: { list },
  };
}
