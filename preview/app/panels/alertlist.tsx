import React from 'react';
import { any, definePanel } from './define-panel.ts';
import { Message } from './message.tsx';

/** Rules are evaluated by Grafana, which is not here. */
export const alertlist = definePanel({
  id: 'alertlist',
  component: () => <Message text="In Grafana: the alerts that fire or are pending. The preview has no alert rules." />,
  options: any(
    'viewMode groupMode groupBy maxItems sortOrder dashboardAlerts alertName alertInstanceLabelFilter datasource stateFilter',
  ),
  optionDefaults: {},
});
