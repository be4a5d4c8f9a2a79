import { PluginType, type DataSourceInstanceSettings } from '@grafana/data';
import type { JsonData } from '../types.ts';

const type = 'calldiagnostics-sfb-datasource';

/** A data source as Grafana describes it to its plugin. */
export const settings: DataSourceInstanceSettings<JsonData> = {
  id: 1,
  uid: 'cdr',
  name: 'Call Diagnostics',
  type,
  access: 'proxy',
  readOnly: false,
  jsonData: { engine: 'embedded' },
  meta: {
    id: type,
    name: 'Call Diagnostics',
    type: PluginType.datasource,
    module: '',
    baseUrl: '',
    info: {
      author: { name: '' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
  },
};
