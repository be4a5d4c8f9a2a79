import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './components/config-editor/config-editor.tsx';
import { QueryEditor } from './components/query-editor/query-editor.tsx';
import { QueryHelp } from './components/query-help.tsx';
import { DataSource } from './datasource.ts';
import type { JsonData, Query, SecureJsonData } from './types.ts';

/** What Grafana loads. */
export const plugin = new DataSourcePlugin<DataSource, Query, JsonData, SecureJsonData>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
